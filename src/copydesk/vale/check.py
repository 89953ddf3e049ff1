"""Files under a Vale configuration → their alerts.

Files are taken many at a time: one pass over the texts of all of them costs little more than over those of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from pathlib import PurePath
from typing import NamedTuple

from copydesk.text import Source, Span
from copydesk.vale.definition import Action
from copydesk.vale.edits import suggestions
from copydesk.vale.kinds import Match, Rule, Said
from copydesk.vale.kinds.measures import Measure
from copydesk.vale.project import Project, Wanted
from copydesk.vale.reading import format_of, read
from copydesk.vale.scope import PARTS, sections
from copydesk.vale.statistics import Statistics, count, count_sentences, variables
from copydesk.vale.texts import Pages, Text


class Alert(NamedTuple):
    """What Vale would say: `span` in code points of the source; of a measurement it is empty."""

    rule: str
    level: str
    span: Span
    said: Said
    match: str

    @property
    def message(self) -> str:
        return self.said.message

    @property
    def description(self) -> str:
        return self.said.description

    @property
    def action(self) -> Action:
        return self.said.action

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What may be put in the place of the match, as the action says."""
        return tuple(suggestions(self.action, self.match))


def check(source: Source, project: Project, format: str = "") -> list[Alert]:
    """The alerts in a source, in order of place; `format` is the suffix ("md") it is read as, if not its own."""
    return check_all([source], project, format)[0]


def check_all(sources: Sequence[Source], project: Project, format: str = "") -> list[list[Alert]]:
    """The same for many sources at once."""
    pages: list[Pages | None] = []
    alike: dict[int, tuple[Wanted, list[Pages]]] = {}
    for source in sources:
        wanted = project.wanted(source.path)
        if wanted is None:
            pages.append(None)
            continue
        suffix = PurePath(source.path).suffix
        name = format_of(format or suffix.lstrip("."), project.settings.formats)
        one = Pages(source, read(source, f".{format}" if format else suffix, name, wanted.orders), suffix)
        pages.append(one)
        alike.setdefault(id(wanted), (wanted, []))[1].append(one)
    found: dict[int, list[Alert]] = {}
    for wanted, group in alike.values():
        _Look(project, wanted, group).run()
        found.update((id(one), _sifted(one, project, wanted)) for one in group)
    return [found[id(one)] if one else [] for one in pages]


_LABELS = itemgetter(1, 2)
# Without the names of the fields, which cost as much as the rest where there are a hundred thousand.
_alert: Callable[[tuple[str, str, Span, Said, str]], Alert] = partial(tuple.__new__, Alert)
_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)


class _Look:
    """One look at files of which the same is wanted."""

    def __init__(self, project: Project, wanted: Wanted, group: Sequence[Pages]) -> None:
        self.project = project
        self.wanted = wanted
        self.group = group

    def run(self) -> None:
        rules = {
            ground: [rule for rule in rules if rule.name in self.wanted.levels]
            for ground, rules in self.project.grounds.items()
        }
        if rules["sentence"]:
            self._look("sentence", rules["sentence"], [text for pages in self.group for text in pages.sentences()])
        blocks = self._blocks([*rules["main"], *rules["part"]])
        if rules["part"]:
            self._look("part", rules["part"], [text for text in blocks if not PARTS.isdisjoint(sections(text.scope))])
        self._look("main", rules["main"], blocks)
        if rules["summary"]:
            placed = not all(isinstance(rule, Measure) for rule in rules["summary"])
            self._look("summary", rules["summary"], [pages.summary(placed=placed) for pages in self.group])
        if rules["raw"]:
            self._look("raw", rules["raw"], [pages.raw() for pages in self.group])

    def _blocks(self, rules: Sequence[Rule]) -> list[Text]:
        """The blocks and what is in them, with their paragraphs if a rule asks for such."""
        paragraphs = any(rule.selector.asks_for("paragraph") for rule in rules)
        found: list[Text] = []
        for pages in self.group:
            found += pages.inline()
            found += pages.paragraphs() if paragraphs else pages.blocks()
        return found

    def _look(self, ground: str, rules: Sequence[Rule], texts: Sequence[Text]) -> None:
        labels = {label for pair in set(map(_LABELS, texts)) for label in pair if label}
        fits = {rule.name: frozenset(filter(rule.selector.matches, labels)) for rule in rules}
        scanner = self.project.scanners[ground]
        known = [(rule, fits.get(rule.name, frozenset[str]())) for rule in scanner.rules]
        for number, place, hits in scanner.hits([text.text for text in texts]):
            (rule, fitting), text = known[number], texts[place]
            if text[1] in fitting or text[2] in fitting:
                _ask(rule, text, hits)
        for rule in rules:
            fitting = fits[rule.name]
            if rule.scanned or not fitting:
                continue
            own = [text for text in texts if text.scope in fitting or text.also in fitting]
            if isinstance(rule, Measure):
                self._measure(rule, own)
            else:
                for index in rule.candidates([text.text for text in own]):
                    _ask(rule, own[index], ())

    def _measure(self, rule: Measure, texts: Sequence[Text]) -> None:
        for text in texts:
            finding = rule.measure(*_counted(text))
            if finding:
                place = 0 if text.scope.startswith("summary") else text.home.span(text.at, text.at + 1).start
                text.pages.found.setdefault((place, rule.name), (place, finding[2], ""))


def _ask(rule: Rule, text: Text, hits: Sequence[Match]) -> None:
    """Notes what a rule finds in a text that it is for."""
    whole, _, _, at, home, pages = text
    off, name = home.block.off, rule.name
    if off and (name in off or "off" in off or name.partition(".")[0] in off):
        return
    found = pages.found
    shift = None if home.shift is None else home.shift + at
    for start, end, said in rule.find(whole, hits, pages.memory):
        match = whole[start:end] if start >= 0 else ""
        if off and f"{name}[{match}]" in off:
            continue
        if start < 0:
            first = last = home.span(at, at + 1).start
        elif shift is not None:
            first, last = start + shift, end + shift
        else:
            first, last = home.span(at + start, at + end)
        if (first, name) not in found:
            found[first, name] = (last, said, match)


def _counted(text: Text) -> tuple[Statistics, Mapping[str, float]]:
    """The counts of a text, made once for all rules that ask."""
    known = text.pages.counts
    key = (text.scope, text.at, id(text.home))
    if key not in known:
        if text.scope.startswith("summary"):
            spoken = list(text.pages.spoken())
            number = sum(len(spans) for _, spans in spoken)
            counts = count_sentences(text.text, number, (whole[a:b] for whole, spans in spoken for a, b in spans))
        else:
            counts = count(text.text)
        known[key] = counts, variables(counts, dict(text.home.block.metrics))
    return known[key]


def _sifted(pages: Pages, project: Project, wanted: Wanted) -> list[Alert]:
    """The alerts that stay: no more than a rule's limit, and none where it is off."""
    levels, limits = wanted.levels, project.limits
    found = sorted(pages.found.items())
    alerts = [
        _alert((name, levels[name], _span((first, last)), said, match)) for (first, name), (last, said, match) in found
    ]
    if pages.reading.regions:
        alerts = [alert for alert in alerts if not _is_off(alert, pages)]
    return list(_limited(alerts, limits)) if limits else alerts


def _limited(alerts: Sequence[Alert], limits: Mapping[str, int]) -> Iterator[Alert]:
    told: dict[str, int] = {}
    for alert in alerts:
        told[alert.rule] = told.get(alert.rule, 0) + 1
        if alert.rule not in limits or told[alert.rule] <= limits[alert.rule]:
            yield alert


def _is_off(alert: Alert, pages: Pages) -> bool:
    keys = {"off", alert.rule, alert.rule.partition(".")[0], f"{alert.rule}[{alert.match}]"}
    return any(r.key in keys and r.start <= alert.span.start < r.end for r in pages.reading.regions)
