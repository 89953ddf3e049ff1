"""Unknown words: names are known, and a missing dictionary is one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.engine import RuleSet, lint
from copydesk.pack import load_packs
from copydesk.readers import read
from copydesk.text import Source

PACK = """
pack: house
rules:
  - {id: unknown-word, kind: spelling, message: "“{found}”?", dictionaries: [DICTIONARY], ignore: [copydesk]}
"""


def found(text: str) -> dict[str, tuple[str, ...]]:
    loaded = load_packs([(Path("house.yml"), PACK.replace("DICTIONARY", "en_US").encode())])
    assert loaded.problems == ()
    rules, _ = RuleSet.build(loaded.rules)
    return {
        text[d.span.start : d.span.end]: d.replacements for d in lint(read(Source("a.txt", text)), rules).diagnostics
    }


def test_an_unknown_word_is_found_once_with_replacements() -> None:
    words = found("The comittee met. The comittee rose.")
    assert list(words) == ["comittee"]
    assert words["comittee"][0] == "committee"


def test_names_abbreviations_numbers_and_accepted_words_pass() -> None:
    assert found("Maria Lindqvist told NATO that Ms Lindqvist uses copydesk for 3rd drafts, don’t ask.") == {}


@pytest.mark.parametrize("name", ["xx_YY", "./nowhere/en_US"])
def test_a_missing_dictionary_is_a_problem_of_the_pack(name: str) -> None:
    loaded = load_packs([(Path("house.yml"), PACK.replace("DICTIONARY", name).encode())])
    assert "name a Hunspell dictionary" in str(loaded.problems[0])
