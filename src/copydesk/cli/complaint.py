"""What is said to the user when something cannot be done."""

from __future__ import annotations

import sys

from copydesk.text import visible


class UsageError(Exception):
    """Something that the user asked for cannot be done; the message is one line."""


def complain(message: object) -> None:
    """One line on standard error, with nothing in it that could move a cursor."""
    sys.stderr.write(f"copydesk: {visible(str(message)).replace(chr(10), ' ')}\n")
