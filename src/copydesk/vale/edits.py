"""What the actions of Vale's rules make of a match."""

from __future__ import annotations

import re

from copydesk.vale.definition import Action
from copydesk.vale.dialect import compiled


def suggestions(action: Action, match: str) -> list[str]:
    """What may be put in the place of the match."""
    if action.name == "replace":
        return list(action.params)
    if action.name == "remove":
        return [""]
    if action.name == "convert" and action.params[:1] == ("simple",):
        return [_simple(match)]
    if action.name == "edit":
        return _edited(action.params, match)
    return []


def _simple(text: str) -> str:
    parts = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s]|_", " ", parts)).strip().lower()


def _edited(params: tuple[str, ...], match: str) -> list[str]:
    name, given = params[0] if params else "", params[1:]
    text = match
    if name == "regex" and len(given) >= 2:
        replacement = re.sub(r"\$(\d+|\{\w+\})", lambda m: rf"\g<{m[1].strip('{}')}>", given[1].replace("\\", r"\\"))
        text = compiled(given[0]).sub(replacement, match)
    elif name in ("trim", "trim_left", "trim_right") and given:
        strip = {"trim": str.strip, "trim_left": str.lstrip, "trim_right": str.rstrip}[name]
        text = strip(match, given[0])
    elif name in ("remove", "truncate") and given:
        text = match.replace(given[0], "") if name == "remove" else match.split(given[0])[0]
    elif name == "split" and len(given) >= 2:
        parts = match.split(given[0])
        text = parts[int(given[1])] if given[1].isdigit() and int(given[1]) < len(parts) else match
    return [text.strip()]
