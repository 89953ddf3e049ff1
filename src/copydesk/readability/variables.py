"""The counts that a formula may name, as Vale calls them.

They are near Vale's and not the same: it splits sentences and guesses syllables in its own ways. A word is a run of
letters, digits and underscores here as there.
"""

from __future__ import annotations

import re
from collections import Counter

from copydesk.document import Document
from copydesk.readability.running import RUNNING_TEXT, running_text
from copydesk.readability.syllables import count_syllables

VARIABLES = frozenset(
    "words sentences paragraphs characters syllables complex_words polysyllabic_words long_words "
    "pre list blockquote heading_h1 heading_h2 heading_h3 heading_h4 heading_h5 heading_h6".split()
)

_WORD = re.compile(r"\w+")
_SUFFIX = re.compile(r"(?:es|ed|ing)$")
_BLOCK_NAMES = {"code": "pre", "list": "list", "quotation": "blockquote"}


def count_variables(document: Document) -> dict[str, float]:
    """Every variable of one text: words and sentences of its running text, and how many blocks of each sort it has."""
    counts = dict.fromkeys(VARIABLES, 0.0)
    for block in document.blocks:
        name = f"heading_h{block.level}" if block.kind == "heading" else _BLOCK_NAMES.get(block.kind, "")
        counts[name] = counts.get(name, 0) + 1
        counts["paragraphs"] += block.kind in RUNNING_TEXT
    for word, times in Counter(_WORD.findall(running_text(document))).items():
        syllables = count_syllables(word)
        counts["words"] += times
        counts["characters"] += times * len(word)
        counts["syllables"] += times * syllables
        counts["long_words"] += times * (len(word) > 6)
        counts["polysyllabic_words"] += times * (syllables > 2)
        counts["complex_words"] += times * _is_complex(word, syllables)
    blocks = (document.block_at(sentence.start) for sentence in document.sentences)
    counts["sentences"] = sum(1 for block in blocks if block and block.kind in RUNNING_TEXT)
    return {name: counts[name] for name in VARIABLES}


def _is_complex(word: str, syllables: int) -> bool:
    """Three syllables or more, an ending such as -ed not counted."""
    return syllables > 2 and count_syllables(_SUFFIX.sub("", word) or word) > 2
