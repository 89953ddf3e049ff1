"""`copydesk explain`: what a rule is for, from its own fields."""

from __future__ import annotations

import argparse
import difflib
import sys
import textwrap
from collections.abc import Iterator

from copydesk.cli.settings import UsageError, complain, read_config
from copydesk.pack import load_packs
from copydesk.rule import Example, Rule
from copydesk.run import configured_packs
from copydesk.text import visible


def run(options: argparse.Namespace) -> int:
    """Print one rule; 2 if there is none of that name."""
    try:
        rules = {rule.id: rule for rule in load_packs(configured_packs(read_config(options))).rules}
    except UsageError as error:
        complain(error)
        return 2
    rule = rules.get(options.rule)
    if rule is None:
        near = difflib.get_close_matches(options.rule, rules, 1)
        complain(
            f"no rule {options.rule!r}" + (f"; did you mean {near[0]!r}?" if near else "; `copydesk rules` lists them")
        )
        return 2
    sys.stdout.write("".join(visible(line) + "\n" for line in _lines(rule)))
    return 0


def _lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.id}  ({rule.kind}, {rule.severity.label}, confidence {rule.confidence:.2g}, {rule.status})"
    yield f"  {rule.message}"
    if rule.why:
        yield ""
        yield from (f"  {line}" for line in textwrap.wrap(" ".join(rule.why.split()), 88))
    places = ", ".join(rule.where) or "all prose"
    yield ""
    yield f"  looks at: {places}; quoted words: {rule.in_quotes}"
    for note in rule.notes():
        yield f"  {note}"
    if rule.link:
        yield f"  see {rule.link}"
    for example in rule.examples:
        yield from _example(example)
    yield ""
    yield f"  To let one stand: <!-- copydesk ignore-next-line {rule.id} -->; to turn it off: rules: {{ {rule.id}: off }}"


def _example(example: Example) -> Iterator[str]:
    label, text = next((k, t) for k, t in (("bad", example.bad), ("good", example.good), ("todo", example.todo)) if t)
    yield ""
    lines = textwrap.wrap(" ".join(text.split()), 80)
    yield f"  {label:>5}: {lines[0] if lines else ''}"
    yield from (f"         {line}" for line in lines[1:])
