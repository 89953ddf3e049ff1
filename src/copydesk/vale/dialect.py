r"""Patterns as Vale writes them (regexp2, a .NET dialect) → patterns as Python reads them."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

_FLAGS = re.compile(r"\(\?([imsnx]*)(?:-([imsnx]+))?\)")
_POSIX = {
    "alpha": "a-zA-Z", "digit": "0-9", "alnum": "a-zA-Z0-9", "upper": "A-Z", "lower": "a-z", "space": r"\s",
    "punct": r"!-/:-@\[-`{-~", "word": r"\w", "xdigit": "0-9A-Fa-f",
}  # fmt: skip
# Vale's classes are those of RE2, which know ASCII only; its \b knows all letters, as Python's does.
_CLASSES = {r"\w": "0-9A-Za-z_", r"\d": "0-9", r"\s": r"\t\n\f\r "}
# All but ASCII, without the two letters that are s and k where case is ignored.
_FOREIGN = r"\x80-\u017e\u0180-\u2129\u212b-\U0010ffff"
_OTHERS = {
    r"\W": r"\x00-/:-@\[-\^`{-\x7f" + _FOREIGN, r"\D": r"\x00-/:-\x7f" + _FOREIGN,
    r"\S": r"\x00-\x08\x0b\x0e-\x1f!-\x7f" + _FOREIGN,
}  # fmt: skip
GAP = r"[\t\n\f\r ]+"
# What Python cannot read at all, or reads otherwise.
_ODD = re.compile(r"\(\?[<imsnx-]|\\[zZxwWdDsS]|\[\[:|\(\?P<")


def translated(pattern: str) -> str:
    """The pattern for Python's `re` or, where that refuses it, for the module `regex`."""
    return translate(pattern)[0]


def translate(pattern: str) -> tuple[str, str]:
    """The same, and the flags that a `(?i)` in the pattern leaves switched on for what would be put behind it by `|`."""
    if not _ODD.search(pattern):
        return pattern, ""
    return _Translator(pattern).run()


class _Translator:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.out: list[str] = []
        # For each open group the flag groups opened in it: they end with it, and begin anew behind each `|`.
        self.flags: list[list[str]] = [[]]

    def run(self) -> tuple[str, str]:
        pattern = self.pattern
        while self.at < len(pattern):
            self._step(pattern[self.at])
        self.out.append(")" * len(self.flags[0]))
        return "".join(self.out), "".join(self.flags[0])

    def _step(self, sign: str) -> None:
        if sign == "\\":
            self._escape()
        elif sign == "[":
            self._set()
        elif sign == "(":
            self._open()
        elif sign == ")":
            if len(self.flags) > 1:
                self._write(")" * len(self.flags.pop()))
            self._write(")", 1)
        elif sign == "|":
            here = self.flags[-1]
            self._write(")" * len(here) + "|" + "".join(here), 1)
        else:
            self._write(sign, 1)

    def _write(self, text: str, length: int = 0) -> None:
        self.out.append(text)
        self.at += length

    def _escape(self) -> None:
        two = self.pattern[self.at : self.at + 2]
        if two in _CLASSES or two in _OTHERS:
            inner = _CLASSES.get(two) or _CLASSES[two.lower()]
            self._write(f"[{inner}]" if two in _CLASSES else f"[^{inner}]", 2)
        elif two == r"\z":
            self._write(r"\Z", 2)
        elif two == r"\Z":
            self._write(r"(?=\n?\Z)", 2)
        elif found := re.compile(r"\\x\{([0-9a-fA-F]+)\}").match(self.pattern, self.at):
            self._write(re.escape(chr(int(found[1], 16))), len(found[0]))
        else:
            self._write(two, 2)

    def _set(self) -> None:
        start = self.at
        self._write("[", 1)
        if self.pattern.startswith("^", self.at):
            self._write("^", 1)
        if self.pattern.startswith("]", self.at):
            self._write(r"\]", 1)
        while self.at < len(self.pattern) and self.pattern[self.at] != "]":
            posix = re.compile(r"\[:(\w+):\]").match(self.pattern, self.at)
            if posix and posix[1] in _POSIX:
                self._write(_POSIX[posix[1]], len(posix[0]))
            elif (two := self.pattern[self.at : self.at + 2]) in _CLASSES or two in _OTHERS:
                self._write(_CLASSES.get(two) or _OTHERS[two], 2)
            elif self.pattern[self.at] == "\\":
                self._escape()
            elif self.pattern[self.at] == "[":
                self._write(r"\[", 1)
            else:
                self._write(self.pattern[self.at], 1)
        self._write("]", 1)
        if self.at > len(self.pattern):
            raise re.error("a set that is not closed", self.pattern, start)

    def _open(self) -> None:
        flags = _FLAGS.match(self.pattern, self.at)
        if flags:
            on = "".join(flag for flag in flags[1] if flag != "n")
            off = f"-{flags[2]}" if flags[2] else ""
            self.at = flags.end()
            if on or off:
                self.flags[-1].append(f"(?{on}{off}:")
                self._write(f"(?{on}{off}:")
            return
        self.flags.append([])
        if self.pattern.startswith("(?<", self.at) and self.pattern[self.at + 3 : self.at + 4] not in ("=", "!"):
            self._write("(?P<", 3)
        else:
            self._write("(", 1)


@cache
def compiled(pattern: str, flags: int = 0) -> Any:
    """A translated pattern made ready. Raises ValueError with the reason if nothing here can read it."""
    source = translated(pattern)
    try:
        return re.compile(source, flags)
    except re.error as first:
        try:
            regex = import_module("regex")
        except ImportError:
            raise ValueError(f"{first}; the module `regex` may read it: pip install 'copydesk[vale]'") from None
        try:
            return regex.compile(source, flags | regex.V0)
        except regex.error as error:
            raise ValueError(str(error)) from None


def wrap_spaces(pattern: str, gap: str = GAP) -> str:
    """The pattern with `gap` for each run of spaces between words, so that a phrase is found across a line end."""
    if (" " not in pattern and "\t" not in pattern) or "(?x" in pattern:
        return pattern
    out, at, inside = [], 0, False
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\" and at + 1 < len(pattern):
            out.append(pattern[at : at + 2])
            at += 2
            continue
        if inside:
            inside = sign != "]"
            out.append(sign)
        elif sign == "[":
            inside = True
            out.append(sign)
        elif sign in " \t":
            end = at
            while end < len(pattern) and pattern[end] in " \t":
                end += 1
            out.append(pattern[at:end] if pattern[end : end + 1] in tuple("*+?{") else gap)
            at = end
            continue
        else:
            out.append(sign)
        at += 1
    return "".join(out)
