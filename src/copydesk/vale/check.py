"""One file under a Vale configuration → its alerts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import PurePath
from typing import NamedTuple

from copydesk.document import SourceMap
from copydesk.matching import Hit
from copydesk.text import Source, Span
from copydesk.vale.blocks import Block, Piece, Reading
from copydesk.vale.definition import Action
from copydesk.vale.edits import suggestions
from copydesk.vale.measures import Measure
from copydesk.vale.project import Project, Wanted
from copydesk.vale.reading import format_of, read
from copydesk.vale.rules import Finding, Memory, Rule
from copydesk.vale.segment import sentences
from copydesk.vale.spelling import Spelling
from copydesk.vale.statistics import Statistics, count, count_sentences


class Alert(NamedTuple):
    """What Vale would say: `span` in code points of the source; of a measurement it is empty."""

    rule: str
    level: str
    span: Span
    message: str
    description: str
    match: str
    action: Action

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What may be put in the place of the match, as the action says."""
        return tuple(suggestions(self.action, self.match))


class _Text(NamedTuple):
    """A text that rules look at: a block, a paragraph or a sentence of it, the running text, the source."""

    text: str
    scope: str
    block: Block
    map: SourceMap
    at: int
    also: str = ""
    shift: int | None = None


def _text_of(block: Block) -> _Text:
    pieces = block.pieces
    if len(pieces) == 1 and len(pieces[0].text) == pieces[0].length:
        return _Text(block.text, block.scope, block, _IDENTITY, 0, "", pieces[0].start)
    return _Text(block.text, block.scope, block, block.source(), 0)


_IDENTITY = SourceMap()


def check(source: Source, project: Project, format: str = "") -> list[Alert]:
    """The alerts in a source, in Vale's order; `format` is the suffix ("md") it is read as, if not its own."""
    wanted = project.wanted(source.path)
    if wanted is None:
        return []
    suffix = PurePath(source.path).suffix
    name = format_of(format or suffix.lstrip("."), project.settings.formats)
    reading = read(source, f".{format}" if format else suffix, name, wanted.orders)
    return _Check(source, project, wanted, reading, suffix).run()


class _Check:
    def __init__(self, source: Source, project: Project, wanted: Wanted, reading: Reading, suffix: str) -> None:
        self.source = source
        self.project = project
        self.wanted = wanted
        self.reading = reading
        self.suffix = suffix
        self.memory = Memory()
        self.alerts: list[tuple[int, int, Rule, int, str, str, str, Action]] = []
        self.seen: set[tuple[str, int]] = set()
        self.spans: dict[int, list[tuple[int, int]]] = {}
        self.counts: dict[tuple[str, int, int], Statistics] = {}
        self.active: dict[str, list[Rule]] = {}
        self.fits: dict[tuple[str, str], bool] = {}

    def run(self) -> list[Alert]:
        for ground, texts in self._grounds():
            if texts:
                self._look(ground, texts)
        return list(self._sifted())

    def _active(self, ground: str) -> list[Rule]:
        if ground not in self.active:
            self.active[ground] = self._chosen(ground)
        return self.active[ground]

    def _chosen(self, ground: str) -> list[Rule]:
        return [rule for rule in self.project.grounds[ground] if rule.name in self.wanted.levels]

    def _grounds(self) -> Iterator[tuple[str, list[_Text]]]:
        main = [_text_of(block) for block in self.reading.blocks]
        paragraphs = any(rule.selector.asks_for("paragraph") for rule in self._active("main"))
        if self._active("sentence"):
            yield "sentence", list(self._sentences(main))
        yield "main", [*self._inline(main), *(self._paragraphs(main) if paragraphs else main)]
        if self._active("summary"):
            yield "summary", list(self._summary())
        if self._active("raw"):
            yield "raw", self._raw()

    def _paragraphs(self, main: Sequence[_Text]) -> Iterator[_Text]:
        """The blocks with their paragraphs; one that is a single paragraph is both at once."""
        for text in main:
            label = f"paragraph.{text.scope}"
            if not text.block.split:
                yield text
            elif "\n\n" not in text.text:
                yield text._replace(also=label)
            else:
                at = 0
                for part in text.text.split("\n\n"):
                    end = min(at + len(part) + 2, len(text.text))
                    if at < end:
                        yield text._replace(text=text.text[at:end], scope=label, at=at)
                    at = end
                yield text

    def _sentences(self, main: Sequence[_Text]) -> Iterator[_Text]:
        for text in main:
            if not text.scope.startswith(("text.attr", "meta")):
                scope, whole = f"sentence.{text.scope}", text.text
                for start, end in self._sentences_of(text.block):
                    yield _Text(whole[start:end], scope, text.block, text.map, start, "", text.shift)

    def _sentences_of(self, block: Block) -> list[tuple[int, int]]:
        key = id(block)
        if key not in self.spans:
            self.spans[key] = list(sentences(block.text))
        return self.spans[key]

    def _inline(self, main: Sequence[_Text]) -> Iterator[_Text]:
        for text in main:
            for capture in text.block.inline:
                block = Block(
                    "".join(p.text for p in capture.pieces),
                    capture.scope + self.suffix,
                    capture.pieces,
                    off=text.block.off,
                )
                yield _text_of(block)

    def _summary(self) -> Iterator[_Text]:
        text = "\n\n".join([block.lead + block.text for block in self.reading.blocks if block.prose])
        pieces: list[Piece] = []
        if any(not isinstance(rule, Measure) for rule in self._active("summary")):
            for block in self.reading.blocks:
                if block.prose:
                    pieces += [Piece(block.lead, block.pieces[0].start, 0)] if block.lead else []
                    last = block.pieces[-1]
                    pieces += [*block.pieces, Piece("\n\n", last.start + last.length, 0)]
        block = Block(text, f"summary{self.suffix}", tuple(pieces), off=self.reading.off, metrics=self.reading.metrics)
        yield _Text(text, block.scope, block, block.source(), 0)

    def _raw(self) -> list[_Text]:
        text = self.source.text
        block = Block(text, f"raw{self.suffix}", (Piece(text, 0, len(text)),), off=self.reading.off)
        return [_Text(text, block.scope, block, block.source(), 0)]

    def _look(self, ground: str, texts: Sequence[_Text]) -> None:
        scanner = self.project.scanners[ground]
        levels = self.wanted.levels
        for rule_number, number, hits in scanner.hits([text.text for text in texts]):
            rule = scanner.rules[rule_number]
            if rule.name in levels:
                self._ask(rule, texts[number], hits)
        by_label = {label for text in texts for label in (text.scope, text.also) if label}
        for rule in self._active(ground):
            if rule.scanned:
                continue
            if isinstance(rule, Measure):
                self._measure(rule, texts)
            else:
                labels = {label for label in by_label if self._fits(rule, label)}
                for text in texts:
                    if text.scope in labels or (text.also and text.also in labels):
                        self._ask(rule, text, ())

    def _ask(self, rule: Rule, text: _Text, hits: Sequence[Hit]) -> None:
        if not (self._fits(rule, text.scope) or (text.also and self._fits(rule, text.also))):
            return
        off = text.block.off
        if off and (rule.name in off or "off" in off or rule.name.partition(".")[0] in off):
            return
        if isinstance(rule, Spelling):
            rule.suffix = self.suffix
        for finding in rule.find(text.text, hits, self.memory):
            self._add(rule, text, finding)

    def _fits(self, rule: Rule, scope: str) -> bool:
        fits = self.fits.get((rule.name, scope))
        if fits is None:
            fits = self.fits[rule.name, scope] = rule.selector.matches(scope)
        return fits

    def _measure(self, rule: Measure, texts: Sequence[_Text]) -> None:
        for text in texts:
            if self._fits(rule, text.scope):
                finding = rule.measure(self._counted(text), dict(text.block.metrics))
                if finding:
                    self._add(rule, text, finding)

    def _counted(self, text: _Text) -> Statistics:
        key = (text.scope, text.at, id(text.block))
        if key not in self.counts:
            if text.scope.startswith("summary"):
                spans = [span for block in self.reading.blocks if block.prose for span in self._spoken(block)]
                self.counts[key] = count_sentences(text.text, len(spans), (block.text[a:b] for block, a, b in spans))
            else:
                self.counts[key] = count(text.text)
        return self.counts[key]

    def _spoken(self, block: Block) -> list[tuple[Block, int, int]]:
        """The sentences of running text; a blank line parts paragraphs there too."""
        if "\n\n" not in block.text:
            return [(block, a, b) for a, b in self._sentences_of(block)]
        found, at = [], 0
        for part in block.text.split("\n\n"):
            found += [(block, at + a, at + b) for a, b in sentences(part)]
            at += len(part) + 2
        return found

    def _add(self, rule: Rule, text: _Text, finding: Finding) -> None:
        start, end, message, description, action, measure = finding
        match = ""
        shift = text.shift
        if measure:
            place = 0
            if text.scope[:7] != "summary":
                place = text.map.span(text.at, text.at + 1).start if shift is None else shift + text.at
            first = last = place
        else:
            match = text.text[start:end]
            at = text.at
            if shift is not None:
                first, last = start + shift + at, end + shift + at
            else:
                first, last = text.map.span(at + start, at + end)
            if text.block.off and f"{rule.name}[{match}]" in text.block.off:
                return
        key = (rule.name, first)
        if key not in self.seen:
            self.seen.add(key)
            self.alerts.append((first, len(self.alerts), rule, last, message, description, match, action))

    def _sifted(self) -> Iterator[Alert]:
        """The alerts that stay: no more than a rule's limit, and none where it is off."""
        told: dict[str, int] = {}
        regions, levels = self.reading.regions, self.wanted.levels
        self.alerts.sort(key=itemgetter(0, 1))
        for first, _, rule, last, message, description, match, action in self.alerts:
            alert = Alert(rule.name, levels[rule.name], Span(first, last), message, description, match, action)
            if regions and self._is_off(alert):
                continue
            if rule.limit:
                told[rule.name] = told.get(rule.name, 0) + 1
                if told[rule.name] > rule.limit:
                    continue
            yield alert

    def _is_off(self, alert: Alert) -> bool:
        keys = {"off", alert.rule, alert.rule.partition(".")[0], f"{alert.rule}[{alert.match}]"}
        return any(r.key in keys and r.start <= alert.span.start < r.end for r in self.reading.regions)
