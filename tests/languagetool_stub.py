"""A stand-in for a LanguageTool server: answers as it is told to. As a program it takes the options that Java gets."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

Reply = Callable[[BaseHTTPRequestHandler, dict[str, str]], None]


def found(source: str, words: str, **more: Any) -> dict[str, Any]:
    """One match as the server writes it: on the first place of `words`, counted in UTF-16 units."""
    at = source.index(words)
    length = len(words.encode("utf-16-le")) // 2
    entry = {
        "message": "This is wrong.",
        "offset": len(source[:at].encode("utf-16-le")) // 2,
        "length": length,
        "replacements": [{"value": "right"}],
        "context": {"text": words, "offset": 0, "length": length},
        "rule": {"id": "SOME_RULE", "issueType": "grammar", "category": {"id": "GRAMMAR", "name": "Grammar"}},
    }
    return {**entry, **more}


def source_of(fields: dict[str, str]) -> str:
    """The text that a request carries, markup included."""
    return "".join(p.get("text", p.get("markup", "")) for p in json.loads(fields["data"])["annotation"])


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def answer(*matches: dict[str, Any], incomplete: bool = False) -> Reply:
    body = json.dumps({"matches": matches, "warnings": {"incompleteResults": incomplete}}).encode()
    return lambda handler, fields: send(handler, body)


def on_words(words: str, **more: Any) -> Reply:
    """Reports every first place of the words."""

    def reply(handler: BaseHTTPRequestHandler, fields: dict[str, str]) -> None:
        source = source_of(fields)
        answer(*([found(source, words, **more)] if words in source else []))(handler, fields)

    return reply


class Stub:
    """A server on a free port of the loopback address; `asked` holds the fields of the requests."""

    def __init__(self, reply: Reply, port: int = 0) -> None:
        self.asked: list[dict[str, str]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                send(self, b"OK")

            def do_POST(self) -> None:
                data = self.rfile.read(int(self.headers["Content-Length"])).decode()
                fields = {name: values[0] for name, values in parse_qs(data, keep_blank_values=True).items()}
                stub.asked.append(fields)
                reply(self, fields)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


@contextmanager
def serving(reply: Reply) -> Iterator[Stub]:
    stub = Stub(reply)
    thread = Thread(target=stub.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield stub
    finally:
        stub.server.shutdown()
        stub.server.server_close()
        thread.join()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if "--fail" in arguments:
        sys.exit("Exception: the port is taken")
    if "--hang" in arguments:
        time.sleep(60)
    Stub(answer(), int(arguments[arguments.index("--port") + 1])).server.serve_forever()
