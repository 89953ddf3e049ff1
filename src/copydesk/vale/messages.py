"""Messages with Go's verbs in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_VERB = re.compile(r"%(?:(%)|(?:\[(\d+)\])?([sdvqf])|(.?))", re.DOTALL)
_WRAP = re.compile(r"[ \t]*\n\s*")


def filled(message: str, values: Sequence[str]) -> str:
    """The message with its verbs filled in: %s and %d in turn, %[2]s by number, %% a sign; what is too much is dropped."""
    if "%" not in message:
        return message.replace("\n", " ")
    turn = 0
    out: list[str] = []
    at = 0
    for match in _VERB.finditer(message):
        out.append(message[at : match.start()])
        at = match.end()
        if match[1]:
            out.append("%")
        elif match[3]:
            if match[2]:
                turn = int(match[2]) - 1
            out.append(_shown(match[3], values, turn))
            turn += 1
        else:
            out.append(f"%!{match[4]}({'string=' + values[turn] if turn < len(values) else 'NOVERB'})")
    out.append(message[at:])
    return "".join(out).replace("\n", " ")


def _shown(verb: str, values: Sequence[str], turn: int) -> str:
    if turn < len(values):
        return unwrapped(values[turn]) if verb != "d" else values[turn]
    return "" if turn == len(values) else f"%!{verb}(BADINDEX)"


def unwrapped(text: str) -> str:
    """The text on one line, as the rule writes it."""
    return _WRAP.sub(" ", text) if "\n" in text else text


def listed(words: Sequence[str], conjunction: str = "or") -> str:
    """'a', 'b', or 'c'."""
    quoted = [f"'{word}'" for word in words]
    if len(quoted) < 3:
        return f" {conjunction} ".join(quoted)
    return ", ".join([*quoted[:-1], f"{conjunction} {quoted[-1]}"])
