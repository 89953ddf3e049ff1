"""Which files to check, and what is in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.readers import SUFFIXES
from copydesk.record import record
from copydesk.text import DecodeError, Source

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_BYTES = 5_000_000
SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".tox", ".venv", "venv", "node_modules", "__pycache__", ".mypy_cache"}
)


class FileError(Exception):
    """A file that cannot be checked: the message is one line that says why and what to do."""


@record
class Search:
    """How to walk: `exclude` holds globs relative to `root`; files named outright are excluded only with `force`.

    `suffixes` are those of the files to find in folders; empty: all that some reader reads.
    """

    root: Path
    exclude: tuple[str, ...] = ()
    gitignore: bool = True
    force: bool = False
    suffixes: tuple[str, ...] = ()


def find_files(paths: Sequence[str], search: Search) -> Iterator[Path]:
    """The files to check, in the order of the paths, each once; folders are walked by name.

    Yields paths as they were given (relative stays relative). A path that does not exist is yielded too: reading it
    gives the error, so that it is told and counted as not checked.
    """
    seen: set[str] = set()
    for given in paths:
        path = Path(given)
        found = _walk(path, search) if path.is_dir() else _named(path, search)
        for file in found:
            key = os.path.realpath(file)
            if key not in seen:
                seen.add(key)
                yield file


def _named(path: Path, search: Search) -> Iterator[Path]:
    if not (search.force and _excluded(_spec(search.exclude), path, search.root)):
        yield path


def _walk(top: Path, search: Search) -> Iterator[Path]:
    spec = _spec(search.exclude)
    ignored = _GitIgnore(top) if search.gitignore else None
    suffixes = search.suffixes or SUFFIXES
    for folder, folders, names in os.walk(top, followlinks=False):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders
            if name not in SKIPPED_FOLDERS
            and not _excluded(spec, here / name, search.root, "/")
            and not (ignored and ignored.matches(here / name, "/"))
        )  # fmt: skip
        for name in sorted(names):
            path = here / name
            if path.suffix.lower() not in suffixes or _excluded(spec, path, search.root):
                continue
            if not (ignored and ignored.matches(path)):
                yield path


def _spec(globs: Iterable[str]) -> GitIgnoreSpec | None:
    globs = tuple(globs)
    if not globs:
        return None
    from pathspec import GitIgnoreSpec  # 10 ms that a run without globs need not pay

    return GitIgnoreSpec.from_lines(globs)


def _excluded(spec: GitIgnoreSpec | None, path: Path, root: Path, tail: str = "") -> bool:
    if spec is None:
        return False
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    return spec.match_file(relative + tail)


class _GitIgnore:
    """The .gitignore files from the repository's root down to the file's folder."""

    def __init__(self, top: Path) -> None:
        self._specs: dict[Path, GitIgnoreSpec | None] = {}
        resolved = top.resolve()
        self._root = next((folder for folder in (resolved, *resolved.parents) if (folder / ".git").exists()), None)

    def matches(self, path: Path, tail: str = "") -> bool:
        if self._root is None:
            return False
        full = path.resolve() if not path.is_symlink() else path.parent.resolve() / path.name
        for folder in full.parents:
            spec = self._spec_of(folder)
            if spec and spec.match_file(full.relative_to(folder).as_posix() + tail):
                return True
            if folder == self._root:
                break
        return False

    def _spec_of(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            file = folder / ".gitignore"
            self._specs[folder] = _spec(file.read_text("utf-8", "replace").split("\n")) if file.is_file() else None
        return self._specs[folder]


def read_file(path: Path) -> Source:
    """The text of a file. Raises FileError for one that cannot be read, is too big, or is not text."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileError("not a regular file; name a text file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileError(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    return read_bytes(path.as_posix(), data)


def read_bytes(path: str, data: bytes) -> Source:
    """The text of bytes that came from elsewhere. Raises FileError as read_file does."""
    if len(data) > MAX_BYTES:
        raise FileError(f"larger than {MAX_BYTES // 1_000_000} MB; split it")
    try:
        return Source.from_bytes(path, data)
    except DecodeError as error:
        raise FileError(str(error)) from None
