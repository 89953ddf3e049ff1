"""The readability formulas of textstat 0.7.13, for English, as functions of a `Tally`.

Each gives what the textstat function of that name gives, unrounded; a text without words gives 0.0 everywhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from copydesk.readability.syllables import count_syllables
from copydesk.readability.tally import Tally
from copydesk.readability.words import bare, clean, count_sentences


def words_per_sentence(text: Tally) -> float:
    """Average length of a sentence in words."""
    return text.n_words / text.n_sentences if text.n_sentences else 0.0


def _per_word(amount: float, text: Tally) -> float:
    return amount / text.n_words if text.n_words else 0.0


def sentences_per_word(text: Tally) -> float:
    """Sentences a word."""
    return _per_word(text.n_sentences, text)


def syllables_per_word(text: Tally) -> float:
    """Syllables a word."""
    return _per_word(text.n_syllables, text)


def letters_per_word(text: Tally) -> float:
    """Letters a word."""
    return _per_word(text.n_letters, text)


def chars_per_word(text: Tally) -> float:
    """Characters a token (a run between white space): punctuation is counted in both."""
    return text.n_characters / text.n_tokens if text.n_tokens else 0.0


def flesch_reading_ease(text: Tally) -> float:
    """Flesch 1948: 100 is very easy, 0 very hard."""
    if not text.n_words:
        return 0.0
    return 206.835 - 1.015 * words_per_sentence(text) - 84.6 * syllables_per_word(text)


def flesch_kincaid_grade(text: Tally) -> float:
    """Kincaid and others 1975: US school grade."""
    return flesch_kincaid(text.n_words, text.n_sentences, text.n_syllables)


def flesch_kincaid(words: int, sentences: int, syllables: int) -> float:
    """The same of counts; sentences of several texts may be added up."""
    if not words or not sentences:
        return 0.0
    return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59


def gunning_fog(text: Tally) -> float:
    """Gunning 1952: years of school; hard words are those of three syllables off the Dale–Chall list."""
    if not text.n_words:
        return 0.0
    return 0.4 * (words_per_sentence(text) + 100 * text.n_difficult_words(at_least=3) / text.n_words)


def smog_index(text: Tally) -> float:
    """McLaughlin 1969: years of school."""
    if not text.n_sentences:
        return 0.0
    return float(1.043 * (30 * (text.n_polysyllables / text.n_sentences)) ** 0.5 + 3.1291)


def automated_readability_index(text: Tally) -> float:
    """Smith and Senter 1967: US school grade."""
    if not text.n_words:
        return 0.0
    return 4.71 * chars_per_word(text) + 0.5 * words_per_sentence(text) - 21.43


def coleman_liau_index(text: Tally) -> float:
    """Coleman and Liau 1975: US school grade."""
    letters = letters_per_word(text) * 100
    sentences = sentences_per_word(text) * 100
    if not letters or not sentences:
        return 0.0
    return 0.058 * letters - 0.296 * sentences - 15.8


def linsear_write_formula(text: Tally, at_least: int = 0, at_most: int | None = 100) -> float:
    """Linsear Write, a US school grade, of the first `at_most` words; 0.0 if there are fewer than `at_least`."""
    easy, hard, words, sample = _linsear_sample(text, at_most)
    sentences = count_sentences(sample)
    if words < at_least or not sentences:
        return 0.0
    score = (easy + 3 * hard) / sentences
    return (score - 2 if score <= 20 else score) / 2


def _linsear_sample(text: Tally, at_most: int | None) -> tuple[int, int, int, str]:
    """Words of one or two syllables, longer ones, all of them, and the text they stand in."""
    if at_most is None or text.n_tokens <= at_most:
        hard = text.n_polysyllables
        easy = text.n_words - hard - text.by_syllables.get(0, 0)
        return easy, hard, text.n_words, " ".join(text.text.split())
    tokens, words = [], []
    for token in text.text.split():
        tokens.append(token)
        word = clean(token)
        if word:
            words.append(word)
        if len(words) == at_most:
            break
    lengths = [count_syllables(word) for word in words]
    hard = sum(each >= 3 for each in lengths)
    return sum(0 < each < 3 for each in lengths), hard, len(words), " ".join(tokens)


def _percent_difficult(text: Tally, least_syllables: int) -> float:
    return 100 * text.n_difficult_words(least_syllables) / text.n_words


def dale_chall_readability_score(text: Tally) -> float:
    """Dale and Chall 1948; from 5 (fourth grade) to 10 (college). Every word off the list counts as hard."""
    if not text.n_words:
        return 0.0
    hard = _percent_difficult(text, 0)
    score = 0.1579 * hard + 0.0496 * words_per_sentence(text)
    return score + 3.6365 if hard > 5 else score


def dale_chall_readability_score_v2(text: Tally) -> float:
    """Dale and Chall with hard words of two syllables or more."""
    if not text.n_words:
        return 0.0
    score = 0.1579 * _percent_difficult(text, 2) + 0.0496 * words_per_sentence(text)
    return score + 3.6365 if score > 0.05 else score


def spache_readability(text: Tally) -> float:
    """Spache 1953: US school grade, meant for primary school."""
    if not text.n_words:
        return 0.0
    return 0.141 * words_per_sentence(text) + 0.086 * _percent_difficult(text, 2) + 0.839


def mcalpine_eflaw(text: Tally) -> float:
    """McAlpine 2006, for readers of English as a foreign language: 20 and less is very easy."""
    return (text.n_words + text.n_mini_words(3)) / text.n_sentences if text.n_sentences else 0.0


def lix(text: Tally) -> float:
    """Björnsson 1968: 20 and less is very easy, 60 very hard."""
    return words_per_sentence(text) + 100 * text.n_long_words() / text.n_words if text.n_words else 0.0


def rix(text: Tally) -> float:
    """Anderson 1983: long words a sentence."""
    return text.n_long_words() / text.n_sentences if text.n_sentences else 0.0


def fernandez_huerta(text: Tally) -> float:
    """Fernández Huerta 1959, for Spanish."""
    if not text.n_words:
        return 0.0
    return 206.84 - 60 * syllables_per_word(text) - 1.02 * words_per_sentence(text)


def szigriszt_pazos(text: Tally) -> float:
    """Szigriszt Pazos 1993, for Spanish; with textstat's English base of 206.835."""
    if not text.n_words:
        return 0.0
    return 206.835 - 62.3 * syllables_per_word(text) - words_per_sentence(text)


def gutierrez_polini(text: Tally) -> float:
    """Gutiérrez de Polini 1972, for Spanish."""
    if not text.n_words:
        return 0.0
    return 95.2 - 9.7 * letters_per_word(text) - 0.35 * words_per_sentence(text)


def crawford(text: Tally) -> float:
    """Crawford 1989, for Spanish: years of school."""
    if not text.n_words:
        return 0.0
    return -0.205 * 100 * sentences_per_word(text) + 0.049 * 100 * syllables_per_word(text) - 3.407


def gulpease_index(text: Tally) -> float:
    """GULPEASE 1988, for Italian: 100 is easy, 0 hard."""
    if not text.n_words:
        return 0.0
    return 300 * sentences_per_word(text) - 10 * chars_per_word(text) + 89


def wiener_sachtextformel(text: Tally, variant: Literal[1, 2, 3, 4] = 1) -> float:
    """Bamberger and Vanecek 1984, for German: school grade."""
    if not text.n_words:
        return 0.0
    poly = 100 * text.n_polysyllables / text.n_words
    length = words_per_sentence(text)
    long = 100 * text.n_long_words() / text.n_words
    mono = 100 * text.n_monosyllables / text.n_words
    return {
        1: 0.1935 * poly + 0.1672 * length + 0.1297 * long - 0.0327 * mono - 0.875,
        2: 0.2007 * poly + 0.1682 * length + 0.1373 * long - 2.779,
        3: 0.2963 * poly + 0.1905 * length - 1.1144,
        4: 0.2744 * poly + 0.2656 * length - 1.693,
    }[variant]


def osman(text: Tally) -> float:
    """El-Haj and Rayson 2016, for Arabic: 100 is easy, 0 hard.

    textstat takes the vowel marks out of words before it looks for them, so its term for complex words is always 0.
    """
    if not text.n_words:
        return 0.0
    formal = sum(
        times
        for word, times in text.words.items()
        if _arabic_syllables(bare(word)) > 5 and any(part in word for part in ("ئ", "ء", "ؤ", "ذ", "ظ", "وا", "ون"))
    )
    rate = (_arabic_syllables(text.text) + formal + text.n_long_words(5)) / text.n_words
    return 200.791 - 1.015 * words_per_sentence(text) - 24.181 * rate


def _arabic_syllables(text: str) -> int:
    stress = sum(map(text.count, "\u064b\u064c\u064d\u0651"))
    left_out = sum(map(text.count, "\u0627\u0649?.!,*")) + sum(map(str.isspace, text))
    return len(text) - left_out - 2 + 2 * stress


def reading_time(text: Tally, ms_per_char: float = 14.69) -> float:
    """Seconds to read the text (Demberg and Keller 2008)."""
    return ms_per_char * text.n_characters / 1000


def text_standard(text: Tally) -> float:
    """The grade that most formulas agree on: each votes for its score rounded down, up and to the nearest."""
    votes = Counter(_votes(text))
    # The earliest vote wins a tie: most_common keeps the order of first appearance.
    return float(votes.most_common(1)[0][0])


def _votes(text: Tally) -> Iterator[int]:
    yield from _rounded(flesch_kincaid_grade(text))
    yield from _ease_as_grades(flesch_reading_ease(text))
    for formula in (
        smog_index,
        coleman_liau_index,
        automated_readability_index,
        dale_chall_readability_score,
        linsear_write_formula,
        gunning_fog,
    ):
        yield from _rounded(formula(text))


def _rounded(score: float) -> tuple[int, int, int]:
    return math.floor(score), math.ceil(score), round(score)


def _ease_as_grades(ease: float) -> tuple[int, ...]:
    if not 30 <= ease < 100:
        return (13,)
    return {9: (5,), 8: (6,), 7: (7,), 6: (8, 9), 5: (10,), 4: (11,), 3: (12,)}[int(ease // 10)]
