"""Many patterns over one text in one pass, with the exact meaning of one regular expression a pattern."""

from copydesk.matching.pattern import Hit, Pattern, PatternError, Scan, Trouble
from copydesk.matching.plan import Plan

__all__ = ["Hit", "Pattern", "PatternError", "Plan", "Scan", "Trouble"]
