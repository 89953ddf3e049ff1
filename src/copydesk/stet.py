"""Let it stand: comments in a text that silence findings, and the editorial [sic].

    <!-- copydesk off typo, cliche/stock-heading --> … <!-- copydesk on -->
    <!-- copydesk ignore-next-line typo/misspelling -- the house spells it so -->
    # copydesk: ignore-block opinion          (a line of its own in plain text and Org)
    .. copydesk off                           (reStructuredText; in AsciiDoc // copydesk off)

Commands are off, on, ignore-line, ignore-next-line and ignore-block; `words` names words for the spelling rule to
accept. A rule is named by its id, by its pack, or with *
in it; a comment that names none silences all. `vale off`, `vale on` and `vale Style.Rule = NO` mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from copydesk.diagnostic import Diagnostic, Edit, Fix, Severity
from copydesk.document import Document
from copydesk.text import Ranges, Source, Span

UNUSED = "stet/unused"
COMMANDS = ("off", "on", "ignore-line", "ignore-next-line", "ignore-block", "words")

# One line each, and no second comment inside: a look for an end that is not there must not cross the whole text.
_COMMENT = re.compile(r"<!--\s*(copydesk|vale)\b[ \t]*([^\r\n<]*?)-->|\{/\*\s*(copydesk|vale)\b[ \t]*([^\r\n{]*?)\*/\}")
# What opens a comment on a line of its own, in the languages that have such.
_LINE_COMMENTS = {
    "plain": r"#[ \t]*copydesk:",
    "rst": r"\.\.[ \t]+copydesk\b:?",
    "asciidoc": r"//[ \t]*copydesk\b:?",
    "org": r"#[ \t]+copydesk\b:?",
}
_SIC = re.compile(r"\[sic!?\]", re.IGNORECASE)
_BEFORE_SIC = re.compile(r"([^\W_][\w’'-]*)[^\w\s]{0,4}\s{0,3}[*_]{0,2}\Z")
_NAME = re.compile(r"[\w*?.-]+(?:/[\w*?.-]+)?")
_VALE_SWITCH = re.compile(r"([\w-]+(?:\.[\w-]+)?)\s*=\s*(NO|YES)\Z")
_SIC_PACK = "typo"
_WORD_REACH = 80
_LINE_REACH = 50


class Name(NamedTuple):
    """A rule, a pack or a glob as a comment names it, and where it stands there."""

    pattern: str
    span: Span


class Comment(NamedTuple):
    """One command to copydesk: what it says, where it stands, and the rules it names (all, if none)."""

    span: Span
    command: str
    names: tuple[Name, ...]


class Stet(NamedTuple):
    """Findings of `pattern` that begin in [start, end) of the source are let stand, because `comment` asks for it."""

    pattern: str
    start: int
    end: int
    comment: Comment | None
    span: Span

    def covers(self, diagnostic: Diagnostic) -> bool:
        return self.start <= diagnostic.span.start < self.end and matches(self.pattern, diagnostic.rule)


class Stets:
    """What a text asks to let stand. Remembers what it was asked for, so that it can tell which comments do nothing."""

    def __init__(self, stets: Sequence[Stet], comments: Sequence[Comment], source: Source) -> None:
        self._stets = stets
        self._comments = comments
        self._source = source
        self._own = Ranges(comment.span for comment in comments)
        self._used: set[Stet] = set()

    def silences(self, diagnostic: Diagnostic) -> bool:
        """True if the finding is to be let stand; one about the comments themselves always is."""
        used = [stet for stet in self._stets if stet.covers(diagnostic)]
        self._used.update(used)
        return bool(used) or self._own.covers(*diagnostic.span)

    def unused(self, ran: Iterable[str] | None = None) -> Iterator[Diagnostic]:
        """Commands that copydesk does not know, and names that no finding shown to `silences` needed.

        `ran` holds the ids of the rules that ran, where not all did: a name is not unused for a rule that was left out.
        """
        for comment in self._comments:
            if comment.command not in COMMANDS:
                known = ", ".join(COMMANDS)
                yield _told(
                    comment.span, f"“{comment.command}” is no command of copydesk ({known}); nothing is silenced."
                )
        by_name: dict[Span, list[Stet]] = {}
        for stet in self._stets:
            if stet.comment is not None and stet.comment.names:
                by_name.setdefault(stet.span, []).append(stet)
        if not by_name:
            return
        rules = None if ran is None else tuple(ran)
        idle = {
            span: stets[0]
            for span, stets in by_name.items()
            if self._used.isdisjoint(stets)
            and (rules is None or any(matches(stets[0].pattern, rule) for rule in rules))
        }
        for span, stet in idle.items():
            yield _told(
                span, f"Nothing here is silenced by “{stet.pattern}”: drop it.", self._removal(stet, idle.keys())
            )

    def _removal(self, stet: Stet, idle: Iterable[Span]) -> Fix | None:
        """Taking out a comment that does nothing at all; a region has two comments and is left to the writer."""
        comment = stet.comment
        if comment is None or comment.command == "off" or not {name.span for name in comment.names} <= set(idle):
            return None
        text, lines = self._source.text, self._source.lines
        line = lines.position(comment.span.start).line
        whole = lines.span(line)
        if text[whole.start : whole.end].strip() != text[comment.span.start : comment.span.end].strip():
            return Fix((Edit(comment.span, ""),))
        end = lines.span(line + 1).start if line < len(lines) else whole.end
        return Fix((Edit(Span(whole.start, end), ""),))


def _told(span: Span, message: str, fix: Fix | None = None) -> Diagnostic:
    return Diagnostic(UNUSED, Severity.SUGGESTION, message, span, confidence=1.0, fix=fix)


def matches(pattern: str, rule: str) -> bool:
    """True if the pattern is the rule's id, its pack, or a glob of either."""
    return pattern in ("*", rule, rule.partition("/")[0]) or fnmatchcase(rule, pattern)


def parse(source: Source, document: Document) -> Stets:
    """What the comments and the [sic]s in a text let stand. Comments that are shown as code ask for nothing."""
    text = source.text
    comments = list(_comments(source, document)) if "copydesk" in text or "vale" in text else []
    stets = [stet for place in _places(source, document, comments) for stet in place]
    if "[sic" in text.lower():
        stets += _sics(text)
    return Stets(stets, comments, source)


def _sics(text: str) -> Iterator[Stet]:
    """The word before each [sic], which is wrong on purpose."""
    for match in _SIC.finditer(text):
        since = max(match.start() - _WORD_REACH, 0)
        word = _BEFORE_SIC.search(text[since : match.start()])
        if word:
            yield Stet(_SIC_PACK, since + word.start(1), since + word.end(1), None, Span(*match.span()))


def _comments(source: Source, document: Document) -> Iterator[Comment]:
    code = _shown_as_code(document)
    found = [_comment(m) for m in _COMMENT.finditer(source.text) if not code.overlaps(m.start() + 1, m.end())]
    if sign := _LINE_COMMENTS.get(document.format):
        line = re.compile(rf"(?:\A|(?<=[\r\n]))[ \t]*{sign}[ \t]*([^\r\n]*)")
        found += [_line_comment(m) for m in line.finditer(source.text) if not code.overlaps(m.start(1) - 1, m.end(1))]
    yield from sorted(comment for comment in found if comment)


def _shown_as_code(document: Document) -> Ranges:
    """Code of the source. A plain reader makes a block of each comment, which does not hide it."""
    blocks = [document.span(b.start, b.end) for b in document.blocks if b.kind == "code"]
    if document.format == "plain":
        blocks = [span for span in blocks if document.source.text.startswith(("```", "~~~"), span.start)]
    inline = [document.span(*mask) for mask in document.masked]
    return Ranges(
        [*blocks, *(span for span in inline if document.format != "plain" or document.text[span.start] == "`")]
    )


def _comment(match: re.Match[str]) -> Comment | None:
    tool, at = (match[1], 2) if match[1] else (match[3], 4)
    said, start = match[at].rstrip(), match.start(at)
    if tool == "copydesk":
        return _said(Span(*match.span()), said, start)
    if said in ("off", "on"):
        return Comment(Span(*match.span()), said, ())
    switch = _VALE_SWITCH.match(said)
    if not switch:
        return None
    name = Name(switch[1].replace(".", "/"), Span(start, start + len(switch[1])))
    return Comment(Span(*match.span()), "off" if switch[2] == "NO" else "on", (name,))


def _line_comment(match: re.Match[str]) -> Comment | None:
    return _said(Span(*match.span()), match[1], match.start(1))


def _said(span: Span, said: str, start: int) -> Comment | None:
    """The comment with its reason cut off; None for one that only begins with the word "copydesk"."""
    from difflib import get_close_matches  # only texts with a comment pay for it

    wanted = re.split(r"\s--(?:\s|\Z)", said, maxsplit=1)[0]
    command = re.match(r"[\w-]+", wanted)
    if not command or not (command[0] in COMMANDS or get_close_matches(command[0].lower(), COMMANDS)):
        return None
    found = _NAME.finditer(wanted, command.end())
    names = tuple(Name(m[0], Span(start + m.start(), start + m.end())) for m in found if m[0] != "-")
    return Comment(span, command[0], names)


def _places(source: Source, document: Document, comments: Sequence[Comment]) -> Iterator[list[Stet]]:
    """For each comment the stets that it makes."""
    own = Ranges(comment.span for comment in comments)
    find: dict[str, Callable[[Comment], tuple[int, int]]] = {
        "ignore-line": lambda comment: _own_line(source, comment),
        "ignore-next-line": lambda comment: _next_line(source, own, comment),
        "ignore-block": lambda comment: _block(document, comment),
    }
    ends = _region_ends(source, comments)
    top = _first_prose(document)
    for comment in comments:
        if comment.command == "off":
            # With no prose before it, findings on the whole text are meant too.
            start = 0 if comment.span.start <= top else comment.span.end
            yield [
                Stet(name.pattern, start, ends[comment.span, name.pattern], comment, name.span)
                for name in _named(comment)
            ]
        elif comment.command in find:
            place = find[comment.command](comment)
            yield [Stet(name.pattern, *place, comment, name.span) for name in _named(comment)]


def _named(comment: Comment) -> tuple[Name, ...]:
    return comment.names or (Name("*", comment.span),)


def _first_prose(document: Document) -> int:
    """Where the first block of prose begins in the source."""
    starts = (document.span(b.start, b.end).start for b in document.blocks if b.kind not in ("front_matter", "code"))
    return next(starts, len(document.source.text))


def _region_ends(source: Source, comments: Sequence[Comment]) -> dict[tuple[Span, str], int]:
    """For each name of each `off` where it ends: at the next `on` without names or with this one, or with the text."""
    ends: dict[tuple[Span, str], int] = {}
    bare = len(source.text) + 1
    named: dict[str, int] = {}
    for comment in reversed(comments):
        if comment.command == "on" and not comment.names:
            bare, named = comment.span.start, {}
        elif comment.command == "on":
            named.update((name.pattern, comment.span.start) for name in comment.names)
        elif comment.command == "off":
            ends.update(((comment.span, n.pattern), named.get(n.pattern, bare)) for n in _named(comment))
    return ends


def _own_line(source: Source, comment: Comment) -> tuple[int, int]:
    line = source.lines.span(source.lines.position(comment.span.start).line)
    return line.start, line.end


def _next_line(source: Source, own: Ranges, comment: Comment) -> tuple[int, int]:
    """The next line that says something else than a comment of this kind; it has to be near."""
    lines = source.lines
    first = lines.position(comment.span.end).line + 1
    for number in range(first, min(first + _LINE_REACH, len(lines) + 1)):
        line = lines.span(number)
        words = source.text[line.start : line.end].strip()
        start = source.text.find(words, line.start)
        if words and not own.covers(start, start + len(words)):
            return line.start, line.end
    return comment.span.end, comment.span.end


def _block(document: Document, comment: Comment) -> tuple[int, int]:
    """The block that the comment stands in, or else the next."""
    for block in document.blocks:
        span = document.span(block.start, block.end)
        if span.end >= comment.span.end and block.kind not in ("front_matter", "code"):
            return span.start, span.end
    return comment.span.end, comment.span.end
