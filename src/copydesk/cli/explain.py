"""`copydesk explain`: what a rule is for, from its own fields."""

from __future__ import annotations

import argparse
import difflib
import textwrap
from collections.abc import Iterator

from copydesk.cli.complaint import UsageError, complain
from copydesk.cli.settings import read_config
from copydesk.cli.streams import print_pieces
from copydesk.pack import load_packs
from copydesk.record import replace
from copydesk.rule import Example, Rule
from copydesk.run import configured_packs
from copydesk.text import visible


def run(options: argparse.Namespace) -> int:
    """Print one rule, or, as `id:part`, what is known of a part of it; 2 if there is none of that name."""
    name, colon, part = options.rule.partition(":")
    try:
        config = replace(read_config(options), languagetool=True)
        rules = {rule.id: rule for rule in load_packs(configured_packs(config)).rules}
    except UsageError as error:
        complain(error)
        return 2
    rule = rules.get(name)
    if rule is None:
        near = difflib.get_close_matches(name, rules, 1)
        complain(f"no rule {name!r}" + (f"; did you mean {near[0]!r}?" if near else "; `copydesk rules` lists them"))
        return 2
    lines = list(rule.notes_on(part) if colon else _lines(rule))
    if not lines:
        complain(f"{name} knows nothing of {part!r}; `copydesk explain {name}` says what it does")
        return 2
    print_pieces(["".join(visible(line) + "\n" for line in lines)])
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
        yield from textwrap.wrap(note, 92, initial_indent="  ", subsequent_indent="    ")
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
