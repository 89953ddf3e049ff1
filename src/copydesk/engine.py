"""Rules × one document → a Report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Report, RuleError, Severity
from copydesk.document import Block, Document
from copydesk.matching import Hit, Pattern, PatternError, Plan
from copydesk.readability.summary import summarize
from copydesk.record import field, record, replace
from copydesk.rule import Rule
from copydesk.stet import parse as parse_stets

if TYPE_CHECKING:
    from copydesk.language import LanguageModel

# A rule that matches everywhere says nothing new after this many findings; the rest is counted and told.
FINDINGS_PER_RULE = 200


@record
class Group:
    """Rules that look at the same text, with the plan that finds the patterns of all of them in one pass.

    `owners` holds for each pattern of the plan the index of its rule and the number of alternatives which that rule
    has in its patterns before it.
    """

    rules: tuple[Rule, ...]
    plan: Plan
    owners: tuple[tuple[int, int], ...]

    def hits(self, text: str, off: frozenset[str], errors: list[RuleError]) -> Iterator[tuple[Rule, list[Hit]]]:
        """The rules to call, in order, each with the matches of its patterns; `off` names rules to leave out.

        A pattern that ran out of time has no matches: that goes to `errors`.
        """
        found: dict[int, list[Hit]] = {}
        scan = self.plan.scan(text)
        troubles = ((self.rules[self.owners[pattern][0]].id, reason) for pattern, reason in scan.troubles)
        errors += [RuleError(rule, reason) for rule, reason in troubles if rule not in off]
        for pattern, matches in scan.hits.items():
            owner, before = self.owners[pattern]
            shifted = [Hit(m.start, m.end, m.alternative + before) for m in matches] if before else matches
            found.setdefault(owner, []).extend(shifted)
        for index in sorted({*self._patternless, *found}):
            rule = self.rules[index]
            if rule.id not in off:
                yield rule, sorted(found.get(index, ()))

    @cached_property
    def _patternless(self) -> tuple[int, ...]:
        """The rules that are called for each document."""
        return tuple(set(range(len(self.rules))).difference(owner for owner, _ in self.owners))


@record
class RuleSet:
    """Rules ready to run: those that read the prose, and those that read the raw source (`where: raw`)."""

    prose: Group
    raw: Group

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self.prose.rules + self.raw.rules

    @classmethod
    def build(cls, rules: Sequence[Rule]) -> tuple[RuleSet, tuple[tuple[Rule, str], ...]]:
        """The set, and the rules that had to be left out for a pattern that cannot be used, with the reason."""
        prose, bad = _group([rule for rule in rules if "raw" not in rule.where])
        raw, bad_raw = _group([rule for rule in rules if "raw" in rule.where])
        return cls(prose, raw), bad + bad_raw

    def to_data(self) -> Any:
        """The plans as JSON-compatible data, for a cache. The rules are kept apart."""
        return [[group.plan.to_data(), [list(owner) for owner in group.owners]] for group in (self.prose, self.raw)]

    @classmethod
    def from_data(cls, rules: Sequence[Rule], data: Any) -> RuleSet:
        """The set again; the rules must be those it was built from. Raises TypeError or ValueError for other data."""
        parts = (tuple(r for r in rules if "raw" not in r.where), tuple(r for r in rules if "raw" in r.where))
        groups = []
        for kept, (plan, owners) in zip(parts, data, strict=True):
            pairs = tuple((int(rule), int(before)) for rule, before in owners)
            if any(not 0 <= rule < len(kept) for rule, _ in pairs):
                raise ValueError("the plan names rules that are not there")
            groups.append(Group(kept, Plan.from_data(plan), pairs))
        return cls(*groups)


def _group(rules: list[Rule]) -> tuple[Group, tuple[tuple[Rule, str], ...]]:
    try:
        return _planned(rules), ()
    except PatternError:
        reasons = [_complaint(rule) for rule in rules]
    kept = [rule for rule, reason in zip(rules, reasons, strict=True) if not reason]
    dropped = tuple((rule, reason) for rule, reason in zip(rules, reasons, strict=True) if reason)
    return _planned(kept), dropped


def _planned(rules: list[Rule]) -> Group:
    patterns: list[Pattern] = []
    owners: list[tuple[int, int]] = []
    for index, rule in enumerate(rules):
        before = 0
        for pattern in rule.patterns():
            patterns.append(pattern)
            owners.append((index, before))
            before += len(pattern.alternatives)
    return Group(tuple(rules), Plan.build(patterns), tuple(owners))


def _complaint(rule: Rule) -> str:
    """Why the patterns of a rule cannot be used, or nothing."""
    try:
        Plan.build(rule.patterns())
    except PatternError as error:
        return str(error)
    return ""


@record
class Selection:
    """What a caller wants of the rules for one document.

    off             ids of rules not to run
    grades          rule id → severity to report in place of the rule's own
    genre           the kind of text, where the caller knows better than the text itself
    min_confidence  findings less sure than this are dropped
    language        a language model that rules may ask
    """

    off: frozenset[str] = frozenset()
    grades: Mapping[str, Severity] = field(default_factory=dict)
    genre: str | None = None
    min_confidence: float = 0.0
    language: LanguageModel | None = None


def lint(
    document: Document, rules: RuleSet, selection: Selection | None = None, outside: Mapping[str, Any] | None = None
) -> Report:
    """Everything the rules say about the document, sorted by place. A rule that fails becomes an error in the report.

    `outside` holds what other engines answered, by name, for the rules that hand it on.
    """
    chosen = selection or Selection()
    errors: list[RuleError] = []
    article = Article(document, chosen.genre, outside, chosen.language)
    found = list(_check(article, rules.prose, chosen.off, errors))
    if rules.raw.rules:
        found += _check(Article(_raw(document), chosen.genre), rules.raw, chosen.off, errors)
    if outside:
        from copydesk.doubles import join

        found = list(join(found, {rule.id for rule in rules.rules if rule.kind in outside}))
    stets = parse_stets(document.source, document)
    kept = [d for d in found if not stets.silences(d)]
    unused = stets.unused(rule.id for rule in rules.rules if rule.id not in chosen.off)
    told = [_graded(d, chosen) for d in (*kept, *unused) if d.confidence >= chosen.min_confidence]
    diagnostics, hidden = _capped(_without_doubles(sorted(set(told), key=_order)))
    summary = summarize(document, article.counts)
    return Report(document.source, tuple(diagnostics), tuple(errors), hidden, len(found) - len(kept), summary)


def _check(article: Article, group: Group, off: frozenset[str], errors: list[RuleError]) -> Iterator[Diagnostic]:
    for rule, hits in group.hits(article.document.prose, off, errors):
        try:
            yield from rule.check(article, hits)
        except Exception as error:  # whatever a rule does wrong, the others shall still be heard
            errors.append(RuleError(rule.id, f"the rule failed: {type(error).__name__}: {error}"))


def _raw(document: Document) -> Document:
    """The source as one block, so that offsets in its text are offsets in the source."""
    text = document.source.text
    return Document(document.source, text, (Block("raw", 0, len(text)),), meta=document.meta, format=document.format)


def _graded(diagnostic: Diagnostic, selection: Selection) -> Diagnostic:
    grade = selection.grades.get(diagnostic.rule)
    return diagnostic if grade is None else replace(diagnostic, severity=grade)


def _order(diagnostic: Diagnostic) -> tuple[int, int, int, str, str]:
    span = diagnostic.span
    return span.start, span.end, -diagnostic.severity, diagnostic.rule, diagnostic.message


def _without_doubles(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Of corrections from one pack that overlap, the one to trust: a word that two rules mend is one mistake."""
    kept: list[Diagnostic] = []
    last: dict[str, int] = {}
    for diagnostic in diagnostics:
        pack = diagnostic.rule.partition("/")[0]
        before = last.get(pack)
        if not diagnostic.replacements or before is None or kept[before].span.end <= diagnostic.span.start:
            if diagnostic.replacements:
                last[pack] = len(kept)
            kept.append(diagnostic)
        elif _trust(diagnostic) > _trust(kept[before]):
            kept[before] = diagnostic
    return sorted(kept, key=_order)


def _trust(diagnostic: Diagnostic) -> tuple[int, float, int]:
    return diagnostic.severity, diagnostic.confidence, diagnostic.span.start - diagnostic.span.end


def _capped(diagnostics: Sequence[Diagnostic]) -> tuple[list[Diagnostic], dict[str, int]]:
    """The first findings of each rule, and the number of the others by rule."""
    seen: Counter[str] = Counter()
    kept = []
    for diagnostic in diagnostics:
        seen[diagnostic.rule] += 1
        if seen[diagnostic.rule] <= FINDINGS_PER_RULE:
            kept.append(diagnostic)
    return kept, {rule: count - FINDINGS_PER_RULE for rule, count in seen.items() if count > FINDINGS_PER_RULE}
