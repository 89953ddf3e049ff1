"""What a rule says about a text, and what a run says about a file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple

from copydesk.readability.summary import Summary
from copydesk.record import field, record
from copydesk.text import Source, Span


class Severity(IntEnum):
    """How much a finding matters: an error is never right, a warning rarely, a suggestion is advice."""

    SUGGESTION = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        return self.name.lower()

    @classmethod
    def from_label(cls, label: str) -> Severity:
        """Raises KeyError for a word that names no severity."""
        return cls[label.upper()]

    def softer(self) -> Severity:
        """One step milder; a suggestion stays one."""
        return Severity(max(self - 1, Severity.SUGGESTION))


class Edit(NamedTuple):
    """Put `text` in the place of the source span."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that belong together. A safe fix cannot change what the writer means and may be applied unasked."""

    edits: tuple[Edit, ...]
    safe: bool = False


class Related(NamedTuple):
    """Another place that a finding points at."""

    span: Span
    message: str


@record
class Diagnostic:
    """One finding. `span` is in code points of the source text; `confidence` is between 0 and 1."""

    rule: str
    severity: Severity
    message: str
    span: Span
    confidence: float = 0.8
    replacements: tuple[str, ...] = ()
    fix: Fix | None = None
    related: tuple[Related, ...] = ()

    def __init__(
        self,
        rule: str,
        severity: Severity,
        message: str,
        span: Span,
        confidence: float = 0.8,
        replacements: tuple[str, ...] = (),
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        # A house style finds a hundred thousand of these in a thousand articles.
        own = self.__dict__
        own["rule"] = rule
        own["severity"] = severity
        own["message"] = message
        own["span"] = span
        own["confidence"] = confidence
        own["replacements"] = replacements
        own["fix"] = fix
        own["related"] = related


class RuleError(NamedTuple):
    """Something that could not be checked: a rule that failed, a file that cannot be read."""

    rule: str
    message: str


@record
class Report:
    """All that one run says about one file.

    `hidden` counts, by rule, the findings beyond the cap; `errors` tells what was not checked, and then the run is incomplete.
    `summary` holds the figures of the text; None where it was not read.
    """

    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()
    errors: tuple[RuleError, ...] = ()
    hidden: Mapping[str, int] = field(default_factory=dict)
    suppressed: int = 0
    summary: Summary | None = None
