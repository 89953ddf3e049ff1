"""Slips in contractions, with their apostrophe: "did'nt", "shoud't", "your'e"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from copydesk.models.slips import one_slip

FORMS = Path(__file__).with_name("contractions.txt")
LEAST_STEM = 5


def contractions(known_words: Callable[[Iterable[str]], set[str]]) -> dict[str, tuple[str, ...]]:
    """Wrong form → the right one: the forms of `contractions.txt`, and one slip in a stem of five letters or more."""
    slips: dict[str, str] = {}
    written: dict[str, str] = {}
    rights = set()
    for line in FORMS.read_text(encoding="utf8").split("\n"):
        if line.startswith("#") or not line:
            continue
        right, *wrong = line.split(" ")
        rights.add(right.lower())
        written |= {form.lower(): right for form in wrong}
        stem, _, end = right.lower().partition("'")
        if end == "t":
            written[f"{stem[:-1]}'nt"] = right
        if len(stem) >= LEAST_STEM:
            slips |= {f"{slip}'{end}": right for slip in one_slip(stem)}
    known = known_words([*slips, *(slip.partition("'")[0] for slip in slips)])
    slips = {wrong: right for wrong, right in slips.items() if known.isdisjoint((wrong, wrong.partition("'")[0]))}
    return {wrong: (right,) for wrong, right in {**slips, **written}.items() if wrong not in rights}
