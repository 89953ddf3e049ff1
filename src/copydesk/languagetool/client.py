"""Requests to a LanguageTool server over plain HTTP, none of which can hang, wander off or fill the memory."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

CONNECT_SECONDS = 2.0
MAX_REPLY = 8_000_000
_CHUNK = 65_536


class ServerError(Exception):
    """The server did not do what it was asked; the message is one line."""


class Address(NamedTuple):
    """Where a server listens. `prefix` is the path before /v2, without a slash at its end."""

    host: str
    port: int
    secure: bool = False
    prefix: str = ""

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{self.prefix}"


def parse_address(text: str) -> Address:
    """An address from http://host:port/path; /v2 at its end may be left out. Raises ValueError with one clear line."""
    complaint = f"{text!r} is no address of a server; write one such as http://127.0.0.1:8081"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError(complaint) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError(complaint)
    secure = parts.scheme == "https"
    prefix = parts.path.rstrip("/").removesuffix("/check").removesuffix("/v2")
    return Address(parts.hostname, port or (443 if secure else 80), secure, prefix)


class Deadline:
    """A moment by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until then. Raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._end


def check(address: Address, fields: dict[str, str], deadline: Deadline) -> dict[str, Any]:
    """The server's answer to /v2/check. Raises ServerError."""
    reply = _json(address, _exchange(address, "POST", "/v2/check", urlencode(fields).encode(), deadline))
    if not isinstance(reply.get("matches"), list):
        raise ServerError(f"what answers at {address} is no LanguageTool server")
    return reply


def is_healthy(address: Address, seconds: float = CONNECT_SECONDS) -> bool:
    """True if a LanguageTool server answers there within the time."""
    try:
        return _exchange(address, "GET", "/v2/healthcheck", None, Deadline(seconds)).strip() == b"OK"
    except ServerError:
        return False


def _exchange(address: Address, method: str, path: str, body: bytes | None, deadline: Deadline) -> bytes:
    """One request. http.client follows no redirect and knows no proxy."""
    connection = _connection(address)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    try:
        connection.timeout = min(CONNECT_SECONDS, deadline.left)
        connection.connect()
        connection.sock.settimeout(None)
        with _cut_off(connection.sock, deadline):
            connection.request(method, address.prefix + path, body, headers)
            response = connection.getresponse()
            data = _read(response)
    except ConnectionRefusedError:
        raise ServerError(f"no server answers at {address}") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = isinstance(error, TimeoutError) or deadline.is_over
        what = "did not answer in time" if late else f"failed: {_one_line(error)}"
        raise ServerError(f"the server at {address} {what}") from None
    finally:
        connection.close()
    if response.status != http.client.OK:
        said = _one_line(data[:200].decode("utf-8", "replace"))
        raise ServerError(f"the server at {address} says {response.status}: {said}")
    return data


@contextmanager
def _cut_off(sock: socket.socket, deadline: Deadline) -> Iterator[None]:
    """Shuts the connection at the deadline: a time limit on each read would let a slow drip go on for ever."""

    def cut() -> None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(deadline.left, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
        if deadline.is_over:
            raise TimeoutError
    finally:
        timer.cancel()


def _connection(address: Address) -> http.client.HTTPConnection:
    # The name is not looked up: whoever controls the answer could send the draft elsewhere.
    host = "127.0.0.1" if address.host == "localhost" else address.host
    make = http.client.HTTPSConnection if address.secure else http.client.HTTPConnection
    return make(host, address.port)


def _read(response: http.client.HTTPResponse) -> bytes:
    parts, size = [], 0
    while chunk := response.read1(_CHUNK):
        size += len(chunk)
        if size > MAX_REPLY:
            raise ValueError(f"its answer is longer than {MAX_REPLY:,} bytes")
        parts.append(chunk)
    return b"".join(parts)


def _json(address: Address, data: bytes) -> dict[str, Any]:
    try:
        reply = json.loads(data)
    except (ValueError, RecursionError):
        reply = None
    if not isinstance(reply, dict):
        raise ServerError(f"what answers at {address} is no LanguageTool server")
    return reply


def _one_line(error: object) -> str:
    return " ".join(str(error).split()) or type(error).__name__
