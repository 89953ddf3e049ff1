"""How findings are written down. One module a format, imported when it is asked for; none reads or writes a file.

A format is a module with `write(reports, options) -> Iterator[str]`: pieces of the output in order. A text may hold
anything; a format is answerable for its consumer reading findings out of it and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

from copydesk.diagnostic import Report
from copydesk.formats.options import FormatOptions, RuleInfo

__all__ = ["FORMATS", "FormatOptions", "RuleInfo", "write"]

FORMATS: tuple[str, ...] = (
    "text",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "rdjson",
    "checkstyle",
    "junit",
    "unix",
    "vale-json",
    "html",
)


def write(name: str, reports: Iterable[Report], options: FormatOptions) -> Iterator[str]:
    """The output in pieces, to be joined as they are and encoded as UTF-8. Raises KeyError for an unknown format."""
    if name not in FORMATS:
        raise KeyError(name)
    module = import_module("copydesk.formats." + name.replace("-", "_"))
    pieces: Iterator[str] = module.write(reports, options)
    return pieces
