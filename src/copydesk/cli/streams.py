"""Standard input and output, which a caller may have closed and a disk may refuse."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from copydesk.cli.complaint import UsageError


def open_streams() -> None:
    """Give a process that was started without standard output or standard error a place where they come to nothing."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # as long as the process
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def read_input() -> bytes:
    """All of standard input. Raises UsageError if it is closed or cannot be read."""
    if sys.stdin is None:
        raise UsageError("-: standard input is closed; name a file")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise UsageError(f"-: standard input cannot be read: {error.strerror}") from None


def print_pieces(pieces: Iterable[str]) -> None:
    """Write to standard output, piece by piece. Raises UsageError if it takes no more, BrokenPipeError if its reader has gone."""
    stream = sys.stdout.buffer
    for piece in pieces:
        data = piece.encode("utf-8", "backslashreplace")
        try:
            stream.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UsageError(f"standard output cannot be written: {error.strerror}") from None
    flush_output()


def flush_output() -> None:
    """What was written is out. Raises as `print_pieces`."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise UsageError(f"standard output cannot be written: {error.strerror}") from None


def drop_output() -> None:
    """What is still to be written comes to nothing: Python would complain once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(target: Path, text: str) -> None:
    """Put a text in a file. Whoever reads it sees the old one or the whole new one; a link stays one. Raises UsageError."""
    data = text.encode("utf-8", "backslashreplace")
    part: Path | None = None
    try:
        if target.exists() and not target.is_file():  # a device or a pipe, which nothing may take the place of
            target.write_bytes(data)
            return
        target = target.resolve()
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(data)
        part.replace(target)
    except (OSError, RuntimeError) as error:
        if part:
            part.unlink(missing_ok=True)
        raise UsageError(f"{target}: cannot be written: {getattr(error, 'strerror', None) or error}") from None
