"""`copydesk stats`: the readability figures of texts, article by article and paragraph by paragraph."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from copydesk.cli.settings import UsageError, complain, read_config
from copydesk.document import Document
from copydesk.files import FileError, Search, find_files, read_bytes, read_file
from copydesk.readers import read
from copydesk.text import Source, visible
from copydesk.textstat_profile import TextstatUnavailableError, profile_article, profile_paragraphs


def run(options: argparse.Namespace) -> int:
    """Print the figures; 2 if a text could not be read or textstat is not installed."""
    try:
        read_config(options)
        results = [(source.path, _figures(read(source))) for source in _sources(options.paths)]
    except (UsageError, FileError, TextstatUnavailableError) as error:
        complain(error)
        return 2
    if options.output_format == "json":
        data = [{"path": path, **figures} for path, figures in results]
        sys.stdout.write(json.dumps(data, indent=2) + "\n")
    else:
        sys.stdout.write("".join(line + "\n" for path, figures in results for line in _lines(path, figures)))
    return 0 if results else 2


def _sources(paths: list[str]) -> Iterator[Source]:
    if paths == ["-"]:
        yield read_bytes("<stdin>", sys.stdin.buffer.read())
        return
    for path in find_files(paths, Search(Path.cwd())):
        try:
            yield read_file(path)
        except FileError as error:
            raise UsageError(f"{path}: {error}") from None


def _figures(document: Document) -> dict[str, Any]:
    paragraphs = [
        {"line": document.source.lines.position(document.span(block.start, block.end).start).line, **measures}
        for block, measures in profile_paragraphs(document)
    ]
    return {"article": profile_article(document), "paragraphs": paragraphs}


def _lines(path: str, figures: dict[str, Any]) -> Iterator[str]:
    yield visible(path)
    for name, value in figures["article"].items():
        yield f"  {name.replace('_', ' '):<32} {value:>10.2f}"
