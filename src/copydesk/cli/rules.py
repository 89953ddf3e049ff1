"""`copydesk rules`: the rules that a run here would use."""

from __future__ import annotations

import argparse
import json

from copydesk.cli.complaint import UsageError, complain
from copydesk.cli.settings import is_complete, load_setup, read_config
from copydesk.cli.streams import print_pieces
from copydesk.rule import Rule
from copydesk.text import visible


def run(options: argparse.Namespace) -> int:
    """List the rules with their grade; 2 if some could not be loaded."""
    try:
        setup = load_setup(read_config(options), caching=not options.no_cache)
    except UsageError as error:
        complain(error)
        return 2
    selection = setup.selection()
    rows = [
        (rule, "off" if rule.id in selection.off else selection.grades.get(rule.id, rule.severity).label)
        for rule in sorted(setup.rules.rules, key=lambda rule: rule.id)
    ]
    print_pieces([_FORMATS[options.output_format](rows)])
    return 0 if is_complete(setup) else 2


def _text(rows: list[tuple[Rule, str]]) -> str:
    width = max((len(rule.id) for rule, _ in rows), default=0)
    return "".join(f"{rule.id:<{width}}  {grade:<10}  {visible(rule.message)}\n" for rule, grade in rows)


def _json(rows: list[tuple[Rule, str]]) -> str:
    data = [
        {"id": rule.id, "kind": rule.kind, "severity": grade, "confidence": rule.confidence, "status": rule.status,
         "message": rule.message, "why": rule.why}
        for rule, grade in rows
    ]  # fmt: skip
    return json.dumps(data, indent=2) + "\n"


def _markdown(rows: list[tuple[Rule, str]]) -> str:
    lines = ["| rule | severity | says |", "|--|--|--|"]
    lines += [f"| `{rule.id}` | {grade} | {rule.message.replace('|', chr(92) + '|')} |" for rule, grade in rows]
    return "\n".join(lines) + "\n"


_FORMATS = {"text": _text, "json": _json, "markdown": _markdown}
