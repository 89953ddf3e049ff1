"""Where a report goes, and in what form."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from copydesk.cli.streams import print_pieces, write_file


def format_name(options: argparse.Namespace) -> str:
    """The format asked for; without one annotations inside GitHub Actions, and text elsewhere and in files."""
    in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
    return options.output_format or ("github" if in_actions and not options.output_file else "text")


def has_color(options: argparse.Namespace, name: str) -> bool:
    """Whether a report in the format is for a terminal that shows colours."""
    return name == "text" and not options.output_file and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def deliver(pieces: Iterable[str], options: argparse.Namespace) -> None:
    """Write a report to standard output, piece by piece, or to the file asked for. Raises UsageError."""
    if options.output_file:
        write_file(Path(options.output_file), "".join(pieces))
    else:
        print_pieces(pieces)
