"""`copydesk test`: a pack's own examples, as its tests."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from copydesk.cli.complaint import UsageError, complain
from copydesk.cli.streams import print_pieces
from copydesk.examples import Ask, Outcome, run_examples
from copydesk.pack import Loaded, builtin_packs, load_packs, pack_files
from copydesk.text import visible


def run(options: argparse.Namespace) -> int:
    """Run all examples; 1 if one fails, 2 if a rule cannot be loaded."""
    try:
        loaded = _load([Path(pack) for pack in options.packs] or [builtin_packs()])
        ask = _asking(loaded)
    except UsageError as error:
        complain(error)
        return 2
    for problem in loaded.problems:
        complain(f"left out: {problem}")
    total = failed = 0
    for rule in loaded.rules:
        outcomes = list(run_examples(rule, ask if rule.kind == "languagetool" else None))
        total += len(outcomes)
        for line in _lines(outcomes):
            failed += 1
            print_pieces([line])
    bare = [rule.id for rule in loaded.rules if not rule.examples]
    if bare:
        print_pieces([f"without examples: {', '.join(bare)}\n"])
    print_pieces([f"{len(loaded.rules)} rules, {total} examples, {failed} failed\n"])
    return 2 if loaded.problems or not loaded.rules else 1 if failed else 0


def _load(packs: list[Path]) -> Loaded:
    try:
        return load_packs([(path, path.read_bytes()) for path in pack_files(packs)])
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be read: {error.strerror}") from None


def _asking(loaded: Loaded) -> Ask | None:
    """How rules that need a LanguageTool server ask it, if there are any. Raises UsageError where none answers."""
    if not any(rule.kind == "languagetool" and rule.examples for rule in loaded.rules):
        return None
    from copydesk.languagetool.answers import consult
    from copydesk.languagetool.client import ServerError
    from copydesk.languagetool.server import find_server

    try:
        return partial(consult, server=str(find_server()))
    except ServerError as error:
        raise UsageError(f"rules of the kind 'languagetool' cannot be tested: {error}") from None


def _lines(outcomes: list[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        if outcome.fault:
            example = outcome.example
            text = example.bad or example.good or example.todo
            yield f"{outcome.rule}: {outcome.fault}: {visible(outcome.detail)}\n    in: {visible(text)!r}\n"
