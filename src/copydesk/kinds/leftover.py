"""leftover: words that should not be there, in addresses too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from copydesk.article import Article
from copydesk.kinds.existence import Existence


@dataclass(frozen=True, kw_only=True)
class Leftover(Existence):
    """As existence, but a match inside an address or inline code counts as well: that is where such words hide."""

    kind: ClassVar[str] = "leftover"

    def allows(self, article: Article, start: int, end: int) -> bool:
        block = article.document.block_at(start)
        if not self._is_place(block.kind if block else "paragraph", article.role_at(start)):
            return False
        return not (self.unless and self._excused(article, start))
