"""Lines that page templates, desks and chatbots leave in a text, as patterns of our own with gaps to fill.

A gap is a word in braces; `fill` takes it from POOLS or from the words at hand. Nothing here is copied from a page.
"""

# ruff: noqa: E501  (tables of patterns and rows of choices read best one to a line)

from __future__ import annotations

import re
from random import Random

FIRST = (
    "Ana Ben Carla Daniel Elif Farah Grace Hugo Ines Jonas Karim Lena Marek Nadia Oscar Priya Quentin Rosa Sam Tara Umar "
    "Vera Will Xenia Yusuf Zoe Maria John Peter Julia Thomas Emma David Sarah Michael Laura Kevin Amy Chris Rachel"
).split()
LAST = (
    "Abbott Becker Castillo Duarte Evans Farrow Gould Hassan Ivers Jansen Kowalski Lindqvist Moreau Novak Okafor Pereira "
    "Quinn Rossi Schmidt Tanaka Underwood Vargas Whitfield Xu Young Zeller Smith Johnson Brown Lee Garcia Miller"
).split()
PAPERS = (
    "Herald", "Daily Post", "Evening Courier", "Tribune", "Morning Star", "Gazette", "The Chronicle", "City Times",
    "Weekly Ledger", "The Observer", "Channel 9", "Radio North", "Insider Daily", "Tech Ledger", "Sports Wire",
)  # fmt: skip
AGENCIES = (
    "AP", "AP Photo", "Reuters", "AFP", "AFP via Getty Images", "Getty Images", "PA", "PA Images", "EPA", "Shutterstock",
    "Alamy", "iStock", "Bloomberg", "Bloomberg via Getty Images", "NASA", "Unsplash", "Flickr", "Adobe Stock", "Pexels",
    "WireImage", "ZUMA Press", "Depositphotos", "Wikimedia Commons", "CC BY-SA 2.0", "Instagram", "YouTube", "Twitter",
    "Press Association", "Xinhua", "Corbis", "Rex Features", "USA Today Sports", "Pixabay", "courtesy photo", "Handout",
    "Netflix", "Disney", "HBO", "Screenshot", "Staff", "Facebook", "TASS", "BBC", "NBC", "CBS", "ESPN", "Imagn Images",
)  # fmt: skip
SECTIONS = (
    "Home", "News", "World", "U.S.", "UK", "Politics", "Business", "Markets", "Tech", "Technology", "Science", "Health",
    "Sports", "Sport", "Football", "Arts", "Culture", "Books", "Style", "Fashion", "Food", "Travel", "Opinion",
    "Editorials", "Letters", "Video", "Videos", "Photos", "Podcasts", "Newsletters", "Weather", "Local", "Education",
    "Money", "Lifestyle", "Entertainment", "Movies", "TV", "Music", "Celebrity", "Gaming", "Reviews", "Features",
    "Climate", "Environment", "Jobs", "Classifieds", "Obituaries", "Events", "Shop", "Deals", "Games", "Crosswords",
    "Puzzles", "More", "Search", "Subscribe", "Log In", "Sign In", "Sign Up", "Register", "My Account", "Contact Us",
    "About Us", "Top Stories", "Most Featured", "Social Issues", "Animals", "Crypto", "Cars", "Real Estate", "Live TV",
    "Menu", "Trending", "Latest", "Most Read", "Magazine", "E-Paper", "Archive", "Schedule", "Scores", "Standings", "NBA",
    "NFL", "Family", "Parenting", "Horoscopes", "Recipes", "Best Of", "How To", "Explainers", "Investing", "Careers",
    "Press", "Advertise", "Help", "Privacy Policy", "Terms of Use", "Cookie Settings", "Sitemap", "Accessibility", "FAQ",
)  # fmt: skip
MONTHS = (
    "January February March April May June July August September October November December Jan. Feb. Mar. Apr. Jun. Jul. "
    "Aug. Sept. Oct. Nov. Dec. Jan Feb Aug Oct Nov Dec"
).split()
NETWORKS = (
    "Facebook Twitter X LinkedIn WhatsApp Email Reddit Pinterest Tumblr Flipboard Telegram Print SMS Messenger Pocket "
    "Instagram YouTube TikTok Threads Bluesky Mastodon RSS"
).split()
SHOPS = (
    "Amazon Walmart Target Etsy Sephora Nordstrom Ulta Macy's Wayfair Costco eBay Argos Currys Newegg Zappos".split()
)
PLACES = (
    "London Paris Berlin Madrid Cairo Lagos Nairobi Delhi Tokyo Seoul Sydney Toronto Chicago Boston Denver Atlanta Miami "
    "Seattle Washington Brussels Geneva Kyiv Warsaw Lisbon Dublin Glasgow Cardiff Manila Jakarta Lima"
).split()

MENU = ("{section}", "{section} {section}", "{section} {section} {section}", "{network}", "Skip to content", "Skip to main content",
        "Open menu", "Close menu", "Toggle navigation", "Search for:", "Your account", "Manage subscription", "Home / {section} / {section}",
        "Home > {section} > {section}", "Home » {section}", "You are here: Home {section}", "{section} | {section} | {section}",
        "{month} {day}, {year} {section} {section}", "Edition: International", "All Sections", "View all topics")  # fmt: skip
ABOVE = (
    "By {name}", "By {name} - {month} {day}, {year}", "by {name} | {month} {day}, {year}", "By {name}, Staff Writer", "{name}",
    "{name} {month} {day}, {year} {clock}", "Published {clock}, {month} {day}, {year}", "Updated {month} {day}, {year} at {clock}",
    "Posted on {month} {day}, {year} by {name}", "{month} {day}, {year}", "{day} {month} {year}", "{section}", "Author Avatar",
    "By {name} - - {n} Mins Read", "{n} min read", "{n} Minute Read", "Reading time: {n} minutes", "{n} mins read", "Share",
    "Share this article", "Share on {network}", "Share this:", "Save", "Listen to this article", "Listen ({n} min)", "Print",
    "{n} Comments", "{n} comments", "No Comments", "Leave a comment", "{n} shares", "{network}", "{network} {network} {network} Email",
    "Click to share on {network} (Opens in new window)", "Follow", "Follow us on {network}", "@{last}", "Staff reporter", "Senior editor",
    "Last updated: {day} {month} {year}, {clock} GMT", "First published on {weekday} {day} {month} {year} {clock}", "{n} hours ago",
    "{n} days ago", "{paper}", "{paper} Staff", "Exclusive", "BREAKING", "Opinion", "Analysis", "Sponsored", "Advertisement",
    "ADVERTISEMENT", "Written by {name}", "Reviewed by {name}", "Edited by {name}", "Photo: {name}/{agency}", "Image: {agency}",
    "Getty Images", "{name} | {agency}", "{name}/{agency}", "({agency})", "Credit: {agency}", "Tags: {section}, {section}", "Filed under: {section}",
    "In this article", "Table of Contents", "Key Points", "Jump to comments", "Copy link", "Link copied", "Text size", "A A A", "Image", "Video",
    "Play", "Watch live", "Now playing", "0:00 / {n}:{nn}", "Volume 90%", "View Gallery", "{n} Images", "View all {n} photos", "Caption",
)  # fmt: skip
INSIDE = (
    "Advertisement", "ADVERTISEMENT", "Advertising", "Story continues below advertisement", "Article continues below advertisement",
    "Continue reading below", "Read more: {headline}", "READ MORE: {headline}", "Related: {headline}", "RELATED: {headline}",
    "See also: {headline}", "ALSO READ: {headline}", "MORE: {headline}", "Watch: {headline}", "[Related: {headline}]", "(Read more: {headline})",
    "Recommended: {headline}", "Don't miss: {headline}", "Related Articles", "Related stories", "You may also like", "More from {paper}",
    "Recommended for you", "Sign up for our newsletter", "Sign up for the {paper} newsletter and get the best of {section} in your inbox.",
    "Get the latest {section} news delivered to your inbox every morning.", "Enter your email address", "Your email", "Subscribe now",
    "Subscribe to {paper} for unlimited access.", "Thank you for signing up!", "By signing up you agree to our Terms of Use and Privacy Policy.",
    "Image credit: {name} / {agency}", "Photo by {name} / {agency}", "Photograph: {name}/{agency}", "Picture: {agency}", "{name}/{agency}",
    "{name}, {agency}", "Courtesy of {name}", "{caption} ({name}/{agency})", "{caption} (Photo by {name}/{agency})", "{caption} {agency}",
    "{caption} | {name} / {agency}", "{caption} Credit: {name}/{agency}", "{caption} (Image credit: {agency})", "FILE - {caption} (AP Photo/{name}, File)",
    "{name} in {place}.", "{name} (left) and {name} in {place}.", "{name} speaks to reporters in {place} on {month} {day}, {year}.", "{name} poses for a picture.",
    "People walk past a building in {place}. {name}/{agency}", "{name}, right, arrives at a meeting in {place} on {weekday}.", "File photo: {caption}",
    "Pictured: {name} at home in {place}", "A view of {place}. {agency}", "Scroll to continue", "View this post on {network}",
    "A post shared by {name} (@{last})", "pic.twitter.com/{code}", "— {name} (@{last}) {month} {day}, {year}", "Loading...", "Loading", "Error loading content",
    "This content is not available in your region.", "Please enable JavaScript to view this content.", "Video Player is loading.", "{n}:{nn}",
    "Allow {network} content?", "Enlarge this image", "Toggle caption", "hide caption", "Open image in gallery", "Expand image", "Previous Next",
    "Next Article", "Up next", "Slide {n} of {nn}", "{n} of {nn}", "View on {network}", "Buy Now", "View Deal", "Check price", "Buy at {shop}", "View on {shop} ${n}",
    "${n} at {shop}", "See price at {shop}", "Play video", "Watch now", "Skip ad", "What to read next", "Editor's picks", "The rundown", "Share your thoughts in the comments below.",
)  # fmt: skip
SHOPPING = ("View On {shop} ${n}", "Buy at {shop}", "${n} at {shop}", "{shop}", "{shop} ${nn}", "Shop now", "Read full review", "Advertisement",
            "Courtesy of {shop}", "{name} / {agency}", "Credit: {agency}", "Share this tip", "See at {shop}")  # fmt: skip
BELOW = (
    "Read more about {section}", "Topics: {section} {section}", "Tags", "{section}", "Filed Under: {section}, {section}", "More on this story", "Related topics",
    "Share this story", "Follow {name} on {network} @{last}", "Follow us on {network} and {network}", "Contact {name} at {last}@{code}.com",
    "{name} is a reporter covering {section} for {paper}.", "{name} is a staff writer at {paper}. Reach the writer at {last}@{code}.com.",
    "About the author", "About {name}", "View all posts by {name}", "More by {name}", "{name} contributed to this report.", "Additional reporting by {name}.",
    "Reporting by {name}; Editing by {name}", "Our Standards: the trust principles", "Copyright {year} {paper}. All rights reserved.", "© {year} {paper}",
    "© {year} {paper} Ltd. All rights reserved. This material may not be published, broadcast or rewritten.", "The views expressed are the author's own.",
    "This article was originally published by {paper}.", "This story has been updated.", "Correction: an earlier version of this article misspelled the name of {name}.",
    "We may earn a commission if you buy something through links on this page.", "Editor's note: this article first appeared in {paper}.",
    "{n} Comments", "Comments", "Join the conversation", "Log in to comment", "View comments", "Leave a Reply", "Your email address will not be published. Required fields are marked *",
    "Post Comment", "Report a typo", "Send us a tip", "Got a story? Email our newsroom.", "Support our journalism with a donation.", "Donate", "Subscribe", "Sign up",
    "Download our app", "Get the app", "Terms and Conditions", "Privacy Policy", "Cookie Policy", "Do Not Sell My Personal Information", "Accept all cookies", "Manage preferences",
    "We use cookies to improve your experience. By continuing you accept our cookie policy.", "Most Popular", "Most Read", "Trending Now", "Latest News", "Read Next",
    "Recommended Stories", "From around the web", "Sponsored Content", "Promoted", "{headline}", "{headline}", "{headline}", "{headline} {n} hours ago", "{headline} {name}",
    "{section} {month} {day}, {year}", "Previous article", "Next post: {headline}", "Back to top", "Older posts", "Page {n} of {nn}", "1 2 3 4 5 Next", "Load more", "Show more",
    "Was this article helpful?", "Yes No", "Thank you for your feedback", "More information: {name} et al, {headline}, Journal of {section} ({year}). DOI: 10.{n}/{code}",
    "Provided by {paper}", "Source: {paper}", "Sources: {paper}, {paper}", "Citation: {headline} ({year}, {month} {day})", "{name} | {paper}", "First published: {month} {day}, {year}",
    "Photo credits: {agency}", "Do you have a question? Write to us.", "Click here to read the full story.", "Click here for more {section} news", "Sign up here for daily updates.",
)  # fmt: skip
CHATBOT = (
    "Sure! Here is the article you asked for:", "Sure, here's a revised version of the text:", "Certainly! Below is a polished draft.",
    "Of course! Here is a news article about {section}:", "Here's a more engaging version of your story:", "Absolutely! I've rewritten the piece below.",
    "As an AI language model, I cannot verify recent events.", "I hope this helps! Let me know if you would like any changes.",
    "Let me know if you'd like me to adjust the tone.", "Would you like me to add quotes or shorten it?", "If you'd like, I can also write a snappier headline.",
    "My knowledge was last updated in {month} {year}.", "I can't browse the internet, so please check the figures.", "Feel free to ask if you need more details.",
    "Title: {headline}", "Headline: {headline}", "Meta description: {headline}", "[Insert quote from {name} here]", "Word count: {nnn}", "TK", "TODO: check the figures",
    "[MORE TO COME]", "(check spelling of {name})", "Lorem ipsum dolor sit amet, consectetur adipiscing elit.", "{{{{ article.title }}}}", "[object Object]", "undefined",
    "<<<<<<< HEAD", "=======", "-30-", "ENDS", "Note to editors: figures are provisional.", "Option 2:", "Suggested headline: {headline}", "Draft 2",
)  # fmt: skip

# What stands in the body of lists, guides and tables and looks like residue at first: the model must learn to leave it.
BODY_RECORDS = (
    ("{k}: {v}", "{k}: {v}", "{k}: {v}", "{k}: {v}"),
    ("{n}. {headline}",),
    ("{headline}",),
    ("{name}, {place}", "{k}: {v}", "{k}: {v}"),
    ("{thing}", "Get it from {shop} for ${n}.{nn}."),
    ("{thing}", "{thing}", "{thing}"),
    ("{place} {n}, {place} {nn}",),
    ("• {sentence}",),
    ("{place} ({n}-{n})", "{sentence}"),
    ("{weekday}, {month} {day}", "{clock}: {thing}"),
    ("{thing}", "{n} {last} St., {place}", "{sentence}"),
    ("{n}) {question}",),
    ("{question}",),
    ("“{short}”",),
    ("{name}: {sentence}",),
    ("{thing}: ${n}", "{thing}: ${nn}"),
    ("{month} {year}: {thing}",),
    ("{n} cups {word}", "{n} tablespoons {word}", "Step {n}", "{sentence}"),
    ("Pros", "{thing}", "{thing}", "Cons", "{thing}"),
    ("{thing}", "{n} {word}, {nn} {word}"),
)  # fmt: skip
KEYS = "Age Position School Size Weight Price Display Battery Storage Rating Location When Where Tickets Cost Engine Power Height Status Record Date Venue Director Cast Runtime Genre Language Winner Score Team Best for Type Year Range".split()

_GAP = re.compile(r"\{(\w+)\}")


class Filler:
    """Fills gaps with seeded choices; `sentences` and `headlines` are prose that may be used freely."""

    def __init__(self, seed: int, sentences: list[str], headlines: list[str]) -> None:
        self.random = Random(seed)
        self._sentences, self._headlines = sentences, headlines
        self._words = [w for s in sentences[:3000] for w in re.findall(r"[a-z]{4,}", s)]
        self._flat = {
            "section": SECTIONS, "agency": AGENCIES, "month": MONTHS, "network": NETWORKS, "paper": PAPERS, "shop": SHOPS,
            "place": PLACES, "last": LAST, "k": KEYS, "weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        }  # fmt: skip

    def fill(self, pattern: str) -> str:
        """The pattern with every gap filled; a doubled brace stands for one."""
        text = _GAP.sub(lambda m: self._value(m[1]), pattern.replace("{{", "\0").replace("}}", "\1"))
        return text.replace("\0", "{").replace("\1", "}")

    def _value(self, gap: str) -> str:
        r = self.random
        if gap in self._flat:
            return str(r.choice(self._flat[gap]))
        made = getattr(self, f"_{gap}", None)
        return str(made()) if made else gap

    def _name(self) -> str:
        return f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"

    def _n(self) -> int:
        return self.random.randint(1, 12)

    def _nn(self) -> int:
        return self.random.randint(10, 59)

    def _nnn(self) -> int:
        return self.random.randint(300, 900)

    def _day(self) -> int:
        return self.random.randint(1, 28)

    def _year(self) -> int:
        return self.random.randint(2012, 2026)

    def _clock(self) -> str:
        r = self.random
        return r.choice(
            (
                f"{r.randint(1, 12)}:{r.randint(0, 59):02} {r.choice(('AM', 'PM', 'a.m.', 'p.m.', 'am'))}",
                f"{r.randint(0, 23):02}:{r.randint(0, 59):02}",
            )
        )

    def _code(self) -> str:
        return "".join(self.random.choices("abcdefghijkmnopqrstuvwxyzABCDEFGH0123456789", k=8))

    def _headline(self) -> str:
        return self.random.choice(self._headlines)

    def _sentence(self) -> str:
        return self.random.choice(self._sentences)

    def _caption(self) -> str:
        return self.random.choice(self._sentences)[:160]

    def _short(self) -> str:
        return " ".join(self.random.choice(self._sentences).split()[:8])

    def _question(self) -> str:
        return f"What is the {self._word()} of {self._word()}?"

    def _word(self) -> str:
        return self.random.choice(self._words)

    def _thing(self) -> str:
        return " ".join(self._word() for _ in range(self.random.randint(1, 4))).title()

    def _v(self) -> str:
        r = self.random
        return r.choice(
            (
                str(r.randint(1, 40)),
                self._thing(),
                f"{r.randint(5, 7)}-foot-{r.randint(0, 11)}",
                f"${r.randint(5, 900)}",
                f"No. {r.randint(1, 40)}",
            )
        )
