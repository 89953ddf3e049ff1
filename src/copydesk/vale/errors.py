"""What is wrong with a Vale configuration or rule."""

from __future__ import annotations


class ValeError(ValueError):
    """Something in a .vale.ini, a style or a vocabulary that cannot be used: file, line (from 1) and one sentence."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason
