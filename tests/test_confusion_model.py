"""The real-word model: its file is refused when it is not whole, its verdicts stand at the right place, its filters hold."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.document import Document
from copydesk.engine import RuleSet, Selection, lint
from copydesk.kinds.second_opinion import LEFT, RIGHT, SUGGESTION, USUAL, WARNING, judged
from copydesk.language import Head, Question
from copydesk.models.confusion import MULTIPLIERS as M
from copydesk.models.confusion import NEVER, PRIME, TEMPLATE, WEIGHTS, ConfusionModel, Suspect, _sum
from copydesk.models.confusion_table import VERSION, ConfusionTable, Row, fill, write_table
from copydesk.models.packed import WeightsError
from copydesk.models.tokens import SPECIAL, TOKEN, folded, shape
from copydesk.pack.load import builtin_packs, load_packs
from copydesk.readers import read
from copydesk.sentences import split_sentences
from copydesk.text import Source

# Words beyond the 3,000 commonest may be names and terms, so "causal" comes late.
WORDS = [
    "the",
    "merely",
    "only",
    "very",
    ".",
    "-",
    "every",
    "day",
    *(f"filler{i}" for i in range(3_000)),
    "causal",
    "casual",
    "everyday",
]
NUMBER = {word: i for i, word in enumerate(WORDS, len(SPECIAL))}


def found(model: ConfusionModel, text: str) -> list[Suspect]:
    return list(model.find(text, list(split_sentences(text, 0, len(text)))))


@pytest.fixture(scope="module")
def model() -> ConfusionModel:
    return ConfusionModel.open()


def toy(folder: Path, threshold: int = 20) -> ConfusionModel:
    """A model of one pair and a compound that looks at the word to the left: after "merely", casual; after "the", causal."""
    units = {"merely": 50, "the": -50, "-": 50, "only": 15}
    weights = fill((((TEMPLATE + NUMBER[word] * M[0]) % PRIME, unit) for word, unit in units.items()), 101)
    figures = (0.9, 0.3, 0.8, 0.5, 100)
    gates = (0, 0), (0, 0)
    rows = [
        Row("causal", "casual", 0, 1, *gates, threshold + 10, threshold, 10, figures),
        Row("casual", "causal", 0, -1, *gates, NEVER, threshold, threshold, (0.0, 0.0, 0.7, 0.4, 50)),
        Row("every day", "everyday", 0, 1, *gates, NEVER, threshold, threshold, (0.0, 0.0, 0.7, 0.4, 50)),
        Row("every", "very", 0, 1, *gates, NEVER, NEVER, NEVER, (0.0, 0.0, 0.0, 0.0, 50)),
    ]
    count = len(SPECIAL) + len(WORDS)
    path = folder / "toy.bin"
    write_table(path, WORDS, (bytes(count), [0] * count), [weights], rows, {"scale": 0.1, "built": {}})
    return ConfusionModel.open(path)


def test_a_suspect_has_its_place_word_replacement_and_margin(tmp_path: Path) -> None:
    text = "A sentence first. The talks were not merely causal."
    assert found(toy(tmp_path), text) == [Suspect(44, 50, "causal", "casual", 2.0, "warning")]


def test_the_other_direction_and_the_looser_tier(tmp_path: Path) -> None:
    assert found(toy(tmp_path), "It is the casual") == [Suspect(10, 16, "casual", "causal", 3.0, "suggestion")]


def test_a_term_of_two_words_is_replaced_whole(tmp_path: Path) -> None:
    assert [(s.word, s.replacement) for s in found(toy(tmp_path), "merely every day")] == [("every day", "everyday")]


def test_a_candidate_is_for_a_better_judge_only(tmp_path: Path) -> None:
    model, text = toy(tmp_path), "It is only causal. It is merely causal"
    assert [s.tier for s in found(model, text)] == ["warning"]
    sentences = list(split_sentences(text, 0, len(text)))
    assert [(s.tier, s.start, s.margin) for s in model.candidates(text, sentences)] == [
        ("candidate", 11, 0.5),
        ("warning", 32, 2.0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It is merely non-causal",  # a part of a compound
        "It is merely causal-minded",
        "It is merely CAUSAL",
        "It is merely Causal",  # a name, or a title
        "A causal link, a causal chain: it is merely causal",  # a term of this document
    ],
)
def test_what_is_excused(tmp_path: Path, text: str) -> None:
    assert found(toy(tmp_path), text) == []


def test_figures_name_both_directions(tmp_path: Path) -> None:
    first, second = toy(tmp_path).figures("casual", "causal")
    assert (first.wrong, first.right, first.tier, first.precision, first.recall) == (
        "casual",
        "causal",
        "suggestion",
        0.7,
        0.4,
    )
    assert (second.tier, second.precision, second.recall, second.uses) == ("warning", 0.9, 0.3, 100)


def test_features_are_those_that_the_weights_were_trained_on(tmp_path: Path) -> None:
    # Golden keys from training/realword/features.py, classes all nought.
    model = toy(tmp_path)
    ids = [0, 0, 0, 13, 17, 16, 14, 15, 18, 20, 0, 0, 0]
    keys = [0, *model._before(ids[7]), *model._after(ids[9]), *model._joint(ids[7], ids[9]), *model._rest(ids, 8, 9)]
    assert len(keys) == 35
    assert (sum(keys), keys[5], keys[16]) == (34783898591, 948985800, 220143729)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("short", "cut short"),
        ("mark", "not a file"),
        ("version", "reads version"),
        ("header", "damaged"),
        ("words", "damaged"),
        ("cut", "damaged"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    toy(tmp_path)
    path = tmp_path / "toy.bin"
    data = bytearray(path.read_bytes())
    if text == "short":
        data = data[:10]
    elif text == "mark":
        data[0] ^= 1
    elif text == "version":
        struct.pack_into("<I", data, 8, VERSION + 1)
    elif text == "header":
        data[30] ^= 4
    elif text == "words":
        data[2000] ^= 4
    else:
        data = data[:-9]
    path.write_bytes(data)
    with pytest.raises(WeightsError, match=reason):
        ConfusionModel.open(path)


def test_changed_weights_are_refused_when_their_pair_is_met(tmp_path: Path) -> None:
    toy(tmp_path)
    path = tmp_path / "toy.bin"
    data = bytearray(path.read_bytes())
    data[-20] ^= 4
    path.write_bytes(data)
    model = ConfusionModel.open(path)
    assert found(model, "Nothing of it here.") == []
    with pytest.raises(WeightsError, match=r"toy\.bin: damaged"):
        found(model, "It is merely causal")


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_flipped_bit_is_refused(tmp_path_factory: pytest.TempPathFactory, place: float, bit: int) -> None:
    folder = tmp_path_factory.mktemp("flip")
    toy(folder)
    path = folder / "toy.bin"
    data = bytearray(path.read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    path.write_bytes(data)
    with pytest.raises(WeightsError):
        ConfusionTable(path).verify()


def test_the_weights_as_shipped_are_whole() -> None:
    ConfusionTable(WEIGHTS).verify()


def test_a_missing_file_is_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="cannot be read"):
        ConfusionModel.open(tmp_path / "none.bin")


PIECES = [
    "their",
    "there",
    "Then",
    "than",
    "its",
    "it’s",
    "your",
    "lead",
    "Causal",
    "U.S.",
    "“x”",
    "—",
    "1st",
    "\r\n",
    "-",
    "every",
    "day",
]


CAUSAL = (Path(__file__).parent / "data" / "causal_casual.txt").read_text(encoding="utf8").rstrip("\n")


@pytest.fixture(scope="module")
def typo_rules() -> RuleSet:
    packs = load_packs([(path, path.read_bytes()) for path in sorted(builtin_packs().glob("typo*.yml"))])
    return RuleSet.build([rule for rule in packs.rules if rule.kind in ("confusion", "fit")])[0]


def test_causal_and_casual_both_ways(typo_rules: RuleSet) -> None:
    """Science, news, dress and talk: a sentence is right if the word is let stand and the other one in its place is not."""
    right = 0
    for text in CAUSAL.split("\n"):
        meant = "causal" if "causal" in text else "casual"
        other = {"causal": "casual", "casual": "causal"}[meant]
        said = {
            word: {
                d.replacements[0] for d in lint(plain(shown), typo_rules).diagnostics if shown[slice(*d.span)] == word
            }
            for word, shown in ((meant, text), (other, text.replace(meant, other)))
        }
        right += said == {meant: set(), other: {meant}}
    assert right >= 18


def plain(text: str) -> Document:
    return read(Source("article.txt", text))


@pytest.mark.parametrize(
    ("text", "word", "replacement"),
    [
        ("The fund manger said it would sell its shares.", "manger", "manager"),
        ("It took up much of there life.", "there", "their"),
        ("The team did not want to loose the game.", "loose", "lose"),
        ("The soldier stood at the boarder between the two countries.", "boarder", "border"),
        ("Their is no evidence for it.", "Their", "There"),
    ],
)
def test_mistakes_that_it_finds(model: ConfusionModel, text: str, word: str, replacement: str) -> None:
    assert [(s.word, s.replacement) for s in found(model, text)] == [(word, replacement)]
    assert found(model, text.replace(word, replacement)) == []


def test_it_opens_fast_and_small() -> None:
    best = min(_seconds() for _ in range(5))
    assert best < 0.1  # 0.02 on a quiet machine
    assert WEIGHTS.stat().st_size <= 15_000_000


def _seconds() -> float:
    began = time.process_time()
    ConfusionModel.open()
    return time.process_time() - began


def test_the_standard_library_is_enough() -> None:
    code = (
        "import sys; from copydesk.models.confusion import ConfusionModel; ConfusionModel.open(); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "numba", "yaml", "regex"} & {name.split(".")[0] for name in loaded}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_spans_are_words_of_the_text(model: ConfusionModel, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for suspect in found(model, text):
        assert text[suspect.start : suspect.end] == suspect.word
        assert suspect.replacement not in ("", suspect.word)
        assert suspect.margin >= 0


def plainly(model: ConfusionModel, tokens: list[str]) -> list[tuple[int, str]]:
    """Places and replacements, every direction of every place summed up in full: what `find` must say with its short cuts."""
    table = model._table
    ids = [0, 0, 0, *(table.number(folded(t)) or shape(t) for t in tokens), 0, 0, 0]
    said = []
    for i, token in enumerate(tokens):
        best = (-1, "")
        for row in table.all_rows():
            first, _, second = row.typed.partition(" ")
            if (folded(token) if i == 0 else token.replace("’", "'")) != first:
                continue
            if second and (i + 1 == len(tokens) or folded(tokens[i + 1]) != second):
                continue
            at, end, weights = i + 3, i + 4 + bool(second), table.weights(row.pair)
            near = _sum(weights, (0, *model._before(ids[at - 1]), *model._after(ids[end])))
            joint = near + _sum(weights, model._joint(ids[at - 1], ids[end]))
            total = row.sign * (joint + _sum(weights, model._rest(ids, at, end)))
            if row.sign * near >= row.gates[0] and row.sign * joint >= row.gates[1]:
                best = max(best, (total - row.suggestion, row.replacement), key=lambda b: b[0])
        if best[0] >= 0:
            said.append((i, best[1]))
    return said


MISTAKEN = """The fund manger said it would sell its shares
It took up much of there life and the forth month
Their is no evidence that the team did want to loose it
we no that your not going to except the advise of the council
on the forth day they were here every day in to the night
The causal dress code and a casual link lead to affects on moral"""


@pytest.mark.parametrize("line", MISTAKEN.split("\n"))
def test_the_short_cuts_change_nothing(model: ConfusionModel, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConfusionModel, "_excused", lambda *_: False)
    starts = {match.start(): i for i, match in enumerate(TOKEN.finditer(line))}
    said = [(starts[s.start], s.replacement.lower()) for s in model.find(line, [(0, len(line))])]
    assert said == plainly(model, TOKEN.findall(line))
    assert said


@given(st.text())
def test_every_token_has_a_number(text: str) -> None:
    for token in TOKEN.findall(text):
        assert 0 <= shape(token) < len(SPECIAL)


class Liking:
    """A language model that likes some words better, by so much; it keeps what it was asked."""

    fingerprint = "none"

    def __init__(self, liked: dict[str, float]) -> None:
        self.liked = liked
        self.asked: list[Question] = []

    def log_probability(self, prefix: str, candidates: Sequence[str], suffix: str) -> list[float]:
        return self.log_probabilities([Question(prefix, tuple(candidates), suffix)])[0]

    def log_probabilities(self, questions: Sequence[Question]) -> list[list[float]]:
        self.asked += questions
        return [[self.liked.get(word, 0.0) for word in question.candidates] for question in questions]

    def weigh(self, sentences: Sequence[str], head: Head) -> list[float]:
        return [0.0] * len(sentences)


def said(rules: RuleSet, text: str, language: Liking) -> list[tuple[str, str, str]]:
    report = lint(plain(text), rules, Selection(language=language))
    assert not report.errors
    return [(d.rule, text[slice(*d.span)], d.replacements[0]) for d in report.diagnostics]


def test_the_language_model_has_the_last_word(typo_rules: RuleSet) -> None:
    text = "The soldier stood at the boarder between the two countries."
    assert said(typo_rules, text, Liking({"border": 20.0})) == [("typo/real-word", "boarder", "border")]
    assert said(typo_rules, text, Liking({"border": SUGGESTION - 2})) == [("typo/real-word-loose", "boarder", "border")]
    assert said(typo_rules, text, Liking({})) == []


def test_it_reads_some_words_on_each_side_of_the_paragraph(typo_rules: RuleSet) -> None:
    language = Liking({})
    before = "A paragraph above.\n\n" + "One word more, " * 20
    said(typo_rules, before + "and the fund manger said it would sell its shares.\n\nAnother.", language)
    question = next(q for q in language.asked if "manager" in q.candidates)
    assert question.prefix.endswith("more, and the fund ")
    assert len(question.prefix.split()) == LEFT
    assert question.candidates[0] == "manger"
    assert question.suffix == " said it would sell"
    assert len(question.suffix.split()) == RIGHT


def test_it_decides_where_a_word_is_in_the_company_of_both(typo_rules: RuleSet) -> None:
    text = "The two of them had a casual relationship."
    assert said(typo_rules, text, Liking({})) == []
    assert said(typo_rules, text, Liking({"causal": 20.0})) == [("typo/causal-casual", "casual", "causal")]


def test_of_several_words_for_a_place_the_best_is_offered(model: ConfusionModel) -> None:
    document = plain("It took up much of there life.")
    places = [Suspect(19, 24, "there", word, 0.0, "candidate") for word in ("three", "their", "the")]
    found = list(judged(document, places, Liking({"their": 12.0, "the": 9.0})))
    assert found == [Suspect(19, 24, "there", "their", 12.0 + USUAL - WARNING, "warning")]
