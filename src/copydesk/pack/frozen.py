"""Rules as JSON data and back, for the cache: what was checked once need not be checked again."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from copydesk import rule as rule_module
from copydesk.diagnostic import Severity
from copydesk.kinds import kind_class
from copydesk.record import fields, is_record
from copydesk.rule import Lexicon, Rule

# Needed to explain and to test a rule, never to check a text.
_LEFT_OUT = ("examples",)


def to_data(rules: Iterable[Rule]) -> Any:
    """JSON-compatible data, fields at their default left out, each word list once."""
    lexicons: list[Lexicon] = []
    frozen = [[rule.kind, _fields(rule, lexicons)] for rule in rules]
    return {"lexicons": [[lexicon.path, lexicon.data] for lexicon in lexicons], "rules": frozen}


def from_data(data: Any) -> tuple[Rule, ...]:
    """The rules again, without their examples. Raises KeyError, TypeError or ValueError for data that is not ours."""
    lexicons = [Lexicon(path, entries) for path, entries in data["lexicons"]]
    rules = []
    for kind, values in data["rules"]:
        cls = kind_class(kind)
        rules.append(cls(**{name: _thawed(cls, value, lexicons) for name, value in values.items()}))
    return tuple(rules)


def _fields(record: Any, lexicons: list[Lexicon]) -> dict[str, Any]:
    return {
        f.name: _frozen(getattr(record, f.name), lexicons)
        for f in fields(record)
        if f.name not in _LEFT_OUT and getattr(record, f.name) != f.default
    }


def _frozen(value: Any, lexicons: list[Lexicon]) -> Any:
    if isinstance(value, Severity):
        return {"$": "Severity", "label": value.label}
    if isinstance(value, Lexicon):
        if value not in lexicons:
            lexicons.append(value)
        return {"$": "Lexicon", "number": lexicons.index(value)}
    if is_record(value):
        return {"$": type(value).__name__, "fields": _fields(value, lexicons)}
    if isinstance(value, Mapping):
        return {"$": "Mapping", "items": {key: _frozen(item, lexicons) for key, item in value.items()}}
    if isinstance(value, tuple):
        return [_frozen(item, lexicons) for item in value]
    return value


def _thawed(cls: type[Rule], value: Any, lexicons: list[Lexicon]) -> Any:
    if isinstance(value, list):
        return tuple(_thawed(cls, item, lexicons) for item in value)
    if not isinstance(value, dict):
        return value
    name = value["$"]
    if name == "Severity":
        return Severity.from_label(value["label"])
    if name == "Lexicon":
        return lexicons[value["number"]]
    if name == "Mapping":
        return {key: _thawed(cls, item, lexicons) for key, item in value["items"].items()}
    record = getattr(rule_module, name, None) or getattr(sys.modules[cls.__module__], name, None)
    if not (isinstance(record, type) and is_record(record)):
        raise ValueError(f"no record {name!r}")
    return record(**{key: _thawed(cls, item, lexicons) for key, item in value["fields"].items()})
