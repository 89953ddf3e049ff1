"""Every count and score by the name that textstat's own methods give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from copydesk.readability import formulas
from copydesk.readability.tally import Tally, tally

Measure = Callable[[Tally], float]


def clamped_standard(text: Tally) -> float:
    """`text_standard` held between the first and the eighteenth year of school, as textstat's method shows it."""
    return max(1, min(formulas.text_standard(text), 18))


MEASURES: Mapping[str, Measure] = {
    "char_count": lambda text: text.n_characters,
    "letter_count": lambda text: text.n_letters,
    "lexicon_count": lambda text: text.n_words,
    "sentence_count": lambda text: text.n_sentences,
    "syllable_count": lambda text: text.n_syllables,
    "monosyllabcount": lambda text: text.n_monosyllables,
    "polysyllabcount": lambda text: text.n_polysyllables,
    "long_word_count": lambda text: text.n_long_words(),
    "miniword_count": lambda text: text.n_mini_words(),
    "difficult_words": lambda text: len(text.difficult_words()),
    "reading_time": formulas.reading_time,
    "words_per_sentence": formulas.words_per_sentence,
    "avg_syllables_per_word": formulas.syllables_per_word,
    "avg_letter_per_word": formulas.letters_per_word,
    "avg_character_per_word": formulas.chars_per_word,
    "flesch_reading_ease": formulas.flesch_reading_ease,
    "flesch_kincaid_grade": formulas.flesch_kincaid_grade,
    "gunning_fog": formulas.gunning_fog,
    "smog_index": formulas.smog_index,
    "automated_readability_index": formulas.automated_readability_index,
    "coleman_liau_index": formulas.coleman_liau_index,
    "linsear_write_formula": formulas.linsear_write_formula,
    "dale_chall_readability_score": formulas.dale_chall_readability_score,
    "dale_chall_readability_score_v2": formulas.dale_chall_readability_score_v2,
    "spache_readability": formulas.spache_readability,
    "mcalpine_eflaw": formulas.mcalpine_eflaw,
    "lix": formulas.lix,
    "rix": formulas.rix,
    "text_standard": clamped_standard,
}
"""textstat's measures of English prose; those it has for other languages are in `formulas`."""


def measure(text: str) -> dict[str, float]:
    """All of `MEASURES` for one text."""
    counted = tally(text)
    return {name: formula(counted) for name, formula in MEASURES.items()}
