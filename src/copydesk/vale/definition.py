"""A rule as its file defines it, once inheritance and configuration are done with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from copydesk.vale.errors import ValeError

KINDS = (
    "capitalization", "conditional", "consistency", "existence", "occurrence", "repetition", "substitution",
    "readability", "spelling", "sequence", "metric", "script",
)  # fmt: skip
LEVELS = ("suggestion", "warning", "error")
_COMMON = frozenset(
    "extends message description level scope link limit action name path tests matchcase selector vocab".split()
)
_OWN = {
    "existence": "append exceptions ignorecase nonword raw tokens affix",
    "substitution": "swap ignorecase nonword exceptions capitalize pos affix",
    "occurrence": "token max min ignorecase",
    "repetition": "tokens max alpha ignorecase exceptions",
    "conditional": "first second exceptions ignorecase in",
    "capitalization": "match style exceptions indicators threshold prefix",
    "metric": "formula condition",
    "readability": "metrics grade",
    "sequence": "tokens ignorecase model exceptions",
    "script": "script",
}


class Action(NamedTuple):
    """What may be done about an alert."""

    name: str = ""
    params: tuple[str, ...] = ()


NOTHING = Action()


class Definition(NamedTuple):
    """The keys of a rule, in lower case; `data` holds those of its kind."""

    name: str
    path: str
    extends: str
    level: str
    message: str
    description: str = ""
    link: str = ""
    limit: int = 0
    scopes: tuple[str, ...] = ("text",)
    action: Action = NOTHING
    matchcase: bool = False
    data: Mapping[str, Any] = {}

    def flag(self, key: str, default: bool = False) -> bool:  # noqa: FBT001, FBT002
        """A key that is true or false."""
        value = self.data.get(key)
        return default if value is None else str(value).lower() in ("true", "yes", "on", "1", "y", "t")

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings; a single one counts as a list."""
        return as_strings(self.data.get(key))

    def text(self, key: str) -> str:
        """A string."""
        value = self.data.get(key)
        return "" if value is None else str(value)

    def number(self, key: str) -> float:
        """A number. Raises ValeError."""
        value = self.data.get(key)
        try:
            return float(value) if value not in (None, "") else 0.0
        except (TypeError, ValueError):
            raise ValeError(self.path, 1, f"'{key}' must be a number, not {value!r}") from None

    def mapping(self, key: str) -> dict[str, str]:
        """Strings by string."""
        value = self.data.get(key)
        return {str(k): "" if v is None else str(v) for k, v in value.items()} if isinstance(value, Mapping) else {}


def as_strings(value: Any) -> tuple[str, ...]:
    """A value of YAML as strings."""
    if value is None:
        return ()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple("" if item is None else str(item) for item in value)
    return (str(value),)


def define(name: str, path: str, keys: Mapping[str, Any]) -> Definition:
    """The definition in the keys of a rule's file (in any case). Raises ValeError for what Vale would refuse."""
    values = {key.lower(): value for key, value in keys.items()}
    extends = str(values.get("extends") or "")
    if extends not in KINDS:
        reason = "the key 'extends' is missing" if not extends else f"'extends' must be one of {', '.join(KINDS)}"
        raise ValeError(path, 1, reason)
    if values.get("message") is None:
        raise ValeError(path, 1, "the key 'message' is missing")
    level = values.get("level", "warning")
    if level not in LEVELS:
        raise ValeError(path, 1, f"'level' must be one of {', '.join(LEVELS)}, not {level!r}")
    if str(values.get("code", "")).lower() == "true":
        raise ValeError(path, 1, "`code` is deprecated; use `scope: raw` instead")
    _check_keys(path, extends, values)
    data = {key: value for key, value in values.items() if key not in _COMMON or key == "vocab"}
    return Definition(
        name, path, extends, level, str(values["message"]), str(values.get("description") or ""),
        str(values.get("link") or ""), _whole(path, "limit", values.get("limit")), _scopes(path, extends, values, data),
        _action(path, values.get("action")), str(values.get("matchcase", "")).lower() == "true", data,
    )  # fmt: skip


def _check_keys(path: str, extends: str, values: Mapping[str, Any]) -> None:
    own = _OWN.get(extends)
    for key in values:
        if own is not None and key not in _COMMON and key not in own.split():
            raise ValeError(path, 1, f"a rule that extends {extends} has no key {key!r}")


def _whole(path: str, key: str, value: Any) -> int:
    try:
        return int(value or 0)
    except (TypeError, ValueError):
        raise ValeError(path, 1, f"'{key}' must be a whole number, not {value!r}") from None


def _scopes(path: str, extends: str, values: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[str, ...]:
    scopes = as_strings(values.get("scope"))
    for scope in scopes:
        plain = "&" not in scope and not scope.removeprefix("~").startswith("doc(")
        if plain and " " in scope.removeprefix("~").split(".")[0]:
            raise ValeError(path, 1, f"the scope {scope!r} contains spaces")
    if extends == "sequence":
        kept = [scope for scope in scopes if scope != "text"]
        return tuple(f"sentence & {scope}" if "sentence" not in scope else scope for scope in kept) or ("sentence",)
    if extends in ("metric", "readability"):
        known = extends == "metric" or _known_metrics(data)
        return scopes if scopes and scopes != ("text",) else ("summary",) if known else ("text",)
    return scopes or ("text",)


READABILITY = ("Gunning Fog", "Coleman-Liau", "Flesch-Kincaid", "SMOG", "Automated Readability")


def _known_metrics(data: Mapping[str, Any]) -> bool:
    return all(metric in READABILITY for metric in as_strings(data.get("metrics")))


def _action(path: str, value: Any) -> Action:
    if value is None:
        return Action()
    if not isinstance(value, Mapping):
        raise ValeError(path, 1, "'action' must have a name and, if need be, params")
    keys = {str(key).lower(): item for key, item in value.items()}
    return Action(str(keys.get("name") or ""), as_strings(keys.get("params")))
