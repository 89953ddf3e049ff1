"""Pages to learn from: labelled ones, other cuts of the same, and pages of our own making around CC0 articles."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from training.residue import phrases

Row = dict[str, Any]


class Labelled(NamedTuple):
    """One line: its text, 1 residue, 0 body or -1 unknown, and the HTML element that held it ("" if there was none)."""

    text: str
    label: int
    tag: str


class Page(NamedTuple):
    """The lines of one page; `site` is the group that validation keeps together, `judged` tells the pages to score on."""

    site: str
    lines: list[Labelled]
    weight: float
    judged: bool = False


def read_rows(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def by_document(rows: list[Row]) -> dict[str, list[Row]]:
    return {doc: list(group) for doc, group in groupby(rows, key=lambda row: str(row["doc"]))}


def site_of(url: str) -> str:
    return url.split("//")[1].split("/")[0].removeprefix("www.")


def labelled(row: Row) -> Labelled:
    unknown = row["label"] is None or row.get("suspect")
    return Labelled(row["text"], -1 if unknown else int(row["label"]), row.get("ctx", ""))


class Corpus:
    """The labelled pages: as a careless copy leaves them (`near`) and whole (`whole`), and the site of each."""

    def __init__(self, data: Path) -> None:
        folder = data / "residue"
        self.near = by_document(read_rows(folder / "aed424.dev_nearclean.jsonl.gz"))
        self.whole = by_document(read_rows(folder / "aed424.dev.jsonl.gz"))
        self.site = {row["doc"]: site_of(row["site"]) for row in read_rows(folder / "aed424.dev_docs.jsonl.gz")}
        suspects = {(doc, row["src_line"]) for doc, rows in self.near.items() for row in rows if row.get("suspect")}
        for doc, rows in self.whole.items():
            for row in rows:
                row["suspect"] = (doc, row["line_no"]) in suspects

    def judged(self) -> list[Page]:
        return [Page(self.site[doc], [labelled(r) for r in rows], 2.0, True) for doc, rows in sorted(self.near.items())]


def edges(rows: list[Row]) -> tuple[int, int]:
    """The first and the last line of the body."""
    body = [i for i, row in enumerate(rows) if row["label"] == 0]
    return body[0], body[-1]


def joined_menu(above: list[Labelled], random: Random) -> list[Labelled]:
    """Some neighbouring short lines from above the body as one line, as text copied from a menu often stands."""
    short = [line.text for line in above if line.label == 1 and len(line.text) < 30]
    if len(short) < 8:
        return []
    start = random.randrange(len(short) - 6)
    return [Labelled(" ".join(short[start : start + random.randint(5, 30)]), 1, "nav")]


def cuts(corpus: Corpus, count: int, seed: int) -> list[Page]:
    """Other cuts of the labelled pages, with more or fewer lines above and below the body."""
    random = Random(seed)
    pages = []
    for doc, rows in sorted(corpus.whole.items()):
        first, last = edges(rows)
        for _ in range(count):
            above = random.choice((0, 0, 1, 1, 1, 2, 3, 4, 5, 8, 12))
            below = random.choice((0, 1, 2, 3, 4, 4, 4, 5, 6, 10))
            lines = [labelled(r) for r in rows[max(0, first - above) : last + 1 + below]]
            if random.random() < 0.35:
                lines = joined_menu([labelled(r) for r in rows[:first]], random) + lines
            pages.append(Page(corpus.site[doc], lines, 0.6 / count))
    return pages


def clean_articles(path: Path) -> list[tuple[str, list[str]]]:
    """(id, lines) for each article of a file in which `#### id` starts one."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        text = file.read()
    found = []
    for part in re.split(r"^#### ", text, flags=re.MULTILINE):
        name, _, body = part.partition("\n")
        lines = [line.strip() for line in body.split("\n") if line.strip()]
        if len(lines) > 4:
            found.append((name.strip(), lines))
    return found


def filler(articles: list[tuple[str, list[str]]], seed: int) -> phrases.Filler:
    sentences = [
        s for _, lines in articles for line in lines[1:] for s in re.split(r"(?<=[.!?])\s+", line) if 40 < len(s) < 200
    ]
    return phrases.Filler(seed, sentences, [lines[0].strip("'") for _, lines in articles if 20 < len(lines[0]) < 110])


def made(text: str, label: int) -> Labelled:
    return Labelled(text, label, "made" if label else "p")


def records(fill: phrases.Filler, least: int = 3, most: int = 14) -> list[Labelled]:
    """A run of entries as lists, guides and tables have them, all of one pattern; body, however short its lines are."""
    random = fill.random
    parts = [_with_keys(part, random) for part in random.choice(phrases.BODY_RECORDS)]
    return [made(fill.fill(part), 0) for _ in range(random.randint(least, most)) for part in parts]


def _with_keys(pattern: str, random: Random) -> str:
    """The keys of an entry are the same in all entries."""
    while "{k}" in pattern:
        pattern = pattern.replace("{k}", random.choice(phrases.KEYS), 1)
    return pattern


def listicles(articles: list[tuple[str, list[str]]], fill: phrases.Filler) -> list[Page]:
    """Pages that are mostly entries, with a paragraph here and there, and residue around and between."""
    random, pages = fill.random, []
    for name, lines in articles:
        parts = [_with_keys(part, random) for part in random.choice(phrases.BODY_RECORDS)]
        prose, credit = random.random(), fill.random.choice((*phrases.SHOPPING, *phrases.INSIDE))
        often = random.choice((0.0, 0.0, 0.3, 1.0))
        body = [made(line, 0) for line in lines[1:4]]
        for at in range(random.randint(5, 45)):
            if random.random() < 0.5 and random.random() < often:
                body.append(made(fill.fill(credit), 1))
            body += [made(fill.fill(part), 0) for part in parts]
            if random.random() < prose:
                body.append(made(lines[1 + at % (len(lines) - 1)], 0))
            if random.random() < often:
                body.append(made(fill.fill(credit), 1))
        above = [
            made(fill.fill(random.choice((*phrases.MENU, *phrases.ABOVE))), 1) for _ in range(random.randint(0, 3))
        ]
        below = [made(fill.fill(random.choice(phrases.BELOW)), 1) for _ in range(random.randint(0, 4))]
        pages.append(Page(f"made:{name[:7]}", [*above, made(lines[0].strip("'"), 0), *body, *below], 0.5))
    return pages


def made_pages(articles: list[tuple[str, list[str]]], fill: phrases.Filler) -> list[Page]:
    """CC0 articles as a careless copy of a page would leave them: our own templates above, inside and below."""
    random, pages = fill.random, []
    for name, lines in articles:
        above = [made(" ".join(fill.fill(random.choice(phrases.MENU)) for _ in range(random.randint(3, 12))), 1)] * (
            random.random() < 0.4
        )
        above += [made(fill.fill(random.choice(phrases.MENU)), 1) for _ in range(random.choice((0, 0, 1, 3, 5)))]
        head = [made(fill.fill(random.choice(phrases.ABOVE)), 1) for _ in range(random.choice((0, 1, 2, 3, 4)))]
        body = _with_insides(subheads(lines[1:], random), fill)
        below = [made(fill.fill(random.choice(phrases.BELOW)), 1) for _ in range(random.choice((0, 1, 2, 3, 5)))]
        if random.random() < 0.25:
            head, below = [*head, *_chat(fill, 1)], [*below, *_chat(fill, random.choice((0, 1, 2)))]
        pages.append(Page(f"made:{name[:7]}", [*above, made(lines[0].strip("'"), 0), *head, *body, *below], 0.3))
    return pages


def _chat(fill: phrases.Filler, count: int) -> list[Labelled]:
    return [made(fill.fill(fill.random.choice(phrases.CHATBOT)), 1) for _ in range(count)]


def subheads(lines: list[str], random: Random) -> list[str]:
    """The lines of an article with short headings of words from the paragraph below, as edited articles have them."""
    share, titled = random.choice((0.0, 0.1, 0.25)), random.random() < 0.6
    found = []
    for line in lines:
        words = re.findall(r"[A-Za-z’']+", line)
        if len(line) > 140 and len(words) > 12 and random.random() < share:
            start = random.randrange(len(words) - 8)
            head = " ".join(words[start : start + random.randint(2, 7)])
            found.append(head.title() if titled else head[:1].upper() + head[1:])
        found.append(line)
    return found


def _with_insides(lines: list[str], fill: phrases.Filler) -> list[Labelled]:
    random = fill.random
    at: defaultdict[int, list[Labelled]] = defaultdict(list)
    for _ in range(random.choice((0, 1, 2, 3, 4))):
        at[random.randrange(len(lines))] += [
            made(fill.fill(random.choice(phrases.INSIDE)), 1) for _ in range(random.choice((1, 1, 1, 2, 3)))
        ]
    for _ in range(random.choice((0, 0, 1, 2))):
        at[random.randrange(len(lines))] += records(fill)
    return [line for i, text in enumerate(lines) for line in [*at[i], made(text, 0)]]


def implants(corpus: Corpus, articles: list[tuple[str, list[str]]], fill: phrases.Filler) -> list[Page]:
    """CC0 articles with the residue of a labelled page around and in them; grouped with the page that gave it."""
    random, pages, documents = fill.random, [], sorted(corpus.whole)
    for _, original in articles:
        lines = subheads(original, random)
        doc = random.choice(documents)
        rows = corpus.whole[doc]
        first, last = edges(rows)
        above, below = [labelled(r) for r in rows[:first]], [labelled(r) for r in rows[last + 1 :]]
        at: defaultdict[int, list[Labelled]] = defaultdict(list)
        for _is, run in groupby((labelled(r) for r in rows[first:last]), key=lambda line: line.label == 1):
            run_lines = list(run)
            if _is and len(run_lines) <= 12:
                at[random.randrange(1, len(lines))] += run_lines
        for _ in range(random.choice((0, 0, 1, 2))):
            at[random.randrange(1, len(lines))] += records(fill)
        body = [line for i, text in enumerate(lines) for line in [*at[i], made(text, 0)]]
        kept = random.choice((0, 0, 1, 2, 3, 5))
        menu = joined_menu(above, random) if random.random() < 0.3 else []
        pages.append(
            Page(
                corpus.site[doc],
                [*menu, *above[len(above) - kept :], *body, *below[: random.choice((0, 1, 2, 4, 6))]],
                0.3,
            )
        )
    return pages


def clean_pages(articles: list[tuple[str, list[str]]]) -> list[Page]:
    return [Page(f"clean:{name[:7]}", [made(line, 0) for line in lines], 0.5) for name, lines in articles]


def training_pages(data: Path, seed: int) -> list[Page]:
    """Every page to learn from, in a fixed order."""
    corpus = Corpus(data)
    articles = clean_articles(data / "clean" / "digitalgov.dev.txt.gz")
    Random(seed).shuffle(articles)
    fill = filler(articles, seed)
    return [
        *corpus.judged(),
        *cuts(corpus, 2, seed),
        *implants(corpus, articles[:160], fill),
        *made_pages(articles[160:400], fill),
        *clean_pages(articles[400:550]),
        *listicles(articles[550:650], fill),
    ]
