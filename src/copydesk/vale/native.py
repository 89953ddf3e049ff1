"""Rules of a Vale configuration as packs of copydesk's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from copydesk.vale.definition import Definition
from copydesk.vale.kinds.terms import options
from copydesk.vale.loading import BUILT_IN
from copydesk.vale.project import Project

_VERB = re.compile(r"%(?:(%)|(?:\[(\d+)\])?[sdvqf])")
# What the first and the second value of a message are, by kind.
_VALUES: Mapping[str, Sequence[str]] = {
    "substitution": ("{fixed}", "{found}"),
    "capitalization": ("{found}", "{fixed}"),
}
_PLACES = {
    "heading": "heading", "list": "list", "blockquote": "quotation", "table": "cell", "paragraph": "paragraph", "raw": "raw",
    "alt": "caption", "figure": "caption",
}  # fmt: skip
_KEYS: Mapping[str, Sequence[str]] = {
    "existence": ("tokens", "raw", "append", "ignorecase", "nonword", "exceptions"),
    "substitution": ("swap", "ignorecase", "nonword", "exceptions"),
    "occurrence": ("token", "max", "min", "ignorecase"),
    "repetition": ("tokens", "max", "alpha", "ignorecase", "exceptions"),
    "consistency": ("either", "ignorecase", "nonword"),
    "conditional": ("first", "second", "ignorecase", "exceptions"),
    "capitalization": ("match", "style", "threshold", "exceptions", "indicators", "prefix"),
    "metric": ("formula", "condition"),
    "readability": ("metrics", "grade"),
    "sequence": ("tokens", "ignorecase"),
}
_FLAGS = frozenset(("append", "ignorecase", "nonword", "alpha"))
_WITH_VOCABULARY = frozenset(("existence", "substitution", "conditional", "repetition", "capitalization"))


def packs(project: Project) -> dict[str, dict[str, Any]]:
    """Pack by name: a mapping ready to be written as YAML. Rules that Vale has built in are left to copydesk's own."""
    found: dict[str, dict[str, Any]] = {}
    for definition in project.definitions:
        style, _, name = definition.name.partition(".")
        if style != BUILT_IN and definition.extends in _KEYS:
            pack = found.setdefault(slug(style), {"pack": slug(style), "rules": []})
            pack["rules"].append(_rule(slug(name), definition, project))
    return found


def untranslated(project: Project) -> Iterator[str]:
    """What has no rule in the packs, one line each."""
    for problem in project.problems:
        yield str(problem)
    for definition in project.definitions:
        if definition.extends not in _KEYS and not definition.name.startswith(f"{BUILT_IN}."):
            yield f"{definition.path}:1: a rule that extends {definition.extends} is not translated"


def severities(project: Project) -> dict[str, str]:
    """Rule → severity or off, as the section for all files says; what single sections say is not translated."""
    found = {}
    for section in project.settings.sections:
        if section.glob == "*":
            for name, value in section.rules:
                style, _, rule = name.partition(".")
                if style != BUILT_IN:
                    key = f"{slug(style)}/{slug(rule)}" if rule else slug(style)
                    found[key] = {"NO": "off"}.get(value, value)
    return {name: value for name, value in found.items() if value not in ("YES", "UNSET")}


def slug(name: str) -> str:
    """A name in small letters and hyphens: HeadingPunctuation → heading-punctuation."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name)
    return re.sub(r"[^a-z0-9]+", "-", parted.lower()).strip("-") or "rule"


def _rule(name: str, definition: Definition, project: Project) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": name, "kind": definition.extends, "message": _message(definition)}
    if definition.description:
        rule["why"] = definition.description
    rule["severity"] = definition.level
    if definition.link:
        rule["link"] = definition.link
    rule |= _where(definition)
    # Vale does not ask who speaks.
    rule["in_quotes"] = "check"
    for key in _KEYS[definition.extends]:
        value = definition.data.get(key)
        if value not in (None, "", [], {}):
            rule[key] = definition.flag(key) if key in _FLAGS else _value(definition, key)
    accepted = project.words.accepted
    if accepted and definition.extends in _WITH_VOCABULARY and definition.flag("vocab", True):
        rule["exceptions"] = [*rule.get("exceptions", ()), *accepted]
    return rule


def _value(definition: Definition, key: str) -> Any:
    value = definition.data[key]
    if key in ("max", "min"):
        return int(definition.number(key))
    if key in ("threshold", "grade"):
        return definition.number(key)
    if key == "swap":
        return {k: "|".join(options(v)) for k, v in definition.mapping(key).items()}
    if key == "formula":
        return re.sub(r"heading\.(h[1-6])", r"heading_\1", " ".join(str(value).split()))
    return list(definition.strings(key)) if key in ("tokens", "raw", "exceptions") and not _is_table(value) else value


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, Mapping) for item in value)


def _where(definition: Definition) -> dict[str, Any]:
    scopes = [scope for scope in definition.scopes if scope not in ("text", "summary", "sentence")]
    places = []
    for scope in scopes:
        name = next((part for part in scope.replace("~", "").split(".") if part in _PLACES), "")
        if name:
            places.append(("~" if scope.startswith("~") else "") + _PLACES[name])
    found: dict[str, Any] = {"where": list(dict.fromkeys(places))} if places else {}
    if definition.extends == "occurrence" and any("sentence" in scope for scope in definition.scopes):
        found["per"] = "sentence"
    return found


def _message(definition: Definition) -> str:
    values = _VALUES.get(definition.extends, ("{found}",))
    turn = 0

    def filled(match: re.Match[str]) -> str:
        nonlocal turn
        if match[1]:
            return "%"
        number = int(match[2]) - 1 if match[2] else turn
        turn = number + 1
        return values[number] if number < len(values) else ""

    braced = definition.message.replace("{", "(").replace("}", ")")
    return _VERB.sub(filled, braced)
