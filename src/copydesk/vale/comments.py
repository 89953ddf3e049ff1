"""Comments that switch rules off and on."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from copydesk.vale.blocks import Region


class Comments:
    """What comments have switched off, here and by region of the source."""

    _CONTROL = re.compile(r"vale (.+\..+|[^.]+) = (YES|NO|on|off)")
    _MATCHES = re.compile(r"vale (.+\..+)(\[.+\]) = (YES|NO)")
    _STYLES = re.compile(r"vale styles? = (.*)")

    def __init__(self, styles: Sequence[str]) -> None:
        self._styles = styles
        self._off: dict[str, bool] = {}
        self._open: dict[str, int] = {}
        self.regions: list[Region] = []
        self.now: frozenset[str] = frozenset()

    def read(self, text: str, at: int) -> None:
        """Takes note of a comment at a place of the source (-1 if that is not known)."""
        if not text.startswith("vale "):
            return
        if text == "vale off":
            self._set("off", True, at)
        elif text == "vale on":
            self._set("off", False, at)
        elif found := self._MATCHES.fullmatch(text):
            try:
                words = json.loads(found[2])
            except ValueError:
                return
            for word in words if isinstance(words, list) else ():
                self._set(f"{found[1]}[{word}]", found[3] == "NO", at)
        elif found := self._CONTROL.fullmatch(text):
            self._set(found[1], found[2] in ("NO", "off"), at)
        elif found := self._STYLES.fullmatch(text):
            kept = found[1].split(", ")
            for style in dict.fromkeys((*self._styles, *kept)):
                self._set(style, style not in kept, at)
        self.now = frozenset(key for key, off in self._off.items() if off)

    def _set(self, key: str, off: bool, at: int) -> None:  # noqa: FBT001  # private
        self._off[key] = off
        if at < 0:
            return
        if off:
            self._open.setdefault(key, at)
        elif key in self._open:
            self.regions.append(Region(key, self._open.pop(key), at))

    def finish(self, end: int) -> list[Region]:
        """All regions; those still open reach to the end."""
        return [*self.regions, *(Region(key, start, end) for key, start in self._open.items())]
