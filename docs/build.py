"""Write docs/rules.md from the kinds and packs themselves: `python docs/build.py`, or `--check` to see that it is current."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Container, Iterator
from pathlib import Path

from copydesk.kinds import KINDS, kind_class
from copydesk.pack import builtin_packs, load_packs, pack_files
from copydesk.record import MISSING, fields
from copydesk.rule import Rule

TARGET = Path(__file__).parent / "rules.md"

HEAD = """# Rules

A pack is a YAML file: `pack: name`, and `rules:`, a list. A rule's id is `pack/id`. Unknown keys, wrong types, ids given
twice and patterns that do not compile are errors that name file and line; the other rules still run, and the run ends with 2.

Patterns are Python's regular expressions. A message may hold `{found}`, the words found, and `{fixed}`, the first replacement.
Word lists that are long may lie in files of their own beside the pack.

## Keys of every rule
"""

EXAMPLES = """
`examples` is a list; each entry has exactly one of `bad` (reported; `finds` is the exact text of the finding, `fixed` the
text after the first replacement), `good` (a near miss that stays silent) and `todo` (a known miss, an error on the day it is
caught). `format` names the reader: plain, markdown, mdx, html, rst, asciidoc or org. `not_near` takes `words` and `within`: a
finding with one of the words so near is dropped.
"""


def page() -> Iterator[str]:
    """The page, line by line."""
    yield from HEAD.split("\n")
    yield from _text(Rule)
    yield from _keys(Rule, ())
    yield from EXAMPLES.split("\n")
    yield "## Kinds"
    common = {f.name for f in fields(Rule)}
    for name in sorted(KINDS):
        cls = kind_class(name)
        yield from ("", f"### {name}", "")
        yield from _text(cls)
        yield from _keys(cls, common)
    # The messages quote the very mistakes that the rules are for.
    yield from ("", "## The rules that come with copydesk", "", "<!-- copydesk off -->", "")
    yield from ("| rule | kind | severity | says |", "|--|--|--|--|")
    loaded = load_packs([(path, path.read_bytes()) for path in pack_files([builtin_packs()])])
    for rule in sorted(loaded.rules, key=lambda rule: rule.id):
        grade = rule.severity.label + ("" if rule.status == "stable" else f" ({rule.status})")
        yield f"| `{rule.id}` | {rule.kind} | {grade} | {rule.message.replace('|', chr(92) + '|')} |"


def _text(cls: type) -> Iterator[str]:
    """What a class says of itself, the aligned lists of its fields as code."""
    inside = False
    for line in (inspect.getdoc(cls) or "").split("\n"):
        is_field = "  " in line.strip() and not line.startswith("- ")
        if is_field != inside and not (inside and line.startswith(" ")):
            yield "```" if inside else "```text"
            inside = not inside
        yield line
    if inside:
        yield "```"


def _keys(cls: type, without: Container[str]) -> Iterator[str]:
    yield from ("", "| key | type | default |", "|--|--|--|")
    for f in fields(cls):
        if f.name in without:
            continue
        default = "" if f.default is MISSING else f.default
        shown = "–" if default in ("", (), None) else f"`{getattr(default, 'label', default)}`"
        kind = str(f.hint).replace("|", chr(92) + "|")
        yield f"| `{f.name}` | {kind} | {shown} |"


def main() -> int:
    """Write the page, or with --check only compare; returns the exit code."""
    text = "\n".join(line.rstrip() for line in page()).rstrip() + "\n"
    if "--check" in sys.argv:
        current = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        sys.stdout.write("" if current else "docs/rules.md is out of date; run python docs/build.py\n")
        return 0 if current else 1
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
