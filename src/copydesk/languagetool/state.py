"""What is known of the server that `copydesk languagetool start` runs: one for each user, in a folder only they can write.

Whether it runs is told by a lock that its keeper holds, not by a number in a file: when the keeper ends, however it ends,
the system lets go of the lock, and what the file says counts no more.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from copydesk.folders import cache_folder
from copydesk.languagetool.client import Address


class StateError(Exception):
    """The folder of the state cannot be used; the message is one line."""


class Running(NamedTuple):
    """A server that answers. `started` is in seconds since 1970, `keeper` the process that looks after it."""

    port: int
    keeper: int
    folder: str
    started: float
    idle_minutes: float

    @property
    def address(self) -> Address:
        return Address("127.0.0.1", self.port)


class State:
    """The files of one folder: lock, server.json, stop, used, server.log."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache_folder() / "languagetool"
        self.log = self.folder / "server.log"
        self._server = self.folder / "server.json"
        self._stop = self.folder / "stop"
        self._used = self.folder / "used"

    def make(self) -> None:
        """Make the folder, for this user alone. Raises StateError if others could write to it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            about = self.folder.stat()
        except OSError as error:
            raise StateError(f"{self.folder}: cannot be used: {error.strerror}") from None
        if sys.platform != "win32" and (about.st_uid != os.getuid() or stat.S_IMODE(about.st_mode) & 0o022):
            raise StateError(f"{self.folder}: belongs to somebody else or can be written by others; remove it")

    def lock(self) -> IO[bytes] | None:
        """The lock, held until the file is closed or the process ends; None if another process holds it."""
        file = (self.folder / "lock").open("ab")
        if _locked(file):
            return file
        file.close()
        return None

    def running(self) -> Running | None:
        """The server that runs now. Raises StateError for a folder that is not to be trusted."""
        if not self._server.is_file():
            return None
        self.make()
        try:
            data = json.loads(self._server.read_bytes())
            found = Running(**data)
        except (OSError, ValueError, TypeError):
            return None
        return found if self.is_kept() else None

    def is_kept(self) -> bool:
        """True if a keeper is alive, be its server ready or not."""
        lock = self.lock()
        if lock is None:
            return True
        lock.close()
        return False

    def write(self, running: Running) -> None:
        part = self.folder / f".server-{os.getpid()}"
        part.write_text(json.dumps(running._asdict()), encoding="utf-8")
        part.replace(self._server)
        self.touch()

    def clear(self) -> None:
        """Forget the server and what was asked of it; for the keeper alone."""
        for path in (self._server, self._stop):
            path.unlink(missing_ok=True)

    def ask_to_stop(self) -> None:
        self._stop.touch()

    @property
    def is_to_stop(self) -> bool:
        return self._stop.exists()

    def touch(self) -> None:
        """The server has been used just now."""
        with suppress(OSError):
            self._used.touch()

    def idle_seconds(self) -> float:
        """How long nobody has used the server: by our own mark, and by its log, into which others' requests go, too."""
        last = 0.0
        for path in (self._used, self.log):
            with suppress(OSError):
                last = max(last, path.stat().st_mtime)
        return time.time() - last


def _locked(file: IO[bytes]) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
