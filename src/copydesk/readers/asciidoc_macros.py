"""AsciiDoc: what a macro inside a block, name:target[text], shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from copydesk.readers.asciidoc_inline import Inline

_NAMED = re.compile(r"[,\s]\s*[\w-]+=")
_ONLY_NAMED = re.compile(r"[\w-]+=")
_WEB = frozenset("http https ftp irc file link mailto xref".split())
_SHOWN = frozenset("kbd btn menu stem latexmath asciimath math pass a2s".split())
_DROPPED = frozenset("icon indexterm anchor counter counter2 video audio set".split())


class Macro(NamedTuple):
    """A macro that begins at `at`, its text text[start:end]; the target ends at the bracket before `start`."""

    name: str
    at: int
    start: int
    end: int


def write_macro(inline: Inline, macro: Macro, write: Callable[[int, int], None]) -> None:
    """Writes what a macro shows; `write` writes text in which there may be markup."""
    name, at, start, end = macro
    here = inline.here
    if name in ("footnote", "footnoteref"):
        inline.asides.append((start, end))
    elif name in _WEB:
        _write_link(inline, macro, write)
        inline.mark("link", here)
    elif name == "image":
        inline.add(*alt(inline.text, start, end), "alt")
        inline.mark("alt", here)
    elif name in _SHOWN:
        if not inline.text.startswith("<!--", start):
            inline.add(at + 5 if name == "menu" else start, end, "code")
            inline.mark("strong" if name in ("btn", "menu") else "code", here)
    elif name == "indexterm2":
        write(start, end)
    elif name not in _DROPPED:  # one that only an extension knows
        inline.add(at, start - 1, "code")
        write(start - 1, start)
        write(start, end)
        write(end, end + 1)


def _write_link(inline: Inline, macro: Macro, write: Callable[[int, int], None]) -> None:
    """The text of a link, or its target, masked, if it has none."""
    name, at, start, end = macro
    start, end = shown(inline.text, start, end)
    if name == "mailto" and (comma := inline.text.find(",", start, end)) >= 0:
        end = comma  # behind it stand the subject and the body
    if end > start:
        write(start, end)
    elif name != "mailto":
        past = len(name) + 1 if inline.text.startswith(("link:", "xref:"), at) else 0
        inline.add(at + past, macro.start - 1, "code")


def alt(text: str, start: int, end: int) -> tuple[int, int]:
    """The text that stands for a picture, in the attributes text[start:end]: all before the first comma."""
    start, end = shown(text, start, end)
    comma = text.find(",", start, end)
    return start, end if comma < 0 or text[start - 1] == '"' else comma


def shown(text: str, start: int, end: int) -> tuple[int, int]:
    """The first positional attribute in text[start:end], without its quotation marks and a closing ^."""
    if _ONLY_NAMED.match(text, start, end):
        return start, start
    if text.startswith('"', start) and (close := text.find('"', start + 1, end)) > 0:
        return start + 1, close
    named = _NAMED.search(text, start, end)
    end = named.start() if named else end
    return start, end - 1 if text.endswith("^", start, end) else end
