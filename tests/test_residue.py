"""Residue: what is found in a page, what is left alone, and how weights are refused."""

from __future__ import annotations

import random
from collections.abc import Iterator
from html import escape
from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from copydesk.diagnostic import Diagnostic
from copydesk.engine import RuleSet, lint
from copydesk.examples import run_examples
from copydesk.kinds.duplicate import find_twins
from copydesk.kinds.residue import Residue
from copydesk.kinds.residue_lines import Sorts
from copydesk.models import residue
from copydesk.models.page import Page
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.rule import Lexicon
from copydesk.text import Source

PACKS = [builtin_packs() / name for name in ("residue.yml", "residue-debris.yml")]
LOADED = load_packs([(path, path.read_bytes()) for path in PACKS])
RULES = RuleSet.build(LOADED.rules)[0]
CASES = yaml.safe_load(Path(__file__).with_name("residue_cases.yml").read_bytes())

HEAD = "Harbour freezes for the second time"
FIRST = (
    "The harbour froze over on Sunday night for the second time this winter, and the port closed its two northern basins "
    "to ships that are not built to break ice."
)
LAST = (
    "Pilots said that they had not seen such ice since they were children, when people walked across the bay to visit "
    "their cousins on the islands, and took the horse along."
)


def found(text: str, form: str = "plain") -> list[Diagnostic]:
    report = lint(read(Source("page", text), form), RULES)
    assert not report.errors
    return list(report.diagnostics)


def framed(line: str, form: str = "plain") -> str:
    if form == "html":
        return f"<article><h1>{HEAD}</h1><p>{FIRST}</p><p>{escape(line, quote=False)}</p><p>{LAST}</p></article>"
    return f"{'# ' * (form == 'markdown')}{HEAD}\n\n{FIRST}\n\n{line}\n\n{LAST}\n"


def test_packs_load() -> None:
    assert not LOADED.problems
    assert len({rule.id for rule in LOADED.rules}) == len(LOADED.rules)


@pytest.mark.parametrize("rule", LOADED.rules, ids=lambda rule: rule.id)
def test_examples(rule: object) -> None:
    outcomes = list(run_examples(rule))  # type: ignore[arg-type]  # ids need the wider type
    assert len(outcomes) >= 4
    assert [outcome for outcome in outcomes if outcome.fault] == []


def bad_cases() -> Iterator[tuple[str, str]]:
    for rule, lines in CASES["bad"].items():
        for line in lines:
            yield rule, line


def test_there_are_enough_cases() -> None:
    assert len(list(bad_cases())) >= 60
    assert len(CASES["good"]) >= 60


@pytest.mark.parametrize(("rule", "line"), list(bad_cases()))
def test_debris_is_found(rule: str, line: str) -> None:
    text = framed(line)
    start = text.index(line)
    said = {d.rule for d in found(text) if d.span.start < start + len(line) and d.span.end > start}
    assert rule in said


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_debris_is_found_in_markup(form: str) -> None:
    missed = [line for rule, line in bad_cases() if rule not in {d.rule for d in found(framed(line, form), form)}]
    assert missed == []


@pytest.mark.parametrize("form", ["plain", "markdown", "html"])
def test_near_misses_are_left_alone(form: str) -> None:
    assert {line: rules for line in CASES["good"] if (rules := [d.rule for d in found(framed(line, form), form)])} == {}


def test_the_words_of_a_sort_save_time_and_change_nothing() -> None:
    lexicon = next(rule.lexicon for rule in LOADED.rules if isinstance(rule, Residue))
    bare = {
        sort: {key: entry for key, entry in entries.items() if key != "words"} for sort, entries in lexicon.data.items()
    }
    gated, ungated = Sorts(lexicon), Sorts(Lexicon("bare", bare))
    lines = [*CASES["good"], *(line for _, line in bad_cases()), *LEFT]
    said = [(line, gated.sure(line, residue.read(line).words)) for line in lines]
    assert said == [(line, ungated.sure(line, ())) for line in lines]
    assert sum(bool(sort) for _, sort in said) > 60


def test_a_run_of_lines_is_one_finding_with_a_fix_that_nobody_applies_unasked() -> None:
    text = f"{HEAD}\n\n{FIRST}\n\nAdvertisement\n\nArticle continues below advertisement\n\n{LAST}\n"
    (finding,) = found(text)
    assert text[finding.span.start : finding.span.end].startswith("Advertisement\n")
    assert finding.fix is not None
    assert not finding.fix.safe
    ((span, put),) = finding.fix.edits
    assert text[: span.start] + put + text[span.end :] == f"{HEAD}\n\n{FIRST}\n\n{LAST}\n"


def test_lines_joined_by_single_line_ends_are_told_apart() -> None:
    text = f"{HEAD}\n\nAuthor Avatar\nBy Ida Holm - - 5 Mins Read\nOtto Lund | Reuters\n\n{FIRST}\n\n{LAST}\n"
    said = {(d.rule, text[d.span.start : d.span.end]) for d in found(text)}
    assert said == {
        ("residue/template", "Author Avatar"),
        ("residue/byline-template", "By Ida Holm - - 5 Mins Read"),
        ("residue/picture-credit", "Otto Lund | Reuters"),
    }


def test_a_caption_given_twice_points_at_its_twin() -> None:
    text = f"{FIRST}\n\nOtto Lund, pilot of the port\nOtto Lund, pilot of the port | Ida Holm / Alamy\n\n{LAST}\n"
    findings = [d for d in found(text) if d.rule == "residue/duplicate-caption"]
    assert [text[d.span.start : d.span.end] for d in findings] == text.split("\n")[2:4]
    assert {d.related[0].span for d in findings} == {d.span for d in findings}


def test_no_line_keeps_the_patterns_busy() -> None:
    lexicon = next(rule.lexicon for rule in LOADED.rules if isinstance(rule, Residue))
    sorts = Sorts(lexicon)
    every = [word.encode() for entries in lexicon.data.values() for word in str(entries.get("words", "")).split()]
    parts = (
        "www.a, www.b ",
        "facebook, x | ",
        ". ) via a / ",
        "we may could this site ",
        "5 min read ",
        "1 2 3 ",
        "a | b / ",
        "(ap/ap, ",
    )
    began = process_time()
    for part in parts:
        sorts.sure((part * 400)[:419].strip() + "~", every)
        sorts.likely((part * 400)[:419].strip() + "~")
    assert process_time() - began < 2


LEFT = """Do Not Sell My Personal Information
1 2 3 4 Next
© Ida Holm / Alamy
(c) 2025 Harbour Post
— Ida Holm (@idaholm) May 3, 2025
Otto Lund | May 3, 2025
<div class="ad">
Image 4 of 9
12 shares
Home > Harbour > Ice
Don’t miss: the ice from above
In case you missed it
Editor’s picks
###
Pilots on the ice on Monday (Ida Holm/AP)
Ida Holm / AFP
Tap to expand
Was this page helpful? Yes No
We may earn a commission from links on this page.
Thanks for signing up!
Report an error
By Ida Holm Published: May 3, 2025
Provided by Harbour Post
The views expressed here are her own.""".split("\n")


@pytest.mark.parametrize("form", ["plain", "markdown"])
def test_formats(form: str) -> None:
    said = {d.rule for d in found(framed("Share on Facebook"), form)}
    assert said == {"residue/share-bar"}


def test_html_tags_are_used() -> None:
    text = f"<nav>Harbours Islands</nav><article><p>{FIRST}</p><p>{LAST}</p></article><footer>Quay Street 4</footer>"
    assert [text[d.span.start : d.span.end] for d in found(text, "html")] == ["Harbours Islands", "Quay Street 4"]


def test_a_caption_in_its_own_element_is_left_alone() -> None:
    figure = "<figure><figcaption>A pilot on the ice. Photo: Ida Holm</figcaption></figure>"
    assert found(f"<article>{figure}<p>{FIRST}</p><p>{LAST}</p></article>", "html") == []


def test_fixes_keep_markup_whole() -> None:
    page = f"<article><p>{FIRST}</p><button>Share</button><button>Print</button><p>{LAST}</p></article>"
    (finding,) = found(page, "html")
    assert finding.fix is not None
    for span, put in sorted(finding.fix.edits, reverse=True):
        page = page[: span.start] + put + page[span.end :]
    assert page == f"<article><p>{FIRST}</p><button></button><button></button><p>{LAST}</p></article>"


def test_a_fix_takes_the_marks_of_a_markdown_line_along() -> None:
    text = f"{FIRST}\n\n- Share on Facebook\n\n{LAST}\n"
    (finding,) = found(text, "markdown")
    assert finding.fix is not None
    ((span, put),) = finding.fix.edits
    assert text[: span.start] + put + text[span.end :] == f"{FIRST}\n\n{LAST}\n"


def test_scores_are_chances_and_repeat() -> None:
    lines = [HEAD, "Share", "Facebook", FIRST, "Advertisement", LAST, "14 comments", "Follow us on Twitter"]
    scores = residue.score(lines)
    assert scores == residue.score(lines)
    assert all(0 <= score <= 1 for score in scores)
    assert min(scores[i] for i in (1, 2, 4, 6, 7)) > max(scores[i] for i in (3, 5))


def test_no_lines() -> None:
    assert residue.score([]) == []


@given(st.lists(st.text(min_size=1, max_size=40).map(lambda text: text.strip() or "x"), max_size=12))
def test_any_line_has_a_score(lines: list[str]) -> None:
    assert len(residue.score(lines)) == len(lines)


@given(st.text(alphabet="ab \n\r\t.\u2028", max_size=80))
def test_units_hold_every_visible_character_once(text: str) -> None:
    document = read(Source("page", text), "plain")
    page = Page(document)
    seen = "".join(document.text[unit.start : unit.end] for unit in page.units)
    assert "".join(seen.split()) == "".join(document.text.split())
    assert all(unit.text for unit in page.units)


def test_a_changed_byte_is_refused(tmp_path: Path) -> None:
    data = bytearray(residue.PATH.read_bytes())
    data[random.Random(4).randrange(residue.HEADER.size, len(data))] ^= 4
    path = tmp_path / "residue.bin"
    path.write_bytes(data)
    with pytest.raises(residue.WeightsError, match="checksum"):
        residue.load(path)


@pytest.mark.parametrize("data", [b"", b"short", b"x" * 400])
def test_a_foreign_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "residue.bin"
    path.write_bytes(data)
    with pytest.raises((residue.WeightsError, ValueError)):
        residue.load(path)


def test_phrases_that_stand_everywhere_do_not_bring_all_paragraphs_together() -> None:
    page = Page(read(Source("page", "\n\n".join(f"{FIRST} {number}" for number in range(400))), "plain"))
    twins = find_twins(page.units)
    assert 0 < len(twins) < 40
    assert all(twin.first.start < twin.second.start for twin in twins)


def test_a_file_of_very_many_lines_is_judged_in_part() -> None:
    page = Page(read(Source("page", "ab\n" * 21_000), "plain"))
    assert len(page.units) == 21_000
    assert page.judged[20_999].chance == 0


MARKDOWN = """# Quarterly figures

## Use it

- menus, buttons and tables
- what is hard to read

| key | default |
|--|--|
| name/caption | none |

The figures for the second quarter were read to the council on Monday evening, and nobody spoke against them.

See the table for more.
"""


def test_markdown_set_by_hand_is_no_pasted_page() -> None:
    assert found(MARKDOWN, "markdown") == []


def test_sure_residue_is_found_in_markdown_too() -> None:
    text = MARKDOWN.replace("See the table for more.", "Author Avatar")
    assert "residue/template" in {finding.rule for finding in found(text, "markdown")}
