"""The kinds that count: metric, readability, occurrence, sentence_length, density, hard_words."""

from __future__ import annotations

import pytest

from copydesk.article import Article
from copydesk.diagnostic import Diagnostic, Severity
from copydesk.document import Block, Document
from copydesk.kinds.density import Density
from copydesk.kinds.hard_words import HardWords
from copydesk.kinds.metric import Metric
from copydesk.kinds.occurrence import Occurrence
from copydesk.kinds.readability import Readability
from copydesk.kinds.sentence_length import SentenceLength
from copydesk.matching import Plan
from copydesk.readability.variables import VARIABLES, count_variables
from copydesk.readers import read
from copydesk.rule import Rule
from copydesk.text import Source

MARKDOWN = """# Ferry

## Timetable

The boats go out at dawn. They come back at noon.

- the *Anna*
- the *Berta*, an unsinkable vessel

> Nobody has drowned.

```
boats = 2
```
"""


def markdown(text: str) -> Document:
    return read(Source("article.md", text))


def plain(text: str) -> Document:
    return read(Source("article.txt", text))


def findings(rule: Rule, document: Document) -> tuple[Diagnostic, ...]:
    patterns = rule.patterns()
    hits = [hit for found in Plan.build(patterns).scan(document.prose).hits.values() for hit in found]
    return tuple(rule.check(Article(document), hits)) if hits or not patterns else ()


def marked(rule: Rule, document: Document) -> list[str]:
    return [document.source.text[d.span.start : d.span.end] for d in findings(rule, document)]


def metric(formula: str, condition: str) -> Metric:
    return Metric(id="test/metric", message="{found}", formula=formula, condition=condition)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("heading_h1", 1), ("heading_h2", 1), ("heading_h3", 0), ("list", 2), ("blockquote", 1), ("pre", 1),
        ("paragraphs", 4), ("words", 21), ("long_words", 2), ("polysyllabic_words", 2), ("complex_words", 2),
    ],
)  # fmt: skip
def test_variable(name: str, value: float) -> None:
    assert count_variables(markdown(MARKDOWN))[name] == value


def test_every_variable_has_a_value() -> None:
    assert count_variables(plain("")).keys() == VARIABLES


def test_metric_tells_the_value_on_the_first_word_of_the_first_sentence() -> None:
    rule = metric("words / heading.h1", "> 20.5")
    assert [d.message for d in findings(rule, markdown(MARKDOWN))] == ["21.00"]
    assert marked(rule, markdown(MARKDOWN)) == ["The"]


@pytest.mark.parametrize(
    ("formula", "condition"),
    [
        ("words", "> 21"),
        ("words / heading_h6", "> 1"),
        ("math.sqrt(words - 99)", "> 1"),
        ("math.exp(words * 99)", "> 1"),
    ],
)
def test_metric_keeps_silent(formula: str, condition: str) -> None:
    assert not findings(metric(formula, condition), markdown(MARKDOWN))


@pytest.mark.parametrize("text", ["", "# Only a heading\n", "```\ncode\n```\n"])
def test_a_text_without_words_has_no_metric(text: str) -> None:
    assert not findings(metric("words", ">= 0"), markdown(text))


def test_metric_names_what_is_wrong_with_it() -> None:
    assert [key for key, _ in metric("words +", "> 9").problems()] == ["formula"]
    assert [key for key, _ in metric("words", "9").problems()] == ["condition"]
    assert not list(metric("words", "> 9").problems())


HARD = "Administrative reorganisation necessitates considerable parliamentary deliberation. " * 3
EASY = "The boats go out at dawn. They come back at noon. The nets are full. "


def readability(**fields: object) -> Readability:
    given: dict[str, object] = {"metrics": ("Flesch-Kincaid",), "grade": 12.0, **fields}
    return Readability(id="test/grade", message="{found} > {fixed}", **given)  # type: ignore[arg-type]  # by name


def test_readability_compares_the_mean_with_the_limit() -> None:
    one = findings(readability(), plain(HARD))
    two = findings(readability(metrics=("Flesch-Kincaid", "SMOG"), digits=1), plain(HARD))
    assert [d.message for d in one] == ["45.75 > 12"]
    assert [d.message for d in two] == ["31.4 > 12"]
    assert not findings(readability(), plain(EASY))


def test_readability_has_a_limit_for_each_genre() -> None:
    rule = readability(targets={"opinion": 99.0})
    assert findings(rule, plain(HARD))
    document = plain(HARD)
    article = Article(Document(document.source, document.text, document.blocks, meta={"genre": "opinion"}))
    assert not list(rule.check(article, ()))


def test_readability_does_not_judge_a_short_text() -> None:
    assert not findings(readability(least_words=40), plain(HARD))


def test_readability_names_an_unknown_formula() -> None:
    assert [key for key, _ in readability(metrics=("Flesch",)).problems()] == ["metrics"]
    assert [key for key, _ in readability(metrics=()).problems()] == ["metrics"]


def occurrence(**fields: object) -> Occurrence:
    return Occurrence(id="test/many", message="{found}/{fixed}", **fields)  # type: ignore[arg-type]  # by name


def test_occurrence_counts_in_each_block() -> None:
    document = plain("One, two, three, four.\n\nOne, two.")
    assert [d.message for d in findings(occurrence(token=",", max=2), document)] == ["3/2"]
    assert marked(occurrence(token=",", max=2, show="whole"), document) == ["One, two, three, four."]


def test_occurrence_counts_in_sentences_and_in_the_text() -> None:
    document = plain("It rained, it snowed, it blew. It froze, too.")
    assert marked(occurrence(token=",", max=1, per="sentence", show="whole"), document) == [
        "It rained, it snowed, it blew."
    ]
    assert [d.message for d in findings(occurrence(token=",", max=2, per="text"), document)] == ["3/2"]


def test_too_few_are_a_finding_at_the_start_of_the_block() -> None:
    (finding,) = findings(occurrence(token="according to", min=1, per="text"), plain("He fell. Nobody saw it."))
    assert (finding.span.start, finding.span.end, finding.message) == (0, 0, "0/1")


def test_occurrence_needs_a_limit_and_a_pattern() -> None:
    assert [key for key, _ in occurrence(token=",").problems()] == ["max"]
    assert [key for key, _ in occurrence(token="(", max=1).problems()] == ["token"]
    assert [key for key, _ in occurrence(token="(a+)+b", max=1).problems()] == ["token"]
    assert not list(occurrence(token=r"\b(\w+)\b", max=1).problems())


def long_sentence(**fields: object) -> SentenceLength:
    given: dict[str, object] = {"words": 10, **fields}
    return SentenceLength(id="test/long", message="{found} (limit {fixed})", severity=Severity.WARNING, **given)  # type: ignore[arg-type]  # by name


TEN = "One two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (f"{TEN}.", []),
        (f"{TEN} eleven.", ["11 words (limit 10)"]),
        (f"{TEN} – — 11.", ["11 words (limit 10)"]),
        (f"{TEN} eleven", []),
        (f"He said: “{TEN}.”", ["12 words, 10 of them quoted (limit 10)"]),
        (f"The man “nodded” {TEN}.", ["13 words (limit 10)"]),
        ("Ann, Bob, Cem, Dan, Eve, Fay, Gus, Hal, Ida, Jan, Kit and Lou came.", []),
        (f"{TEN}. {TEN} eleven. {TEN}.", ["11 words (limit 10)"]),
    ],
)
def test_length_of_a_sentence(text: str, messages: list[str]) -> None:
    assert [d.message for d in findings(long_sentence(), plain(text))] == messages


def test_a_sentence_that_is_mostly_quoted_is_milder() -> None:
    (written,) = findings(long_sentence(), plain(f"{TEN} eleven."))
    (quoted,) = findings(long_sentence(), plain(f"He said: “{TEN}.”"))
    assert (written.severity, quoted.severity) == (Severity.WARNING, Severity.SUGGESTION)
    assert quoted.confidence < written.confidence


def test_a_sentence_that_is_all_quotation_is_the_speakers() -> None:
    assert not findings(long_sentence(in_quotes="skip"), plain(f"“{TEN} eleven.”"))


def test_only_the_longest_sentences_are_reported_and_in_order() -> None:
    text = f"A {TEN} x. B {TEN} x y z. C {TEN}. D {TEN} x y."
    assert [found[0] for found in marked(long_sentence(most=2), plain(text))] == ["B", "D"]


def density(**fields: object) -> Density:
    given: dict[str, object] = {
        "phrases": {"moreover": 1.0, "pivotal": 2.0, "notably": 1.0},
        "per_thousand": 10.0,
        "least_kinds": 2,
        "least_words": 100,
        **fields,
    }
    return Density(id="test/dense", message="{found}", **given)  # type: ignore[arg-type]  # by name


def test_density_reports_a_text_once_and_points_at_every_phrase() -> None:
    text = "Moreover, it is pivotal. Moreover, it is late."
    (finding,) = findings(density(), plain(text))
    assert text[finding.span.start : finding.span.end] == "Moreover"
    assert finding.message == "moreover, pivotal"
    assert [text[r.span.start : r.span.end] for r in finding.related] == ["pivotal", "Moreover"]


@pytest.mark.parametrize(
    "text",
    [
        "Moreover, it rained. Moreover, it snowed.",
        "“Moreover, it is pivotal,” she said. “Notably.”",
        "Moreover, it is pivotal. " + "The boats go out at dawn and come back at noon. " * 40,
        "`moreover` and `pivotal`",
    ],
)
def test_density_keeps_silent(text: str) -> None:
    assert not findings(density(), markdown(text))


def test_density_needs_phrases_with_weights() -> None:
    assert [key for key, _ in density(phrases={}).problems()] == ["phrases"]
    assert [key for key, _ in density(phrases={"so": 0.0}).problems()] == ["phrases"]


def test_hard_words_are_named_hardest_first_and_names_are_not() -> None:
    text = "The parliamentary deliberation in Constantinopolitania was parliamentary. " + "It rained all day. " * 2
    rule = HardWords(id="test/hard", message="{found}", per_hundred=10, least_words=10)
    (finding,) = findings(rule, plain(text))
    assert finding.message == "parliamentary, deliberation"
    assert text[finding.span.start : finding.span.end] == "parliamentary"


def test_hard_words_are_let_pass_in_easy_text_and_in_quotations() -> None:
    rule = HardWords(id="test/hard", message="{found}", per_hundred=10, least_words=10)
    assert not findings(rule, plain(EASY))
    assert not findings(
        rule, plain("She said: “Administrative reorganisation necessitates deliberation and consideration here.”")
    )


def test_blocks_that_are_no_prose_are_not_counted() -> None:
    text = "one, two, three, four"
    document = Document(Source("x", text), text, (Block("code", 0, len(text)),))
    assert not findings(occurrence(token=",", max=1), document)
