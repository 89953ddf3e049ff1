"""Paths as URI references."""

from __future__ import annotations

import re
from urllib.parse import quote

_DRIVE = re.compile(r"[A-Za-z]:/")


def uri(path: str) -> str:
    """A path with forward slashes, percent-encoded; absolute ones as file:, bytes that are no UTF-8 as they are."""
    if path.startswith("/"):
        return "file://" + quote(_bytes(path), safe="/~")
    if _DRIVE.match(path):
        return "file:///" + quote(_bytes(path), safe="/~:")
    return quote(_bytes(path), safe="/~")


def _bytes(path: str) -> bytes:
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a surrogate that stands for no byte: a name from Windows, or made up
        return path.encode("utf-8", "surrogatepass")
