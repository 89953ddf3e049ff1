"""The elements of HTML as Vale sees them: which are blocks, which stand in a line, which are left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

SKIPPED_BLOCKS = ("script", "style", "pre", "noscript", "iframe")
SKIPPED_INLINE = ("tt", "code", "kbd", "samp")
SKIPPED_CLASSES = ("problematic", "pre", "code")
INLINE = frozenset(
    "b big i small abbr acronym cite dfn em kbd strong a br img span sub sup code tt del q samp var".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
INLINE_SCOPES = {
    "a": "link", "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "code": "code", "tt": "code",
    "q": "quote",
}  # fmt: skip
BLOCK_SCOPES = {
    "th": "text.table.header", "td": "text.table.cell", "caption": "text.table.caption", "li": "text.list",
    "blockquote": "text.blockquote", "figcaption": "text.figure.caption",
} | {f"h{n}": f"text.heading.h{n}" for n in range(1, 7)}  # fmt: skip


class Scopes:
    """What of a page is left out, in the words of .vale.ini, and which inline elements some rule asks for."""

    def __init__(
        self,
        blocks: Sequence[str] = (),
        inline: Sequence[str] = (),
        classes: Sequence[str] = (),
        wanted: Collection[str] = (),
    ) -> None:
        self.blocks = frozenset(blocks or SKIPPED_BLOCKS)
        self.inline = frozenset(inline or SKIPPED_INLINE)
        self.classes = frozenset((*SKIPPED_CLASSES, *classes))
        self.wanted = {tag: scope for tag, scope in INLINE_SCOPES.items() if scope in wanted}

    def skips(self, classes: str) -> bool:
        """Whether one of the classes of an element is left out."""
        return bool(classes) and not self.classes.isdisjoint(classes.split(" "))


def class_scope(classes: Iterable[str]) -> str:
    """What the classes of all elements around a block add to its label."""
    names = (name for own in classes for name in own.split() if not any(sign in name for sign in ".&~"))
    return "".join(f".class.{name}" for name in dict.fromkeys(names))


def is_nested_list(tags: Sequence[str]) -> bool:
    """True in an item of a list that stands in an item of another; `tags` are the elements that are open."""
    return len(tags) > 3 and tags[-1] == "li" and tags[-2] in ("ol", "ul") and tags[-3] == "li"


def is_literal(tags: Sequence[str]) -> bool:
    """True in what Docutils writes as a literal."""
    return next((tag == "tt" for tag in reversed(tags) if tag != "span"), False)
