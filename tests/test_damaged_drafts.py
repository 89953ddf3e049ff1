"""Drafts come torn, garbled and half converted: no rule and no reader may fail on one."""

from __future__ import annotations

from pathlib import Path
from random import Random
from re import findall

import pytest

from copydesk.config import Config
from copydesk.run import Setup, check_source, prepare
from copydesk.text import Source

ROOT = Path(__file__).parent.parent
TEXTS = [
    path.read_text(encoding="utf-8")
    for path in [*ROOT.glob("seeds/*.txt"), *(ROOT / "docs").glob("*.md"), *(ROOT / "tests" / "articles").glob("*.txt")]
]
PIECES = [
    *"'’‘“”\"-–—.,;:!?()[]{}<>*_`#@&%$€/\\|~^+=079 \n\t\u00a0\u200b\u00ad\u2028\u0301éßſﬁİ😀",
    *("\n\n", "\r\n", " a ’", "an ’", "A -", "’s ", "n’t ", "...", "Mr. ", "St. ", "$1.", "1,", "[1]", "http://", "@x"),
]


@pytest.fixture(scope="module")
def desk() -> Setup:
    return prepare(Config())


def damaged(chance: Random) -> str:
    text = chance.choice(TEXTS)
    start = chance.randrange(max(1, len(text) - 1200))
    words = findall(r"\w+|\W", text[start : start + 1200])
    for _ in range(chance.choice((4, 25, 100))):
        at, turn = chance.randrange(len(words)), chance.random()
        if turn < 0.5:
            words.insert(at, chance.choice(PIECES))
        elif turn < 0.7:
            words[at] = chance.choice(PIECES)
        elif turn < 0.8:
            words[at] = words[at].upper()
        else:
            words[at] = chance.choice(words)
    return "".join(words)


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "rst", "adoc", "org"])
def test_no_rule_fails_on_a_damaged_draft(desk: Setup, suffix: str) -> None:
    chance = Random(suffix)
    for _ in range(40):
        text = damaged(chance)
        report = check_source(Source(f"draft.{suffix}", text), desk)
        assert not report.errors, (report.errors, text)
        assert all(0 <= d.span.start <= d.span.end <= len(text) for d in report.diagnostics)
