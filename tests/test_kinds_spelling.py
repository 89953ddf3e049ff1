"""Unknown words: names and what is built of known parts are known, and a missing dictionary is one clear line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.article import Article
from copydesk.config import load_config
from copydesk.diagnostic import Diagnostic
from copydesk.engine import RuleSet, lint
from copydesk.examples import run_examples
from copydesk.kinds.spelling import Spelling, document_words
from copydesk.models.frequencies import frequencies, newer_words, read_words
from copydesk.models.hunspell import Dictionary, DictionaryError, find_dictionary
from copydesk.models.slips import distance, ranked
from copydesk.models.vocabulary import Vocabulary
from copydesk.pack import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.text import Source

PACK = """
pack: house
rules:
  - {id: unknown-word, kind: spelling, message: "“{found}”?", dictionaries: [DICTIONARY], ignore: [copydesk]}
"""


def found(text: str, name: str = "a.txt", **fields: object) -> dict[str, tuple[str, ...]]:
    return {text[d.span.start : d.span.end]: d.replacements for d in diagnostics(text, name, **fields)}


def diagnostics(text: str, name: str = "a.txt", **fields: object) -> tuple[Diagnostic, ...]:
    given: dict[str, object] = {"dictionaries": ("en_US",), "ignore": ("copydesk",), **fields}
    rule = Spelling(id="typo/unknown-word", message="“{found}”?", **given)  # type: ignore[arg-type]  # by name
    assert list(rule.problems()) == []
    rules, _ = RuleSet.build([rule])
    return lint(read(Source(name, text)), rules).diagnostics


def test_an_unknown_word_is_found_once_with_replacements() -> None:
    words = found("The comittee met. The comittee rose.")
    assert list(words) == ["comittee"]
    assert words["comittee"] == ("committee",)


def test_names_abbreviations_numbers_and_accepted_words_pass() -> None:
    assert found("Maria Lindqvist told NATO that Ms Lindqvist uses copydesk for 3rd drafts, don’t ask.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "The neo-baroque choir sang in the pre-Christmas show, clear-browed and co-ordinated.",
        "An unwatchable livestream of a podcaster’s meritocratic and decarbonised lunchbreak.",
        "A matchup that was rightwardly ideologized.",
        "Zorbing is fun, they say. Nobody here goes zorbing twice.",
        "Nobody said “nothin’” and nobody was goin' anywhere, hahaha, arrrgh.",
        "They sang la canción de los niños y una balada muy corta.",
        "See zzyxk.example/frobnicate, @gostaking, zzyxk.py and mail zzyxk (at) paper.example.",
        "On the 22 nd day “we recieve [sic] nobody”, it read.",
    ],
)
def test_what_is_no_slip(text: str) -> None:
    assert [d for d in found(text) if d != "recieve"] == []


def test_words_in_italics_are_foreign_words() -> None:
    assert found("She ate *qutab* and drank brendy.\n", "a.md").keys() == {"brendy"}


def test_a_word_used_twice_is_a_term_unless_it_is_a_likely_slip() -> None:
    text = "The gribbins hit the goverment. The gribbins left the goverment."
    assert found(text).keys() == {"goverment"}
    assert found(text, lenient=False).keys() == {"gribbins", "goverment"}


def test_a_capital_at_the_start_of_a_sentence_does_not_make_a_slip_a_name() -> None:
    assert found("Goverment officials came. Gazpromneft did not.").keys() == {"Goverment"}


def test_a_name_in_lower_case_is_offered_its_capital() -> None:
    assert found("They live in paris now.")["paris"][0] == "Paris"


def test_british_spelling_is_unknown_to_the_american_dictionary() -> None:
    assert found("The colour of labour.").keys() == {"colour", "labour"}


@pytest.mark.parametrize(
    ("word", "right"),
    [("anniversay", "anniversary"), ("diety", "deity"), ("hastag", "hashtag"), ("thr", "the"), ("becuase", "because")],
)
def test_suggestions_are_ranked_by_slips_and_use(word: str, right: str) -> None:
    assert right in Vocabulary([Dictionary.open("en_US")]).suggest(word, 2)


def test_a_slip_of_the_fingers_is_nearer_than_another_letter() -> None:
    assert distance("teh", "the") < distance("tje", "the") < distance("txe", "the") < distance("xxe", "the")
    assert ranked("thw", ["thaw", "the"], frequencies()) == ("the", "thaw")


def test_a_word_in_letters_that_a_dictionary_cannot_write_is_unknown_to_it() -> None:
    assert not Dictionary.open("en_US").knows("Łódź日本")
    assert list(Dictionary.open("en_US").suggest("日本")) == []


# -- lists


def test_a_list_of_words_is_read_and_a_capital_in_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("\ufeffgribbin frobozz # ours\r\nZorkmid\r\n".encode())
    assert read_words(path) == {"gribbin", "frobozz", "Zorkmid"}
    text = "Frobozz, gribbin and the gribbin’s zorkmid."
    assert found(text, words=(str(path),), names=False).keys() == {"zorkmid"}


def test_a_list_that_is_not_there_is_a_problem_of_the_rule(tmp_path: Path) -> None:
    rule = Spelling(id="a/b", message="m", dictionaries=("en_US",), words=(str(tmp_path / "none.txt"),))
    assert [key for key, _ in rule.problems()] == ["words"]
    (tmp_path / "none.txt").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in str(list(rule.problems()))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "---\nwords: gribbin, zorkmid\n---\n\nA gribbin has a zorkmid.\n"),
        ("a.md", "A gribbin has a zorkmid.\n\n<!-- copydesk words gribbin zorkmid -->\n"),
        ("a.html", "<!-- copydesk words: gribbin, zorkmid --><p>A gribbin has a zorkmid.</p>"),
        ("a.txt", "# copydesk: words gribbin zorkmid\n\nA gribbin has a zorkmid.\n"),
    ],
)
def test_a_text_brings_words_of_its_own(name: str, text: str) -> None:
    assert document_words(Article(read(Source(name, text)))) == {"gribbin", "zorkmid"}
    assert found(text, name) == {}
    assert found("A gribbin has a zorkmid.").keys() == {"gribbin", "zorkmid"}


def test_newer_words_are_words() -> None:
    assert len(newer_words()) > 500
    assert found(" ".join(sorted(word for word in newer_words() if word.isalpha() and word.islower())) + ".") == {}


# -- dictionaries


@pytest.mark.parametrize("name", ["xx_YY", "./nowhere/en_US"])
def test_a_missing_dictionary_is_a_problem_of_the_pack(name: str) -> None:
    loaded = load_packs([(Path("house.yml"), PACK.replace("DICTIONARY", name).encode())])
    assert "name a Hunspell dictionary" in str(loaded.problems[0])


def test_dictionaries_are_found_by_path_and_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx_YY.aff").write_text("SET UTF-8\n")
    (tmp_path / "xx_YY.dic").write_text("1\nfrobozz\n")
    assert Dictionary.open(str(tmp_path / "xx_YY")).knows("frobozz")
    with pytest.raises(DictionaryError, match="xx-YY"):
        find_dictionary("xx-YY")
    monkeypatch.setenv("DICPATH", str(tmp_path))
    assert find_dictionary("xx-YY") == tmp_path / "xx_YY"
    assert found("The frobozz is odd.", dictionaries=("en_US", "xx-YY")) == {}


# -- the settings


def test_the_settings_name_dictionaries_and_lists_beside_them(tmp_path: Path) -> None:
    (tmp_path / "copydesk.yml").write_text("spelling: [en-US, lists/own]\nwords: desk.txt\n")
    config = load_config(tmp_path / "copydesk.yml")
    assert config.spelling == ("en-US", str(tmp_path / "lists/own"))
    assert config.words == (str(tmp_path / "desk.txt"),)


def test_one_line_turns_it_on(tmp_path: Path) -> None:
    (tmp_path / "copydesk.yml").write_text("spelling: en-US\nwords: desk.txt\nselect: typo/unknown-word\n")
    (tmp_path / "desk.txt").write_text("gribbin\n")
    personal = tmp_path / "home" / "copydesk"
    personal.mkdir(parents=True)
    (personal / "words.txt").write_text("zorkmid\n")
    (tmp_path / "a.txt").write_text("A gribbin has a zorkmid and a frobozz.\n")
    run = subprocess.run(
        [sys.executable, "-m", "copydesk", "check", "--output-format", "jsonl", "--no-cache", "a.txt"],
        capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60,
        env={"XDG_CONFIG_HOME": str(tmp_path / "home"), "PYTHONPATH": ":".join(sys.path), "PATH": ""},
    )  # fmt: skip
    rows = [json.loads(line) for line in run.stdout.split("\n") if line]
    assert [(row["rule"], row["text"]) for row in rows] == [("typo/unknown-word", "frobozz")], run.stderr


def test_the_rule_that_ships_is_tested_by_its_own_examples() -> None:
    path = builtin_packs() / "spelling" / "spelling.yml"
    loaded = load_packs([(path, path.read_bytes())])
    assert [str(problem) for problem in loaded.problems] == []
    (rule,) = loaded.rules
    assert [outcome.fault for outcome in run_examples(rule)] == [""] * 5
