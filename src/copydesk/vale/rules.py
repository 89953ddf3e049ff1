"""Vale's kinds of rule, each with Vale's own meaning, over the text of one block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import eq
from typing import Any, NamedTuple

from copydesk.matching import Hit, Pattern
from copydesk.vale.casing import recased, sentence_case, title_case
from copydesk.vale.definition import Action, Definition
from copydesk.vale.dialect import compiled, translate, wrap_spaces
from copydesk.vale.edits import suggestions
from copydesk.vale.messages import filled, listed
from copydesk.vale.scope import Selector, selector


class Words(NamedTuple):
    """What the project says about words: the template for them, the accepted and the rejected."""

    template: str = ""
    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()


class Finding(NamedTuple):
    """text[start:end] of a block, and what is to be said about it."""

    start: int
    end: int
    message: str
    description: str = ""
    action: Action = Action()
    measure: bool = False


class Memory:
    """What rules remember from block to block of one file."""

    def __init__(self) -> None:
        self.seen: set[str] = set()


class Rule:
    """One rule; `find` gives its findings in a block, `hits` being the matches of `pattern` there."""

    scanned = False

    def __init__(self, definition: Definition, words: Words) -> None:
        self.definition = definition
        self.words = words
        self.name = definition.name
        self.limit = definition.limit

    @cached_property
    def selector(self) -> Selector:
        return selector(self.definition.scopes)

    def pattern(self, gap: str) -> Pattern:
        """The pattern to scan for, with `gap` for the spaces between words."""
        raise NotImplementedError

    def patterns(self, gap: str) -> tuple[Pattern, ...]:
        """All patterns to scan for."""
        return (self.pattern(gap),)

    def find(self, text: str, hits: Sequence[Hit], memory: Memory) -> Iterator[Finding]:
        raise NotImplementedError

    def prepare(self) -> None:
        """Raises ValueError for a pattern that cannot be used."""

    def tell(self, start: int, end: int, match: str, *values: str, action: Action | None = None) -> Finding:
        """The finding, its message filled with the values or with the match."""
        definition = self.definition
        own = definition.action if action is None else action
        given = list(values) or [match]
        if not values and own.name:
            own = self._recased(own, match)
            found = suggestions(own, match)
            given.append(listed(found) if len(found) > 1 else found[0] if found else match)
            if own.name != "suggest":
                own = Action(own.name, tuple(own.params))
        message = filled(definition.message, given)
        return Finding(
            start, end, message, filled(definition.description, given) if definition.description else "", own
        )

    def _recased(self, action: Action, match: str) -> Action:
        if self.definition.matchcase and action.name == "replace":
            return Action(action.name, tuple(recased(param, match) for param in action.params))
        return action

    def _is_exception(self, match: str, text: str, start: int, end: int) -> bool:
        exceptions = self._exceptions
        if exceptions and exceptions.search(match):
            return True
        phrases = self._phrases
        return bool(phrases) and any(m.start() <= start and end <= m.end() for m in phrases.finditer(text))

    def _terms(self) -> tuple[str, ...]:
        own = self.definition.strings("exceptions")
        return (*own, *self.words.accepted) if self.definition.flag("vocab", True) else own

    @cached_property
    def _exceptions(self) -> Any:
        terms = sorted((term_pattern(term) for term in self._terms()), key=len, reverse=True)
        return compiled(rf"\b(?:{'|'.join(_one(term) for term in terms)})\b", re.MULTILINE) if terms else None

    @cached_property
    def _phrases(self) -> Any:
        terms = [term_pattern(t) for t in self._terms() if " " in t or "\t" in t or r"\s" in t]
        return compiled(rf"\b(?:{'|'.join(terms)})\b", re.IGNORECASE) if terms else None


def _one(term: str) -> str:
    """A term whose flags end with it."""
    return f"(?i:{term[4:]})" if term.startswith("(?i)") else term


_GAP = re.compile(r"[ \t]+")
_SIGNS = re.compile(r"[\\.+*?()|\[\]{}^$]")


def is_literal(term: str) -> bool:
    """True for a term of a vocabulary that is plain text; a full stop stands for itself there."""
    return not _SIGNS.search(term.replace(".", ""))


def term_pattern(term: str) -> str:
    """A term of a vocabulary as a pattern; a space in it may be a line end in the text."""
    if is_literal(term):
        term = term.replace(".", r"\.")
    return _GAP.sub(r"\\s+", term)


def _framed(alternative: str, template: str, *, nonword: bool) -> str:
    if nonword:
        return alternative
    return template.replace("%s", alternative)


class Existence(Rule):
    """Words that should not be there."""

    scanned = True

    def pattern(self, gap: str) -> Pattern:
        definition, template = self.definition, self.words.template
        tokens = [wrap_spaces(token, gap) for token in definition.strings("tokens") if token.strip()]
        nonword = definition.flag("nonword") or not definition.strings("tokens")
        raw = "".join(definition.strings("raw"))
        ignorecase = definition.flag("ignorecase")
        sources = _chained(tokens)
        if not raw and not template:
            return Pattern(tuple(sources), ignorecase, not nonword)
        group = f"(?:{'|'.join(sources)})" if sources or not raw else ""
        words = group if nonword else _framed(group, template or r"\b%s\b", nonword=False)
        raw = translate(raw)[0]
        return Pattern((words + raw if definition.flag("append") else raw + words,), ignorecase, False)

    def find(self, text: str, hits: Sequence[Hit], memory: Memory) -> Iterator[Finding]:
        excepting = self._exceptions is not None
        told = self._told
        for start, end, _ in hits:
            match = text[start:end]
            if excepting and self._is_exception(match.strip(), text, start, end):
                continue
            rest = told.get(match)
            if rest is None:
                rest = told[match] = self.tell(start, end, match)[2:]
            yield Finding(start, end, *rest)

    @cached_property
    def _told(self) -> dict[str, tuple[str, str, Action, bool]]:
        return {}

    def _terms(self) -> tuple[str, ...]:
        return self.definition.strings("exceptions") if self.definition.flag("nonword") else super()._terms()


def _chained(tokens: Sequence[str]) -> list[str]:
    """Tokens of one alternation, translated; a flag that one leaves switched on holds for those behind it."""
    flags, found = "", []
    for token in tokens:
        source, left = translate(token)
        found.append(f"{flags}{source}{')' * flags.count('(')}" if flags else source)
        flags += left
    return found


_GROUP = re.compile(r"(?<!\\)\((?!\?)")
_REFERENCE = re.compile(r"\$\d+")
_OPTION = re.compile(r"(?<!\\)\|")


class Substitution(Rule):
    """Words for which there is a better one."""

    scanned = True
    terms = False

    def pattern(self, gap: str) -> Pattern:
        definition, template = self.definition, self.words.template
        sources = [translate(wrap_spaces(_without_groups(key), gap))[0] for key in self._keys]
        nonword = definition.flag("nonword")
        if template and not nonword:
            sources = [_framed(f"(?:{source})", template, nonword=False) for source in sources]
            nonword = True
        return Pattern(tuple(sources), definition.flag("ignorecase"), not nonword)

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(sorted(self._swap, key=len, reverse=True))

    @cached_property
    def _swap(self) -> dict[str, str]:
        return self.definition.mapping("swap")

    def find(self, text: str, hits: Sequence[Hit], memory: Memory) -> Iterator[Finding]:
        swap = self._swap
        for start, end, alternative in hits:
            observed = text[start:end]
            key = self._keys[alternative]
            expected = self._expected(key, swap[key], observed)
            if not self._is_same(expected, observed) and not self._is_exception(observed, text, start, end):
                yield self._told(start, end, expected, observed)

    def _expected(self, key: str, wanted: str, observed: str) -> str:
        if self.definition.flag("capitalize") and observed == _capitalized(observed):
            wanted = _capitalized(wanted)
        if not _REFERENCE.search(wanted):
            return wanted
        pattern = compiled(key, re.IGNORECASE if self.definition.flag("ignorecase") else 0)

        def filled_in(match: re.Match[str]) -> str:
            return _REFERENCE.sub(lambda ref: _group(match, int(ref[0][1:])), wanted)

        return str(pattern.sub(filled_in, observed))

    def _is_same(self, expected: str, observed: str) -> bool:
        if self.definition.action.name == "replace":
            return observed in options(expected)
        if all(sign.isalpha() or sign.isdigit() or sign in " -" for sign in expected):
            return expected == observed
        try:
            return bool(compiled(rf"^(?:{term_pattern(expected) if self.terms else expected})$").search(observed))
        except ValueError:
            return expected == observed

    def _told(self, start: int, end: int, expected: str, observed: str) -> Finding:
        rest = self._findings.get((expected, observed))
        if rest is None:
            rest = self._findings[expected, observed] = self._tell(expected, observed)[2:]
        return Finding(start, end, *rest)

    @cached_property
    def _findings(self) -> dict[tuple[str, str], tuple[str, str, Action, bool]]:
        return {}

    def _tell(self, expected: str, observed: str) -> Finding:
        definition = self.definition
        action, message = definition.action, definition.message
        if action.name == "replace" and not action.params:
            params = options(expected)
            if definition.flag("capitalize") and observed == _capitalized(observed):
                params = [_capitalized(param) for param in params]
            if definition.matchcase:
                params = [recased(param, observed) for param in params]
            action = Action("replace", tuple(params))
            expected = listed(params)
            for quoted in ("'%s'", '"%s"'):
                if message.count(quoted) == 2:
                    message = message.replace(quoted, "%s", 1)
        elif action.name != "replace":
            expected = _recased_to_term(expected, observed)
        if self.terms and expected != observed and is_literal(expected):
            action = Action("replace", (_with_wrap(expected, observed),))
        values = (expected, observed)
        about = filled(definition.description, values) if definition.description else ""
        return Finding(0, 0, filled(message, values), about, action)


class Terms(Substitution):
    """The accepted words of a vocabulary, written otherwise."""

    terms = True


def _group(match: re.Match[str], number: int) -> str:
    try:
        return match[number] or ""
    except IndexError:
        return f"${number}"


def _without_groups(pattern: str) -> str:
    return _GROUP.sub("(?:", pattern) if _GROUP.search(pattern) else pattern


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:1].isascii() else text


def options(text: str) -> list[str]:
    r"""Replacements parted by |, where \| is a bar."""
    return [option.replace(r"\|", "|") for option in _OPTION.split(text) if option]


def _recased_to_term(term: str, observed: str) -> str:
    flat = " ".join(observed.split()).lower()
    return next((spelling for spelling in spellings(term) if spelling.lower() == flat), term)


def spellings(term: str, limit: int = 64) -> list[str]:
    """All that a term of a vocabulary stands for, as `OAuth2?` does for two words; nothing if that has no end."""
    found, at = _spelled(term, 0, limit, nested=False)
    return found if found is not None and at == len(term) else []


def _spelled(term: str, at: int, limit: int, *, nested: bool) -> tuple[list[str] | None, int]:
    branches: list[str] = []
    current = [""]
    while at < len(term):
        sign = term[at]
        if sign == ")":
            return ([*branches, *current], at + 1) if nested else (None, at)
        if sign == "|":
            branches, current, at = [*branches, *current], [""], at + 1
            continue
        if sign == "(":
            inner = at + (3 if term.startswith("(?:", at) else 1)
            if term.startswith("(?", at) and inner == at + 1:
                return None, at
            atoms, at = _spelled(term, inner, limit, nested=True)
        elif sign == "\\":
            plain = term[at + 1 : at + 2]
            atoms, at = ([plain] if plain and not plain.isalnum() else None), at + 2
        elif sign in "[]{}.*+^$":
            return None, at
        else:
            atoms, at = [sign], at + 1
        if atoms is None or term[at : at + 1] in ("*", "+", "{"):
            return None, at
        if term[at : at + 1] == "?":
            atoms, at = [*atoms, ""], at + 1
        if len(current) * len(atoms) > limit:
            return None, at
        current = [before + after for before in current for after in atoms]
    return (None, at) if nested else ([*branches, *current], at)


def _with_wrap(expected: str, observed: str) -> str:
    words, gaps = expected.split(), re.findall(r"\s+", observed)
    if len(gaps) != len(words) - 1:
        return expected
    return "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=True))


class Occurrence(Rule):
    """Too many of something, or too few."""

    def prepare(self) -> None:
        _ = self._token

    @cached_property
    def _token(self) -> Any:
        flags = re.IGNORECASE if self.definition.flag("ignorecase") else 0
        return compiled(f"(?:{self.definition.text('token')})", flags)

    @cached_property
    def _limits(self) -> tuple[float, float]:
        return self.definition.number("max"), self.definition.number("min")

    def find(self, text: str, hits: Sequence[Hit], memory: Memory) -> Iterator[Finding]:
        most, least = self._limits
        number = len(self._token.findall(text))
        if not ((most > 0 and number > most) or (least > 0 and number < least)):
            return
        if number:
            spans = (m.span() for m in self._token.finditer(text))
            place = next(((a, b) for a, b in spans if text[a:b].strip() and text[a:b].strip("*@")), None)
        else:
            first = re.search(r"\S+", text)
            place = first.span() if first else (-1, -1)
        if place is None:
            return
        values = (str(number),)
        message = filled(self.definition.message.replace("%d", "%s"), values)
        about = filled(self.definition.description.replace("%d", "%s"), values)
        yield Finding(*place, message, about, self.definition.action, place[0] < 0)


class Repetition(Rule):
    """The same word twice in a row."""

    def prepare(self) -> None:
        _ = self._token

    @cached_property
    def _token(self) -> Any:
        flags = re.IGNORECASE if self.definition.flag("ignorecase") else 0
        return compiled(f"(?:{'|'.join(self.definition.strings('tokens'))})", flags)

    def find(self, text: str, hits: Sequence[Hit], memory: Memory) -> Iterator[Finding]:
        if not self._repeats(text):
            return
        from copydesk.vale.segment import sentences

        fold, alpha = self.definition.flag("ignorecase"), self.definition.flag("alpha")
        most = int(self.definition.number("max"))
        tokens = [(m.group().strip(), m.start(), m.end()) for m in self._token.finditer(text)]
        words = [word.lower() for word, _, _ in tokens] if fold else [word for word, _, _ in tokens]
        count = 0
        for index, same in enumerate(map(str.__eq__, words[1:], words), 1):
            if not same:
                continue
            word, _, end = tokens[index]
            if not word or (alpha and not word.isalpha()):
                continue
            count += 1
            start = tokens[index - 1][1]
            if count <= most or len(list(sentences(text[start:end]))) != 1:
                continue
            if not self._is_exception(text[start:end], text, start, end):
                found = self.tell(start, end, text[start:end])
                yield found._replace(message=filled(self.definition.message, (word,)))
                count = 0

    def _repeats(self, text: str) -> bool:
        """False if no two neighbours are equal, as in most texts: the places of words need not be known then."""
        folded = text.lower() if self._folds else text
        if self._parting is not None and "\u00a0" not in text:
            words = folded.translate(self._parting).split() if self._parting else folded.split()
            return any(map(eq, words[1:], words))
        words = self._token.findall(folded)
        return any(map(eq, words[1:], words)) or any(word != word.strip() for word in words[:1])

    @cached_property
    def _folds(self) -> bool:
        return self.definition.flag("ignorecase")

    @cached_property
    def _parting(self) -> dict[int, str] | None:
        """The characters that part words beside white space, if the rule's words are what stands between such."""
        simple = re.fullmatch(r"\[\^\\s([.!?,;:]*)\]\+", "|".join(self.definition.strings("tokens")))
        return dict.fromkeys(map(ord, simple[1]), " ") if simple else None


class Consistency(Rule):
    """Two spellings of one thing in one file; a step is a pair of them."""

    scanned = True

    def patterns(self, gap: str) -> tuple[Pattern, ...]:
        definition, template = self.definition, self.words.template
        bounded = not definition.flag("nonword")
        fold = definition.flag("ignorecase")
        found = []
        for pair in self._pairs:
            sources = tuple(translate(source)[0] for source in pair)
            if template and bounded:
                sources = tuple(_framed(f"(?:{source})", template, nonword=False) for source in sources)
            found.append(Pattern(sources, fold, bounded and not template))
        return tuple(found)

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        return sorted(self.definition.mapping("either").items())

    def find(self, text: str, hits: Sequence[Hit], memory: Memory) -> Iterator[Finding]:
        for number in dict.fromkeys(hit.alternative // 2 for hit in hits):
            own = [hit for hit in hits if hit.alternative // 2 == number]
            memory.seen.update(f"{self.name}:{hit.alternative}" for hit in own)
            if {f"{self.name}:{2 * number}", f"{self.name}:{2 * number + 1}"} <= memory.seen:
                start, end, _ = own[-1]
                yield self.tell(start, end, text[start:end])


class Conditional(Rule):
    """Something that asks for something else. Its hits are those of `first`, and behind them those of `second`."""

    scanned = True

    def prepare(self) -> None:
        _ = self._first, self._second

    def patterns(self, gap: str) -> tuple[Pattern, ...]:
        return tuple(
            Pattern((_whole(translate(self.definition.text(key))[0]),), False, False) for key in ("first", "second")
        )

    @cached_property
    def _first(self) -> Any:
        return compiled(self.definition.text("first"))

    @cached_property
    def _second(self) -> Any:
        return compiled(self.definition.text("second"))

    def find(self, text: str, hits: Sequence[Hit], memory: Memory) -> Iterator[Finding]:
        second = self._second
        first = [hit for hit in hits if hit.alternative < 2]
        for hit in hits:
            if hit.alternative > 1 and second.groups:
                match = second.match(text, hit.start)
                memory.seen.update(group for group in match.groups() if group) if match else None
        if not second.groups and len(first) < len(hits):
            return
        for start, end, _ in first:
            found = text[start:end]
            known = bool(second.groups) and found in memory.seen
            if not known and not self._is_exception(found, text, start, end):
                yield self.tell(start, end, found)


def _whole(source: str) -> str:
    """A pattern for which ^ and $ are the edges of the text, among those for which they are those of a line."""
    return re.sub(r"(\\.|\[(?:\\.|[^\]\\])*\])|(\^)|(\$)", lambda m: m[1] or (r"\A" if m[2] else r"\Z"), source)


class Capitalization(Rule):
    """Headings and the like that are not in the case they should be in."""

    def prepare(self) -> None:
        if not self.definition.text("match").startswith("$"):
            compiled(self.definition.text("match"))

    def find(self, text: str, hits: Sequence[Hit], memory: Memory) -> Iterator[Finding]:
        expected, good = self._judge(text)
        if good:
            return
        action = self.definition.action
        if action.name == "replace" and not action.params and self.definition.text("match") in ("$title", "$sentence"):
            action = Action("replace", (expected,))
        values = (text, expected)
        message, about = filled(self.definition.message, values), filled(self.definition.description, values)
        yield Finding(0, len(text), message, about, action)

    def _judge(self, text: str) -> tuple[str, bool]:
        definition, wanted = self.definition, self.definition.text("match")
        threshold = definition.number("threshold") or 0.8
        if wanted == "$title":
            chicago = definition.text("style") == "Chicago"
            expected = title_case(text, self._vocabulary, definition.text("prefix"), chicago=chicago)
            return expected, self._share(text, expected, title=True) >= threshold
        if wanted == "$sentence":
            indicators = definition.strings("indicators")
            expected = sentence_case(text, self._vocabulary, definition.text("prefix"), indicators)
            return expected, self._share(text, expected, title=False) >= threshold
        excepted = bool(self._exceptions and self._exceptions.search(text))
        if wanted in ("$lower", "$upper"):
            expected = text.lower() if wanted == "$lower" else text.upper()
            return expected, text == expected or excepted
        return wanted, bool(compiled(wanted).search(text)) or excepted

    @cached_property
    def _vocabulary(self) -> tuple[str, ...]:
        terms = sorted(self._terms(), key=len, reverse=True)
        # In Vale the exceptions of a rule keep their case, and lose that as soon as a vocabulary is added to them.
        added = self.words.accepted and self.definition.flag("vocab", True)
        return tuple(terms) if added else tuple(f"(?-i:{term_pattern(term)})" for term in terms)

    def _share(self, text: str, expected: str, *, title: bool) -> float:
        """The share of words that are as they should be; nothing if the first word of a sentence is not."""
        good = 0
        words, wanted = ([m.group() for m in self._words.finditer(part)] for part in (text, expected))
        exceptions = self._exceptions
        for index, word in enumerate(words):
            if (
                index >= len(wanted)
                or word == wanted[index]
                or (exceptions and exceptions.search(word))
                or (title and word == word.upper())
            ):
                good += 1
            elif not title and index == 0 and word != _titled(word.lower()):
                return -1.0
        return good / len(words) if words else float("nan")

    @cached_property
    def _words(self) -> Any:
        plain = r"(?:[^\W_]|\*)+[^\s]*"
        exceptions = self._exceptions
        return re.compile(f"{exceptions.pattern}|{plain}", re.MULTILINE) if exceptions else re.compile(plain)


def _titled(word: str) -> str:
    """Go's strings.Title: each letter behind something that is no letter, digit, underscore or apostrophe."""
    return re.sub(r"(?<![\w'’])\w", lambda m: m[0].upper(), word)
