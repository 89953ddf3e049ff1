"""Apply safe fixes to a file: a reader or a crash sees the old file or the new one, never a part."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from copydesk.cli.complaint import complain
from copydesk.files import FileError, read_file
from copydesk.fix import apply
from copydesk.run import Setup, check_source
from copydesk.text import Source

# Fixing one finding may uncover another; what has not come to rest by then is left to the writer.
MAX_PASSES = 10


def fix_file(path: Path, setup: Setup) -> int:
    """Apply the safe fixes until none is left; returns how many were applied. A file that cannot be read is left alone."""
    if path.is_symlink():
        complain(f"{path}: not fixed: a symbolic link; name the file itself")
        return 0
    try:
        source = read_file(path)
    except FileError:
        return 0  # told when the file is checked
    text, count = _fixed(source, setup)
    if not count:
        return 0
    try:
        if read_file(path).text != source.text:
            complain(f"{path}: not fixed: it was changed meanwhile; run again")
            return 0
        _replace(path, source.to_bytes(text))
    except (OSError, FileError) as error:
        complain(f"{path}: not fixed: {error}")
        return 0
    return count


def _fixed(source: Source, setup: Setup) -> tuple[str, int]:
    text, count = source.text, 0
    for _ in range(MAX_PASSES):
        report = check_source(Source(source.path, text), setup)
        done = apply(text, report.diagnostics, which="safe")
        if not done.applied:
            break
        text, count = done.text, count + len(done.applied)
    return text, count


def _replace(path: Path, data: bytes) -> None:
    path = path.resolve()  # a link stays one
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".copydesk-")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(stat.S_IMODE(path.stat().st_mode))
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
