"""How a language model's reading of a sentence joins the first scorer's: trained by `training/opinion/head.py`."""

from __future__ import annotations

from functools import cache
from math import exp, log
from pathlib import Path
from typing import NamedTuple

from copydesk.language import Head
from copydesk.models.packed import open_packed

MARK, VERSION = b"CDOPHEAD", 1
PATH = Path(__file__).with_name("opinion_head.bin")


class Joined(NamedTuple):
    """What the language model is asked, and how much the first scorer's log odds count beside its answer."""

    head: Head
    first: float


@cache
def load_joined(path: Path = PATH) -> Joined:
    """Raises WeightsError for a file that is missing, damaged or of another version."""
    packed = open_packed(path, MARK, VERSION)
    header = packed.header
    weights = tuple(packed.section("weights").cast("f"))
    return Joined(Head(header["model"], header["layer"], weights, header["bias"]), header["first"])


def join(first: float, answer: float, joined: Joined) -> float:
    """The chance that a sentence judges, from the first scorer's chance and the language model's answer."""
    odds = answer + joined.first * log(first / (1 - first))
    return 1 / (1 + exp(-max(min(odds, 30.0), -30.0)))
