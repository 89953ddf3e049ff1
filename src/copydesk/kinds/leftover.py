"""leftover: words that should not be there, in addresses too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Related
from copydesk.kinds.existence import Existence
from copydesk.matching import Hit
from copydesk.record import record


@record(kw_only=True)
class Leftover(Existence):
    """As existence, but a match inside an address or inline code counts as well: that is where such words hide.

    once          only the first match in a text is reported; it points at the others
    in_addresses  false: what is masked (addresses, inline code) is left alone, as by existence
    """

    kind: ClassVar[str] = "leftover"

    once: bool = False
    in_addresses: bool = True

    def check(self, article: Article, hits: Sequence[Hit]) -> Iterator[Diagnostic]:
        if not self.once:
            yield from super().check(article, hits)
            return
        document = article.document
        allowed = [hit for hit in hits if self.allows(article, hit.start, hit.end)]
        related = tuple(
            Related(document.span(hit.start, hit.end), f"“{document.text[hit.start : hit.end]}”") for hit in allowed[1:]
        )
        for hit in allowed[:1]:
            yield from self.report(article, hit.start, hit.end, related=related)

    def allows(self, article: Article, start: int, end: int) -> bool:
        if not self.in_addresses:
            return super().allows(article, start, end)
        block = article.document.block_at(start)
        if not self._is_place(block.kind if block else "paragraph", article.role_at(start)):
            return False
        return not (self.unless and self._excused(article, start))
