"""Regular expressions that an earlier process has compiled.

A check of one article needs some 270 of them, and compiling those takes 45 ms: a third of the run. What `re` makes of an
expression is a row of numbers for its own machine; with the rows kept in the user's cache folder they are ready in one.
That reaches for two private modules of CPython (`re._compiler`, or `sre_compile` before 3.11, and `_sre`), so it is done
for the program alone, never for who imports copydesk, and not at all where the modules are not what they are known to be.
The machine looks each row over before it takes it. The file is a line of JSON that says what lies behind it, and the units
of all rows, one behind the other.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Callable, Mapping
from importlib import import_module
from itertools import accumulate
from typing import Any, NamedTuple

from copydesk.cache import load_bytes, store_bytes

_UNIT = "I"
# A row is a few hundred units; half a million of them are 2 MB. Beyond that, only what the last process used is kept,
# and of what that made anew no more than this.
_MOST_UNITS = 500_000
# The file is written anew for this many new units, which take 2 ms to compile: not for each name that a rule looks for.
_WORTH_UNITS = 4_000


# The expression and the flags that are asked for.
_Key = tuple[str, int]


class Row(NamedTuple):
    """What `re` makes of one expression.

    flags   those asked for and those that the expression sets
    code    the units of the machine
    groups  how many there are
    names   of groups to their numbers
    """

    flags: int
    code: array[int]
    groups: int
    names: Mapping[str, int]


class Memory:
    """Compiles like `re`, what it knows without compiling. What it meets is kept by `store`."""

    def __init__(self, compiler: Any, machine: Any) -> None:
        self._compiler, self._machine = compiler, machine
        self._compile: Callable[[Any, int], re.Pattern[Any]] = compiler.compile
        version = ".".join(map(str, sys.version_info[:3]))
        self._name = f"expressions-{sys.implementation.cache_tag}-{version}-{machine.MAGIC}-{sys.byteorder}.bin"
        self._kept = _Kept.of(load_bytes(self._name))
        self._met: dict[_Key, Row] = {}
        self._new = 0

    def compile(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        """The expression, as `re.compile` makes it. Raises re.error as that does."""
        flags = int(flags)
        if not isinstance(pattern, str) or flags & re.DEBUG:
            return self._compile(pattern, flags)
        key = (pattern, flags)
        row = self._met.get(key) or self._kept.row(key)
        try:
            if row is None:
                if self._new > _MOST_UNITS:  # a long run that makes expressions of what it reads
                    return self._compile(pattern, flags)
                row = self._row(pattern, flags)
            found = self._ready(pattern, row)
        except (RuntimeError, OverflowError, TypeError, AttributeError, IndexError):  # the machine refuses the row
            row, found = self._row(pattern, flags), self._compile(pattern, flags)
        self._met[key] = row
        return found

    def store(self) -> None:
        """Keep what was met in this process, if that is worth a file."""
        if self._new < _WORTH_UNITS:
            return
        kept = {**self._kept.rows(), **self._met}
        if sum(len(row.code) for row in kept.values()) > _MOST_UNITS:
            kept = self._met
        store_bytes(self._name, _packed(kept))

    def _row(self, pattern: str, flags: int) -> Row:
        # Both modules named the parser of the other in the same way in all versions.
        parser = getattr(self._compiler, "_parser", None) or self._compiler.sre_parse
        tree = parser.parse(pattern, flags)
        code = self._compiler._code(tree, flags)
        self._new += len(code)
        state = tree.state
        return Row(flags | state.flags, array(_UNIT, code), state.groups - 1, dict(state.groupdict))

    def _ready(self, pattern: str, row: Row) -> re.Pattern[Any]:
        names: list[str | None] = [None] * (row.groups + 1)
        for name, number in row.names.items():
            names[number] = name
        found: re.Pattern[Any] = self._machine.compile(
            pattern, row.flags, row.code.tolist(), row.groups, dict(row.names), tuple(names)
        )
        return found


def remember_expressions() -> Callable[[], None]:
    """From now on `re` compiles in this process by what earlier ones have left. Returns what stores it for the next."""
    compiler, machine = _parts()
    if compiler is None:
        return lambda: None
    memory = Memory(compiler, machine)
    compiler.compile = memory.compile
    return memory.store


def _parts() -> tuple[Any, Any]:
    """The compiler and the machine of `re`, or nothing where they are others than are known."""
    if sys.implementation.name != "cpython" or not (3, 10) <= sys.version_info[:2] <= (3, 14):
        return None, None
    compiler = import_module("re._compiler" if sys.version_info >= (3, 11) else "sre_compile")
    machine = import_module("_sre")
    return (compiler, machine) if array(_UNIT).itemsize == machine.CODESIZE else (None, None)


def _packed(rows: Mapping[_Key, Row]) -> bytes:
    heads = [[*key, row.flags, row.groups, row.names, len(row.code)] for key, row in rows.items()]
    return json.dumps(heads).encode() + b"\n" + b"".join(row.code.tobytes() for row in rows.values())


class _Kept:
    """What a file holds. Rows are made as they are asked for: a run needs a part of them."""

    def __init__(self, heads: list[Any], units: array[int]) -> None:
        self._heads, self._units = heads, units
        self._starts = list(accumulate((length for *_, length in heads), initial=0))
        self._places = {(pattern, asked): place for place, (pattern, asked, *_) in enumerate(heads)}

    @classmethod
    def of(cls, data: bytes | None) -> _Kept:
        """What the bytes of a file say; nothing, if it is not one of these."""
        units = array(_UNIT)
        try:
            head, _, body = (data or b"").partition(b"\n")
            units.frombytes(body)
            return cls(json.loads(head), units)
        except (ValueError, TypeError, RecursionError):
            return cls([], units)

    def row(self, key: _Key) -> Row | None:
        """The row of an expression."""
        place = self._places.get(key)
        if place is None:
            return None
        _, _, flags, groups, names, length = self._heads[place]
        start = self._starts[place]
        return Row(flags, self._units[start : start + length], groups, names)

    def rows(self) -> dict[_Key, Row]:
        """All of them."""
        return {key: row for key in self._places if (row := self.row(key))}
