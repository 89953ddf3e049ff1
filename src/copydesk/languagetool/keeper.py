"""The process that looks after one server: starts it, says when it is ready, ends it when told to or when it is idle.

Run as `python -m copydesk.languagetool.keeper`, with its orders as JSON on standard input. It answers with one word on
standard output (READY, LOCKED or FAILED), closes it, and lives on by itself.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple, NoReturn

from copydesk.languagetool.client import Address, Deadline, ServerError, check, is_healthy
from copydesk.languagetool.state import Running, State

READY_SECONDS = 90.0
WARM_SECONDS = 60.0
POLL_SECONDS = 0.3
LOG_LIMIT = 5_000_000
READY, LOCKED, FAILED = "ready", "locked", "failed"
_GREETING = "This sentences makes the server read it's rules and recieve a warm start."

# The cache keeps what was said of sentences, the pipelines what a language needs: both make the second check a quick one.
PROPERTIES = """\
cacheSize=5000
pipelineCaching=true
maxPipelinePoolSize=20
pipelineExpireTimeInSeconds=86400
maxCheckTimeMillis=60000
maxTextLength=1000000
"""


class Orders(NamedTuple):
    """What to run: `port` 0 chooses a free one; `languages` are made warm before the server counts as ready."""

    state: str
    java: str
    jar: str
    memory: str
    port: int
    idle_minutes: float
    languages: list[str]


def main() -> None:
    """Keep one server until its end. LOCKED means that another keeper is at work, FAILED that the server did not start."""
    orders = Orders(**json.load(sys.stdin))
    if hasattr(os, "fork") and os.fork():
        os._exit(0)  # so that whoever asked has no child to wait for
    state = State(Path(orders.state))
    lock = _lock(state)
    if lock is None:
        _tell(LOCKED)
        return
    state.clear()
    signal.signal(signal.SIGTERM, _leave)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    state.log.write_bytes(b"")
    with lock, state.log.open("ab", buffering=0) as log:
        _keep(orders, state, log.fileno())


def _lock(state: State) -> IO[bytes] | None:
    """The lock; somebody who only looks whether it is held holds it for a moment, too."""
    for _ in range(10):
        if lock := state.lock():
            return lock
        time.sleep(0.05)
    return None


def _keep(orders: Orders, state: State, log: int) -> None:
    java, port = _start(orders, log)
    try:
        if _is_ready(java, port, orders):
            folder = str(Path(orders.jar).parent)
            state.write(Running(port, os.getpid(), folder, time.time(), orders.idle_minutes))
            _tell(READY)
            _wait(java, state, 60 * orders.idle_minutes)
        else:
            _tell(FAILED)
    finally:
        state.clear()
        _end(java)


def _tell(word: str) -> None:
    """Say it, and close what it is said on: that is what the other side waits for."""
    sys.stdout.write(word)
    sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _start(orders: Orders, log: int) -> tuple[subprocess.Popen[bytes], int]:
    port = orders.port or _free_port()
    properties = Path(orders.state) / "server.properties"
    properties.write_text(PROPERTIES, encoding="utf-8")
    # Without --public the server listens on the loopback address only.
    options = ["--config", str(properties), "--port", str(port)]
    java = subprocess.Popen(  # noqa: S603  # the user's own Java
        [orders.java, f"-Xmx{orders.memory}", "-jar", orders.jar, *options], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        cwd=orders.state, preexec_fn=_dying_with_parent(),
    )  # fmt: skip
    return java, port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _dying_with_parent() -> Callable[[], object] | None:
    """On Linux a server ends with its keeper even if that is killed: the system sees to it."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def _is_ready(java: subprocess.Popen[bytes], port: int, orders: Orders) -> bool:
    """Waits until the server answers and has read the rules of its languages."""
    address = Address("127.0.0.1", port)
    deadline = Deadline(READY_SECONDS)
    while not is_healthy(address, 1.0):
        if java.poll() is not None or deadline.is_over:
            return False
        time.sleep(0.1)
    for language in orders.languages:
        with suppress(ServerError):
            check(address, {"language": language, "text": _GREETING}, Deadline(WARM_SECONDS))
    return java.poll() is None


def _wait(java: subprocess.Popen[bytes], state: State, idle: float) -> None:
    while java.poll() is None and not state.is_to_stop and state.idle_seconds() < idle:
        time.sleep(POLL_SECONDS)
        with suppress(OSError):
            if state.log.stat().st_size > LOG_LIMIT:
                os.truncate(state.log, 0)


def _end(java: subprocess.Popen[bytes]) -> None:
    java.terminate()
    try:
        java.wait(5)
    except subprocess.TimeoutExpired:
        java.kill()
        java.wait()


def _leave(*_: object) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
