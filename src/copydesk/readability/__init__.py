"""Readability: textstat's counts and formulas, computed without importing it."""

from copydesk.readability.measures import MEASURES, measure
from copydesk.readability.syllables import count_syllables
from copydesk.readability.tally import Tally, tally

__all__ = ["MEASURES", "Tally", "count_syllables", "measure", "tally"]
