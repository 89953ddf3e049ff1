"""Where a report goes, and in what form."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from copydesk.cli.complaint import UsageError


def format_name(options: argparse.Namespace) -> str:
    """The format asked for; without one annotations inside GitHub Actions, and text elsewhere and in files."""
    in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
    return options.output_format or ("github" if in_actions and not options.output_file else "text")


def has_color(options: argparse.Namespace, name: str) -> bool:
    """Whether a report in the format is for a terminal that shows colours."""
    return name == "text" and not options.output_file and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def deliver(pieces: Iterable[str], options: argparse.Namespace) -> None:
    """Write a report to standard output, piece by piece, or to the file asked for. Raises UsageError."""
    if not options.output_file:
        stream = sys.stdout.buffer
        for piece in pieces:
            stream.write(piece.encode("utf-8", "backslashreplace"))
        stream.flush()
        return
    target = Path(options.output_file)
    text = "".join(pieces)
    part = target.with_name(f".{target.name}.part")
    try:
        # Whoever reads the file sees the old one or the whole new one.
        part.write_bytes(text.encode("utf-8", "backslashreplace"))
        part.replace(target)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror}") from None
