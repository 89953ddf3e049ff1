"""The JSON Schemas of what `jsonl` and `json` write. `docs/schema` holds a copy of each, kept equal by a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from copydesk.diagnostic import Severity

SCHEMA_VERSION = "1.1"

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_COUNT: Schema = {"type": "integer", "minimum": 0}
_ORDINAL: Schema = {"type": "integer", "minimum": 1}
_STRING: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}

_PLACE: dict[str, Schema] = {
    "line": {**_ORDINAL, "description": "line of the first character, from 1; lines end at LF, CRLF or CR"},
    "column": {**_ORDINAL, "description": "code point of the first character in its line, from 1"},
    "end_line": {**_ORDINAL, "description": "line of the place just after the last character"},
    "end_column": {**_ORDINAL, "description": "column of the place just after the last character"},
    "start": {
        **_COUNT,
        "description": "code points of the file before the first character, byte-order mark not counted",
    },
    "end": {**_COUNT, "description": "code points of the file before the place just after the last character"},
}


def finding_schema() -> Schema:
    """A line of `jsonl`: a finding, a failure, or what was counted and not shown."""
    return {
        "$schema": _DIALECT,
        "$id": "urn:copydesk:schema:finding:1",
        "title": "A line of copydesk check --output-format jsonl",
        "anyOf": [
            {"title": "finding", **_object({"path": _path(), **_finding()}, optional=("link", "fix", "related"))},
            {"title": "not checked", **_object({"path": _path(), **_error()})},
            {"title": "not shown", **_object({"path": _path(), "hidden": _hidden()})},
        ],
    }


def report_schema() -> Schema:
    """The document of `json`."""
    file = {
        "path": _path(),
        "findings": _array(_object(_finding(), optional=("link", "fix", "related"))),
        "errors": _array(_object(_error())),
        "hidden": _hidden(),
        "suppressed": {**_COUNT, "description": "findings that a let-it-stand comment silenced"},
        "text": {**_object(_text()), "description": "figures of the running text; missing where it was not read"},
    }
    names = (
        "files",
        "clean",
        "findings",
        *(f"{s.label}s" for s in reversed(Severity)),
        "hidden",
        "suppressed",
        "not_checked",
        "words",
        "sentences",
        "longest_sentence",
    )
    summary = {
        **dict.fromkeys(names, _COUNT),
        "grade": {**_NUMBER, "description": "Flesch–Kincaid school grade of all texts together"},
        "findings_per_thousand_words": {"type": "number", "minimum": 0},
    }
    parts = {
        "schema_version": {"const": SCHEMA_VERSION},
        "tool": _object({"name": {"const": "copydesk"}, "version": _STRING}),
        "files": _array(_object(file, optional=("text",))),
        "summary": _object(summary),
        "statistics": {**_counts(), "description": "findings by rule"},
    }
    return {
        "$schema": _DIALECT,
        "$id": "urn:copydesk:schema:report:1",
        "title": "copydesk check --output-format json",
        **_object(parts, optional=("statistics",)),
    }


def _finding() -> dict[str, Schema]:
    return {
        "rule": {"type": "string", "pattern": "^[^/]+/.+$", "description": "pack/name"},
        "severity": {"enum": [severity.label for severity in Severity]},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "message": _STRING,
        "why": {"type": "string", "description": "the reason that the rule gives; empty if it gives none"},
        **_PLACE,
        "text": {"type": "string", "description": "what the file says from start to end"},
        "replacements": {**_array(_STRING), "description": "what could stand there instead, the likeliest first"},
        "fingerprint": {
            "type": "string",
            "pattern": "^[0-9a-f]{32}$",
            "description": "of rule, words found and words nearby; the same after lines move; unique in the file",
        },
        "link": {"type": "string", "description": "where to read more of the rule"},
        "fix": _fix(),
        "related": _array(_object({**_PLACE, "message": _STRING})),
    }


def _text() -> dict[str, Schema]:
    place = {"words": _ORDINAL, "line": _PLACE["line"], "column": _PLACE["column"]}
    return {
        "words": _COUNT,
        "sentences": _COUNT,
        "syllables": _COUNT,
        "grade": {**_NUMBER, "description": "Flesch–Kincaid school grade"},
        "longest_sentence": {**_object(place), "type": ["object", "null"]},
    }


def _fix() -> Schema:
    edit = _object({"start": _COUNT, "end": _COUNT, "text": _STRING})
    safe = {"type": "boolean", "description": "true if it cannot change what the writer means"}
    return _object({"safe": safe, "edits": _array(edit)})


def _error() -> dict[str, Schema]:
    return {
        "error": {"type": "string", "description": "what could not be checked, and why"},
        "failed": {"type": "string", "description": "the rule or the step that failed"},
    }


def _path() -> Schema:
    return {"type": "string", "description": "forward slashes, relative to the root where it lies below it"}


def _hidden() -> Schema:
    return {**_counts(), "description": "findings beyond the cap, by rule"}


def _counts() -> Schema:
    return {"type": "object", "additionalProperties": _ORDINAL}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Mapping[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
