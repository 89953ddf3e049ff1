"""Names, parts of the page, dates, abbreviations and genre."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.article import Article
from copydesk.article.abbreviations import spells
from copydesk.article.dates import find_dates
from copydesk.readers import read
from copydesk.text import Source


def article(text: str, form: str = "plain", path: str = "story.txt") -> Article:
    return Article(read(Source(path, text), form))


STORY = """\
Ferry sinks off Varnholm

By Maria Ek and Jon Dahl, Coast Agency

VARNHOLM, March 3, 2021 (Reuters) — A ferry sank on Tuesday night, the coast guard said, and it could not say why.

President Anna Varga spoke with Ri Chang Dae in Lima. Varga was pale, and Ri said nothing. The Ministry of Ports is on it.

Waves at the pier of Varnholm | Peter Hill / Shutterstock
"""


def test_the_parts_of_a_page() -> None:
    made = article(STORY)
    found = {part.role: made.document.text[part.start : part.end] for part in made.parts}
    assert found == {
        "headline": "Ferry sinks off Varnholm",
        "byline": "By Maria Ek and Jon Dahl, Coast Agency",
        "dateline": "VARNHOLM, March 3, 2021 (Reuters) —",
        "caption": "Waves at the pier of Varnholm",
        "credit": "Peter Hill / Shutterstock",
    }
    assert made.headline == "Ferry sinks off Varnholm"
    assert made.published == datetime.date(2021, 3, 3)
    assert made.role_at(STORY.index("Reuters")) == "dateline"
    assert made.role_at(STORY.index("A ferry")) == ""
    assert made.role_at(STORY.index("Shutterstock")) == "credit"


def test_a_site_menu_is_no_headline() -> None:
    menu = "Home News World Politics Business Sport Technology Culture Travel"
    assert (
        article(f"{menu}\n\nStorm takes the old pier\n\nThe pier fell into the sea on Monday night.\n").headline
        == "Storm takes the old pier"
    )


def test_front_matter_gives_title_and_date() -> None:
    made = article("---\ntitle: The pier\ndate: 2021-03-12\n---\n\n# Another title\n\nThe pier fell.\n", "markdown")
    assert made.headline == "The pier"
    assert made.published == datetime.date(2021, 3, 12)


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("Friday, March 12, 2021", True),
        ("Published: 12 March 2021, 10:45 GMT", True),
        ("Updated 2021-03-12", True),
        ("The pier fell on March 12, 2021", False),
    ],
)
def test_a_line_that_is_only_a_date_dates_the_page(line: str, *, dated: bool) -> None:
    made = article(f"Pier falls into the sea\n\n{line}\n\nThe pier of the old harbour fell on Monday night.\n")
    assert made.carries_date is dated


def test_a_page_of_markup_has_the_same_parts() -> None:
    page = (
        "<html><head><title>Storm takes pier | The Post</title></head><body><h1>Storm takes pier</h1><p>By Maria Ek</p>"
        "<p>The pier of the old harbour fell.</p>"
        "<figure><figcaption>The pier. Photo: Peter Hill/AFP</figcaption></figure></body></html>"
    )
    made = article(page, "html")
    assert made.headline == "Storm takes pier"
    assert [part.role for part in made.parts] == ["headline", "byline", "caption", "credit"]


def test_a_path_can_date_an_article() -> None:
    assert article("The pier fell.", path="news/2021/03/12/pier.txt").published == datetime.date(2021, 3, 12)


def test_later_references_belong_to_the_full_name() -> None:
    names = {name.full: name for name in article(STORY).names}
    assert len(names["Anna Varga"].mentions) == 2
    assert len(names["Ri Chang Dae"].mentions) == 2
    assert names["Anna Varga"].kind == "person"
    assert names["Anna Varga"].titles == {names["Anna Varga"].first.start: "President"}
    assert names["Ministry of Ports"].kind == "organisation"
    assert names["Lima"].mentions == ((STORY.index("Lima"), STORY.index("Lima") + 4),)


@pytest.mark.parametrize(
    "name",
    [
        "Jean-Luc Picard",
        "Mary O'Brien",
        "Ludwig van Beethoven",
        "J. K. Rowling",
        "Martin Luther King",
        "José Álvarez",
        "Ana de Souza",
    ],
)
def test_names_of_many_shapes(name: str) -> None:
    assert name in [found.full for found in article(f"The prize went to {name} in May.").names]


def test_openers_and_days_are_no_names() -> None:
    made = article("Despite rain the fair opened. Notably, it was full on Monday. However, Berlin was empty in March.")
    assert [name.full for name in made.names] == ["Berlin"]


def test_name_words_are_capitals_inside_sentences_or_twice() -> None:
    made = article(
        "Zorblat came late. The town of Qwerk waited. Zorblat slept. Recieve the guests. We saw the Old Mill."
    )
    assert {"zorblat", "qwerk", "mill"} <= made.name_words
    assert "recieve" not in made.name_words


def test_title_case_headings_make_no_names() -> None:
    made = article("# The Goverment Takes Actoin Today\n\nNobody knew of it.\n", "markdown")
    assert not made.name_words & {"goverment", "actoin"}


def test_is_name() -> None:
    made = article("The prize went to Anna Varga in May.")
    assert made.is_name(18, 22)
    assert not made.is_name(4, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on March 25 to 27", (0, 3, 25, 27)),
        ("on March 25-27, 2024", (2024, 3, 25, 27)),
        ("on Monday, March 25, 2024", (2024, 3, 25, 0)),
        ("on 25 March 2024", (2024, 3, 25, 0)),
        ("on the 25th of March", (0, 3, 25, 0)),
        ("on 3-5 Sept. 2020", (2020, 9, 3, 5)),
        ("on 2024-03-25", (2024, 3, 25, 0)),
        ("from December 28 to January 3", (0, 12, 28, 3)),
    ],
)
def test_dates(text: str, expected: tuple[int, int, int, int]) -> None:
    (found,) = find_dates(text)
    assert (found.year, found.month, found.day, found.day_to) == expected


@pytest.mark.parametrize(
    "text", ["in May 2024", "may 3 of us", "March on 25 towns", "Augusta 12", "by March 25% more", "at 12 noon"]
)
def test_what_is_no_day(text: str) -> None:
    assert not list(find_dates(text))


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("The Delta Water Authority (DWA) is old. DWA said so.", "Delta Water Authority"),
        ("The DWA (Delta Water Authority) is old.", "Delta Water Authority"),
        ("The DWA, the Delta Water Authority, is old.", "Delta Water Authority"),
        ("The Delta Water Authority, or DWA, is old.", "Delta Water Authority"),
        ("DWA stands for Delta Water Authority.", "Delta Water Authority"),
        ("The Agency for Roads and Bridges (ARB) is old.", "Agency for Roads and Bridges"),
        ("It is a Very High Speed Train (VHST).", "Very High Speed Train"),
    ],
)
def test_an_abbreviation_beside_its_long_form(text: str, long: str) -> None:
    (found,) = article(text).abbreviations
    assert found.defined_at is not None
    assert found.long == long


def test_an_abbreviation_that_nothing_explains() -> None:
    (found,) = article("The DWA (see page 3) is old. The DWAs of other towns are not, and a DWA is dear.").abbreviations
    assert found.short == "DWA"
    assert len(found.spans) == 3
    assert found.defined_at is None


def test_initials_have_to_match() -> None:
    assert spells(["Korean", "Central", "News", "Agency"], "kcna")
    assert spells(["Department", "of", "Defense"], "dd")
    assert not spells(["Central", "News", "Agency"], "kcna")
    assert not spells(["Korean", "Big", "Red", "Agency"], "ka")


@pytest.mark.parametrize(
    ("path", "text", "genre"),
    [
        ("a.txt", "The pier fell.", "news"),
        ("opinion/a.txt", "The pier fell.", "opinion"),
        ("a.txt", "Review: The pier\n\nThe pier of the old harbour fell into the sea.\n", "review"),
        ("a.txt", "Analysis | Why the pier fell\n\nThe pier of the old harbour fell into the sea.\n", "analysis"),
        ("a.txt", "I saw it. I told my wife. I think I was first, and nobody believes me. I do.", "opinion"),
        ("a.txt", "“I saw it. I told my wife. I think I was first, and nobody believes me,” he said.", "news"),
    ],
)
def test_genre(path: str, text: str, genre: str) -> None:
    assert article(text, path=path).genre == genre


def test_genre_of_front_matter_and_of_the_settings() -> None:
    document = read(Source("a.md", "---\ncategory: Opinion\n---\n\nThe pier fell.\n"), "markdown")
    assert Article(document).genre == "opinion"
    assert Article(document, genre="live").genre == "live"


@given(st.text(max_size=120))
def test_no_text_is_too_odd_to_be_read_as_an_article(text: str) -> None:
    made = article(text)
    size = len(made.document.text)
    spans = [(p.start, p.end) for p in made.parts] + [m for name in made.names for m in name.mentions]
    spans += [span for found in made.abbreviations for span in found.spans] + [(d.start, d.end) for d in made.dates]
    assert all(0 <= start < end <= size for start, end in spans)
    assert len(made.voices) == len(made.document.sentences)
    assert made.genre


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "said ", "Ana said, ", "(ABC ", "March 3 to ", "A of ", "As the head of the ", "a | ", "Photo: "],
)
def test_long_nonsense_is_read_in_time(piece: str) -> None:
    made = article(piece * (30000 // len(piece)))
    began = time.process_time()
    assert len(made.voices) == len(made.document.sentences)
    assert made.parts is not None
    assert made.names is not None
    assert made.abbreviations is not None
    assert made.dates is not None
    assert time.process_time() - began < 2
