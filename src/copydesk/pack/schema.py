"""JSON Schemas of packs and config files, for editors; made from the same fields that loading checks."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Any, Literal, Union

from copydesk.diagnostic import Severity
from copydesk.kinds import KINDS, kind_class
from copydesk.pack.fields import type_hints
from copydesk.record import fields, is_record
from copydesk.rule import Lexicon, Rule

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def pack_schema() -> dict[str, Any]:
    """The schema of a pack file: one alternative for each kind of rule."""
    return {
        "$schema": _DRAFT,
        "title": "copydesk pack",
        "type": "object",
        "required": ["pack", "rules"],
        "additionalProperties": False,
        "properties": {
            "pack": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "about": {"type": "string"},
            "rules": {"type": "array", "items": {"oneOf": [_rule_schema(name) for name in sorted(KINDS)]}},
        },
    }


def record_schema(cls: type, title: str) -> dict[str, Any]:
    """The schema of a file whose keys are the fields of a record."""
    return {"$schema": _DRAFT, "title": title, **_object(cls)}


def _rule_schema(kind: str) -> dict[str, Any]:
    cls: type[Rule] = kind_class(kind)
    schema = _object(cls)
    schema["title"] = kind
    schema["description"] = (cls.__doc__ or "").partition("\n")[0]
    schema["properties"]["kind"] = {"const": kind}
    schema["properties"]["id"] = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
    schema["required"] = ["id", "kind", *(name for name in schema.get("required", []) if name != "id")]
    return schema


def _object(cls: type) -> dict[str, Any]:
    hints = type_hints(cls)
    of = fields(cls)
    required = [f.name for f in of if f.required]
    schema: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {f.name: _type(hints[f.name]) for f in of if f.name != "path"},
    }
    return {**schema, "required": required} if required else schema


def _type(hint: Any) -> dict[str, Any]:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return _type(next(a for a in args if a is not type(None)))
    if origin is tuple:
        return {"anyOf": [{"type": "array", "items": _type(args[0])}, _type(args[0])]}
    if origin is Literal:
        return {"enum": list(args)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _type(args[1])}
    if hint is Severity:
        return {"enum": [severity.label for severity in Severity]}
    if hint is Lexicon:
        return {"type": "string", "description": "path of a word list beside the pack"}
    if is_record(hint):
        return _object(typing.cast("type", hint))
    return {"type": {bool: "boolean", int: "integer", float: "number"}.get(hint, "string")}
