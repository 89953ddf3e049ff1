"""How far the readers of reStructuredText, AsciiDoc and Org agree with the languages' own programs, block by block.

    python benchmarks/markup.py FOLDER_OR_FILE… [--asciidoc COMMAND] [--org COMMAND] [--show N]

reStructuredText is read by Docutils (`pip install docutils`), with the directives and roles that it does not know read
as prose and code, as Sphinx has them. A COMMAND reads AsciiDoc or Org and writes HTML; two such lie in oracles/.
A block agrees if both have one with the same words in the same order. `found` is the share of the program's blocks that
copydesk has too, `right` the share of copydesk's blocks that the program has. Code is left out on both sides.
"""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copydesk.document import PROSE_KINDS, Document
from copydesk.readers import format_of, read
from copydesk.text import DecodeError, Source

Oracle = Callable[[Source], list[str]]
Finder = Callable[..., tuple[Any, Any]]

_WORD = re.compile(r"[^\W_]+")


@dataclass
class Score:
    """Of one format: blocks that agree, the program's and copydesk's blocks, and what each has alone."""

    files: int = 0
    characters: int = 0
    seconds: float = 0.0
    agreed: int = 0
    theirs: int = 0
    ours: int = 0
    missing: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--asciidoc", default="node benchmarks/oracles/asciidoc.js")
    parser.add_argument("--org", default="benchmarks/oracles/org/org-to-html")
    parser.add_argument("--show", type=int, default=0, help="print so many blocks that only one side has")
    options = parser.parse_args()
    oracles: dict[str, Oracle] = {
        "rst": rst_blocks,
        "asciidoc": lambda source: html_blocks(source, options.asciidoc),
        "org": lambda source: html_blocks(source, options.org),
    }
    scores: dict[str, Score] = {}
    for path in sorted(files(options.paths)):
        form = format_of(path.name)
        if form in oracles:
            compare(path, oracles[form], scores.setdefault(form, Score()))
    for form, score in scores.items():
        print(
            f"{form:<9} {score.files} files, {score.theirs} blocks: found {share(score.agreed, score.theirs)}, "
            f"right {share(score.agreed, score.ours)}, {score.characters / 1e6 / score.seconds:.1f} MB/s"
        )
        for sort in ("missing", "surplus"):
            blocks = getattr(score, sort)
            for block in blocks[:: max(len(blocks) // options.show, 1)][: options.show] if options.show else ():
                print(f"  {sort}: {block}")


def files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        yield from (p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "-"


def compare(path: Path, oracle: Oracle, score: Score) -> None:
    """Adds what one file tells, if it is text."""
    try:
        source = Source.from_bytes(path.name, path.read_bytes())
    except DecodeError:
        return
    began = time.process_time()
    document = read(source)
    score.seconds += time.process_time() - began
    score.files += 1
    score.characters += len(source.text)
    theirs, ours = Counter(map(words, oracle(source))), Counter(map(words, blocks_of(document)))
    theirs.pop("", None)
    ours.pop("", None)
    both = theirs & ours
    score.agreed += both.total()
    score.theirs += theirs.total()
    score.ours += ours.total()
    score.missing += [f"{path.name}: {block}" for block in theirs - both]
    score.surplus += [f"{path.name}: {block}" for block in ours - both]


def words(text: str) -> str:
    return " ".join(_WORD.findall(text))


def blocks_of(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind in PROSE_KINDS]


def html_blocks(source: Source, command: str) -> list[str]:
    """The blocks of the HTML that a program makes of a source."""
    done = subprocess.run(shlex.split(command), input=source.text, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr.strip()}")
    return blocks_of(read(Source("page.html", done.stdout)))


def rst_blocks(source: Source) -> list[str]:
    """The paragraphs, titles, terms and so on that Docutils finds."""
    from docutils import nodes
    from docutils.frontend import get_default_settings
    from docutils.parsers.rst import Parser
    from docutils.utils import new_document

    read_unknown_as_prose()
    settings = get_default_settings(Parser)
    settings.report_level = settings.halt_level = 6
    settings.warning_stream = ""
    settings.file_insertion_enabled = settings.raw_enabled = False
    settings.syntax_highlight = "none"
    document = new_document(source.path, settings)
    Parser().parse(source.text, document)
    for note in document.findall(nodes.footnote_reference):
        note.children = [nodes.Text(note.rawsource)]  # no numbers are given yet
    kinds = (nodes.paragraph, nodes.title, nodes.term, nodes.caption, nodes.rubric, nodes.line_block, nodes.attribution)
    found = [node for node in document.findall() if isinstance(node, kinds) and not is_apart(node)]
    texts = [node.astext() for node in found]
    return texts + [str(image.get("alt", "")) for image in document.findall(nodes.image)]


def is_apart(node: object) -> bool:
    """True for a part of a block that is one, of what is not shown, and of Docutils' own messages."""
    from docutils import nodes

    while (node := getattr(node, "parent", None)) is not None:
        if isinstance(node, nodes.line_block | nodes.system_message | nodes.comment | nodes.docinfo):
            return True
    return False


def read_unknown_as_prose() -> None:
    """Teaches Docutils what Sphinx's directives and roles hold: prose, unless the reader of copydesk says code."""
    from docutils.parsers.rst import directives, roles

    if not hasattr(directives, "copydesk_known"):
        unknown, code = make_directives()
        directives.directive = directive_finder(directives.directive, unknown, code)
        roles.role = role_finder(roles.role)
        directives.copydesk_known = True


def make_directives() -> tuple[type, type]:
    """A directive whose content is prose, and one that holds code."""
    from docutils import nodes
    from docutils.parsers.rst import Directive, directives
    from docutils.statemachine import StringList

    class AnyOption(dict[str, object]):
        def __contains__(self, key: object) -> bool:
            return True

        def __getitem__(self, key: str) -> object:
            return directives.unchanged

        def __bool__(self) -> bool:
            return True  # an empty specification would leave the options to the argument

    class Unknown(Directive):
        has_content = True
        optional_arguments = 1
        final_argument_whitespace = True
        option_spec = AnyOption()

        def run(self) -> list[nodes.Node]:
            node = nodes.container()
            below = self.arguments[0].split("\n")[1:] if self.arguments else []
            for lines in (StringList(below, source="argument"), self.content):
                if lines:
                    self.state.nested_parse(lines, self.content_offset, node)
            return [node]

    class Code(Unknown):
        def run(self) -> list[nodes.Node]:
            caption = self.options.get("caption")
            return [nodes.paragraph("", caption)] if caption else []

    return Unknown, Code


def directive_finder(known: Finder, unknown: type, code: type) -> Finder:
    from copydesk.readers.rst_directives import CODE

    in_docutils = frozenset(("unicode", "date", "raw", "math"))

    def find(name: str, language: object, document: object) -> tuple[Any, Any]:
        name = name.lower()
        if name.startswith("auto") or (name in CODE and name not in in_docutils):
            return code, []
        found, messages = known(name, language, document)
        return found or unknown, messages if found else []

    return find


def role_finder(known: Finder) -> Finder:
    from docutils import nodes

    def title_of(name: str, raw: str, text: str, *_: object, **__: object) -> tuple[list[Any], list[Any]]:
        titled = re.fullmatch(r"(.*\S)\s*<[^<>]+>", text, re.DOTALL)
        return [nodes.inline(raw, titled[1] if titled else text)], []

    def find(name: str, *rest: object) -> tuple[Any, Any]:
        if name in ("pep", "rfc", "pep-reference", "rfc-reference"):  # Docutils writes "PEP " before the number
            return title_of, []
        found, messages = known(name, *rest)
        return found or title_of, messages if found else []

    return find


if __name__ == "__main__":
    main()
