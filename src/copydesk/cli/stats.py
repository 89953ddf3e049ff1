"""`copydesk stats`: the readability figures of texts, article by article and paragraph by paragraph."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from copydesk.cli.complaint import UsageError, complain
from copydesk.cli.settings import read_config
from copydesk.cli.streams import print_pieces, read_input
from copydesk.document import PROSE_KINDS, Document
from copydesk.files import FileError, Search, find_files, read_bytes, read_file
from copydesk.readability.measures import measure
from copydesk.readability.running import running_text
from copydesk.readability.summary import summarize
from copydesk.readability.tally import tally
from copydesk.readers import read
from copydesk.text import Source, visible
from copydesk.textstat_profile import TextstatUnavailableError, profile

Engine = Callable[[str], dict[str, float]]

# What a line about a paragraph shows, with the heading of the column.
_COLUMNS = {
    "words": "lexicon_count",
    "sentences": "sentence_count",
    "words/sent.": "words_per_sentence",
    "syll./word": "avg_syllables_per_word",
    "ease": "flesch_reading_ease",
    "grade": "flesch_kincaid_grade",
    "fog": "gunning_fog",
    "smog": "smog_index",
    "Dale–Chall": "dale_chall_readability_score",
    "hard words": "difficult_words",
}

_WHOLE = frozenset(("words", "sentences", "hard words"))


def run(options: argparse.Namespace) -> int:
    """Print the figures; 2 if a text could not be read, or if textstat is asked for and not installed."""
    try:
        read_config(options)
        engine, name = _engine(options.engine)
        results = [(source.path, _figures(read(source), engine)) for source in _sources(options.paths)]
    except (UsageError, FileError, TextstatUnavailableError) as error:
        complain(error)
        return 2
    if options.output_format == "json":
        data = [{"path": path, "engine": name, **figures} for path, figures in results]
        print_pieces([json.dumps(data, indent=2) + "\n"])
    else:
        lines = (line for path, figures in results for line in _lines(path, figures, options.paragraphs))
        print_pieces(["".join(line + "\n" for line in lines)])
    return 0 if results else 2


def _engine(wanted: str) -> tuple[Engine, str]:
    """The function that gives the figures, and its name: textstat where it is installed, or our own, which are equal."""
    if wanted != "own":
        try:
            profile("")
        except TextstatUnavailableError:
            if wanted == "textstat":
                raise
        else:
            return profile, "textstat"
    return measure, "copydesk"


def _sources(paths: list[str]) -> Iterator[Source]:
    if paths == ["-"]:
        yield read_bytes("<stdin>", read_input())
        return
    for path in find_files(paths, Search(Path.cwd())):
        try:
            yield read_file(path)
        except FileError as error:
            raise UsageError(f"{path}: {error}") from None


def _figures(document: Document, engine: Engine) -> dict[str, Any]:
    """The figures of the running text, of each block of prose, and the longest sentence."""
    running = running_text(document)
    longest = summarize(document, tally(running))
    paragraphs = [
        {
            "line": _line(document, block.start, block.end),
            "kind": block.kind,
            **engine(document.text[block.start : block.end]),
        }
        for block in document.blocks
        if block.kind in PROSE_KINDS
    ]
    line = document.source.lines.position(longest.at).line
    sentence = {"words": longest.longest, "line": line} if longest.longest else None
    return {"article": engine(running), "longest_sentence": sentence, "paragraphs": paragraphs}


def _line(document: Document, start: int, end: int) -> int:
    return document.source.lines.position(document.span(start, end).start).line


def _lines(path: str, figures: Mapping[str, Any], paragraphs: bool) -> Iterator[str]:  # noqa: FBT001 - an option
    yield visible(path)
    for name, value in figures["article"].items():
        yield f"  {name.replace('_', ' '):<32} {value:>10.2f}"
    if sentence := figures["longest_sentence"]:
        yield f"  {'longest sentence':<32} {sentence['words']:>10} words, line {sentence['line']}"
    if paragraphs and figures["paragraphs"]:
        yield ""
        yield f"  {'line':>5}  " + "  ".join(_COLUMNS)
        for row in figures["paragraphs"]:
            cells = (f"{row[name]:>{len(head)}.{0 if head in _WHOLE else 1}f}" for head, name in _COLUMNS.items())
            yield f"  {row['line']:>5}  " + "  ".join(cells)
