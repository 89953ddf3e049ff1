"""What a YAML file holds, as copydesk reads it: strings, lists and mappings, each with its line."""

from __future__ import annotations

from typing import NamedTuple


class PackError(ValueError):
    """What is wrong with a file that a user wrote: one line that names file, line, what, and what to do."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class Scalar(NamedTuple):
    text: str
    line: int
    quoted: bool = False


class Items(NamedTuple):
    nodes: tuple[Node, ...]
    line: int


class Fields(NamedTuple):
    pairs: tuple[tuple[Scalar, Node], ...]
    line: int

    def get(self, name: str) -> Node | None:
        return next((node for key, node in self.pairs if key.text == name), None)


Node = Scalar | Items | Fields
