"""The tagger: its file is refused when it is not whole, its tokens lie where they say, its tags are those of prose."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.models.packed import WeightsError
from copydesk.models.tagger import WEIGHTS, Tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.open()


def shown(tagger: Tagger, text: str) -> str:
    return " ".join(f"{token.text}/{token.tag}" for token in tagger.tagged(text))


@pytest.mark.parametrize(
    ("text", "tagged"),
    [  # what prose 3.2.2 prints for them (benchmarks/tagger_go)
        ("They'll save $100 (roughly).", "They/PRP 'll/MD save/VB $/$ 100/CD (/( roughly/RB )/) ./."),
        ("He said “hi” and I don’t care.", "He/PRP said/VBD “/JJ hi/NN ”/NN and/CC I/PRP do/VBP n’t/DT care/NN ./."),
        (
            "Dr. Ng of the U.S. left in 1998 - :-)",
            "Dr./NNP Ng/NNP of/IN the/DT U.S./NNP left/VBD in/IN 1998/CD -/- :-)/SYM",
        ),
        ("The well-known café reopened, @mia wrote", "The/DT well-known/JJ café/NN reopened/VBD ,/, @mia/NN wrote/VBD"),
    ],
)
def test_tokens_and_tags_are_those_of_the_original(tagger: Tagger, text: str, tagged: str) -> None:
    assert shown(tagger, text) == tagged


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("   ", []),
        ("two  spaces\tand\u2003more\x1cthan", ["two", "spaces", "and", "more\x1cthan"]),
        ('"((Wait!")', ['"', "(", "(", "Wait", "!", '"', ")"]),
        ("e.g. I'm", ["e.g.", "I", "'m"]),
        ("'s 'tis DON'T", ["'s", "'tis", "DO", "N'T"]),
        ("...", [".", ".", "."]),
        ("(-8 8-D :(", ["(-8", "8-D", ":("]),
        ("“", ["“"]),
    ],
)
def test_tokens(tagger: Tagger, text: str, tokens: list[str]) -> None:
    assert [word for _, word in tagger.tokens(text)] == tokens


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab İς’'.,()$-8:D \n\t\x1c\xa0n“”"), max_size=40), st.integers(0, 5))
def test_every_token_lies_where_it_says(text: str, start: int) -> None:
    tagger = Tagger.open()
    at = min(start, len(text))
    for token in tagger.tagged(text, start):
        assert text[token.start : token.end] == token.text
        assert token.start >= at
        assert token.tag
        at = token.end


def test_what_was_tagged_before_changes_nothing(tagger: Tagger) -> None:
    text = "The results of the study were published on Tuesday, but nobody reads them."
    first = tagger.tagged(text)
    for i in range(50):
        tagger.tagged(f"Word{i} runs past the {i} houses of number{i}.")
    assert tagger.tagged(text) == first == Tagger.open().tagged(text)


@pytest.mark.parametrize("at", [0, 9, 13, 500, -1])
def test_a_flipped_byte_is_refused(tmp_path: Path, at: int) -> None:
    data = bytearray(WEIGHTS.read_bytes())
    data[at] ^= 1
    path = tmp_path / "tagger.bin"
    path.write_bytes(data)
    with pytest.raises(WeightsError):
        Tagger.open(path)


def test_a_short_or_missing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tagger.bin"
    path.write_bytes(WEIGHTS.read_bytes()[:-100])
    with pytest.raises(WeightsError, match="checksum"):
        Tagger.open(path)
    with pytest.raises(WeightsError, match="cannot be read"):
        Tagger.open(tmp_path / "none.bin")


def test_it_opens_fast() -> None:
    times = []
    for _ in range(5):
        began = time.perf_counter()
        Tagger.open()
        times.append(time.perf_counter() - began)
    assert min(times) < 0.025


def test_it_needs_the_standard_library_alone() -> None:
    code = (
        "import sys; from copydesk.models.tagger import default_tagger; default_tagger().tagged('It works.'); "
        "print(sorted({m.partition('.')[0] for m in sys.modules} - set(sys.stdlib_module_names)))"
    )
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=False,
                         env={"PYTHONPATH": str(WEIGHTS.parents[2])})  # fmt: skip
    assert run.stdout.strip() in ("['__main__', 'copydesk']", "['copydesk']"), run.stderr
