"""The running text of an article: what its readability is measured on."""

from __future__ import annotations

import re

from copydesk.document import Document, Sentence

RUNNING_TEXT = frozenset({"paragraph", "quotation", "list"})


def running_text(document: Document) -> str:
    """Paragraphs, quotations and list items, blank lines between them; no headings, captions, table cells or code."""
    return "\n\n".join(document.text[b.start : b.end] for b in document.blocks if b.kind in RUNNING_TEXT)


ENDED = re.compile(r"[.!?…][\"”’'»)\]]*$")
"""Found in the last characters of a sentence that is one, and not a menu or a line of a list."""


def is_ended(document: Document, sentence: Sentence) -> bool:
    """True if the sentence ends in a full stop or the like."""
    return ENDED.search(document.text, max(sentence.start, sentence.end - 8), sentence.end) is not None
