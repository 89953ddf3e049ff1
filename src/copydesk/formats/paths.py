"""Paths as the consumers of a report want them: relative to the root, forward slashes, no `./`."""

from __future__ import annotations

import os


def relative(path: str, root: str) -> str:
    """The path below `root`; one elsewhere, or a name that is no path ("-"), stays as it is, with forward slashes."""
    path, root = path.replace(os.sep, "/"), root.replace(os.sep, "/").rstrip("/") + "/"
    path = path.removeprefix(root)
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path
