"""Ask a server about a document, and read what it answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from copydesk.diagnostic import RuleError
from copydesk.document import Document
from copydesk.kinds.languagetool import ENGINE, LanguageTool, Match, Question
from copydesk.languagetool.client import Address, Deadline, ServerError, check, parse_address
from copydesk.languagetool.markup import Part, Utf16, parts
from copydesk.languagetool.variant import variant_of
from copydesk.rule import Rule

# A cold server reads its rules for up to ten seconds before it answers; then it needs a second for 20,000 characters.
SECONDS = 30.0
SECONDS_PER_MEGABYTE = 300.0
_MESSAGE_LIMIT = 400
_REPLACEMENTS = 5


class Answers(NamedTuple):
    """What the server said to each question, and in a line each what it could not say."""

    matches: Mapping[Question, tuple[Match, ...]]
    troubles: tuple[str, ...] = ()


def seconds_for(length: int) -> float:
    """How long a server may take over all questions about a text of so many code points."""
    return SECONDS + SECONDS_PER_MEGABYTE * length / 1e6


def consult(document: Document, rules: Iterable[Rule], server: str) -> tuple[Mapping[str, Any], tuple[RuleError, ...]]:
    """What `article.outside` holds for rules of the kind `languagetool`, and what the server did not answer.

    `server` is an address that is known to answer; empty: the server is looked for.
    """
    from copydesk.languagetool.server import find_server

    try:
        address = parse_address(server) if server else find_server()
        answers = ask(document, [rule for rule in rules if isinstance(rule, LanguageTool)], address)
    except (ServerError, ValueError) as error:
        return {ENGINE: {}}, (RuleError(ENGINE, f"not asked: {error}"),)
    return {ENGINE: answers.matches}, tuple(RuleError(ENGINE, why) for why in answers.troubles)


def ask(document: Document, rules: Iterable[LanguageTool], address: Address) -> Answers:
    """The answers that the rules need, each question asked once.

    A part of the text that the server does not answer for is a trouble; the next parts are still asked for, unless the
    time is up.
    """
    switched_on: dict[Question, set[str]] = {}
    for rule in rules:
        switched_on.setdefault(rule.question, set()).update(rule.switched_on)
    deadline = Deadline(seconds_for(len(document.text)))
    troubles: list[str] = []
    found = {
        question: tuple(_ask_all(document, _fields(question, names, document), address, deadline, troubles))
        for question, names in switched_on.items()
    }
    return Answers(found, tuple(dict.fromkeys(troubles)))


def _fields(question: Question, switched_on: set[str], document: Document) -> dict[str, str]:
    # Of "en" alone the server checks no spelling.
    language = variant_of(document.prose) if question.language == "en" else question.language
    fields = {"language": language, "level": question.level}
    return {**fields, "enabledRules": ",".join(sorted(switched_on))} if switched_on else fields


def _ask_all(
    document: Document, fields: dict[str, str], address: Address, deadline: Deadline, troubles: list[str]
) -> Iterator[Match]:
    prose = document.prose
    for part in parts(document):
        annotation = json.dumps({"annotation": part.annotation(prose)})
        try:
            reply = check(address, {**fields, "data": annotation}, deadline)
        except ServerError as error:
            troubles.append(str(error))
            return
        if _is_incomplete(reply):
            line = document.source.lines.position(document.span(part.start, part.end).start).line
            troubles.append(f"the server gave up on a part of the text that begins in line {line}")
        yield from _matches(reply, part, prose, troubles)


def _is_incomplete(reply: Mapping[str, Any]) -> bool:
    warnings = reply.get("warnings")
    return isinstance(warnings, Mapping) and bool(warnings.get("incompleteResults"))


def _matches(reply: Mapping[str, Any], part: Part, prose: str, troubles: list[str]) -> Iterator[Match]:
    units = Utf16(prose[part.start : part.end])
    for entry in reply["matches"]:
        try:
            match = _match(entry, part, units)
            shown = _shown(entry["context"])
        except (KeyError, TypeError, ValueError, AttributeError):
            troubles.append("the server's answer is not as LanguageTool gives it")
            return
        # The server quotes what it means: where the quotation and our place differ, the place is wrong.
        if _folded(prose[match.start : match.end]) == _folded(shown):
            yield match
        else:
            troubles.append(f"a finding of {match.rule} was dropped: its place does not fit the words it quotes")


def _match(entry: Mapping[str, Any], part: Part, units: Utf16) -> Match:
    offset, length = int(entry["offset"]), int(entry["length"])
    if not 0 <= offset < offset + length <= units.length:
        raise ValueError("outside the text")
    rule = entry["rule"]
    offered = [str(each["value"]) for each in entry["replacements"][:_REPLACEMENTS]]
    return Match(
        part.start + units.code_point(offset),
        part.start + units.code_point(offset + length - 1) + 1,
        " ".join(str(entry["message"]).split())[:_MESSAGE_LIMIT],
        str(rule["id"]),
        str(rule["category"]["id"]),
        str(rule["issueType"]),
        tuple(offered),
    )


def _shown(context: Mapping[str, Any]) -> str:
    data = str(context["text"]).encode("utf-16-le", "surrogatepass")
    start = 2 * int(context["offset"])
    return data[start : start + 2 * int(context["length"])].decode("utf-16-le", "replace")


def _folded(words: str) -> str:
    return " ".join(words.split())
