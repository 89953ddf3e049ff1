"""Vale's spelling: words that no dictionary knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, product
from pathlib import Path
from typing import Any

from copydesk.models.hunspell import Dictionary
from copydesk.vale.definition import Action, Definition
from copydesk.vale.dialect import compiled
from copydesk.vale.kinds.rule import Finding, Match, Memory, Rule, Said, Words
from copydesk.vale.kinds.terms import term_pattern
from copydesk.vale.lexicon import BUILT_IN, Lexicon, open_lexicon

_KNOWN_RUNS = 500_000
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_SIGNS = "()[]\"',!;.?:“”‘’"
_PREFIXES = ("$", "(", '"', "[", "'")
_SUFFIXES = (",", ")", '"', "]", "!", ";", ".", "?", ":", "'")
_SPECIAL = re.compile(r"(?:[A-Za-z]\.){2,}\Z|[A-Z][a-z]{1,2}\.\Z")
_PLAIN = re.compile(r"[a-zA-Z_']+\Z")
_CAPITALS = re.compile(r"[A-Z]+\Z")
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z]+[0-9A-Za-z_]+")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|[a-z]{2,}[A-Z][A-Za-z0-9]*")
_OTHERS = re.compile(
    r"(?:[0-9]+[.,-]?)+\Z|0?x[0-9A-Fa-f]+\Z|0b[01]+\Z|[0-9a-z]{40}\Z|[0-9]*1[0-9]th\Z|[0-9]*[02-9]?(?:1st|2nd|3rd|[4-9]th|0th)\Z"
)
_CODE = {
    ".md": "`%s`", ".mdx": "`%s`", ".adoc": "`%s`", ".rst": "``%s``", ".org": "~%s~", ".html": "<code>%s</code>",
}  # fmt: skip


class Spelling(Rule):
    """Words that are not in the dictionaries."""

    def __init__(self, definition: Definition, words: Words) -> None:
        super().__init__(definition, words)
        self._folders = [Path(folder) for folder in words.folders]

    def prepare(self) -> None:
        _ = self._filters, self._dictionaries

    def candidates(self, texts: Sequence[str]) -> Iterable[int]:
        """Those with a run of characters that holds a word which no dictionary knows."""
        runs = [self._without_phrases(text).split() for text in texts]
        if len(self._right) > _KNOWN_RUNS:
            self._right.clear()
            self._known.clear()
        new = set(chain.from_iterable(runs)).difference(self._right).difference(self._wrong)
        self._right |= self._plainly_right(new)
        for run in new - self._right:
            self._judge(run)
        free = self._wrong.keys().isdisjoint
        return [number for number, own in enumerate(runs) if not free(own)]

    def find(self, text: str, hits: Sequence[Match], memory: Memory) -> Iterator[Finding]:
        text = self._without_phrases(text)
        wrong = self._wrong
        for run in wrong.keys() & text.split():
            for place, word in product(_places(run, text), wrong[run]):
                start = place + max(run.translate(_STRAIGHT).find(word), 0)
                end = start + len(word)
                yield (start, end, self._told(word, text[start:end], memory.suffix))

    def _without_phrases(self, text: str) -> str:
        """The text with the accepted phrases blanked out."""
        phrases = self._accepted_phrases
        return phrases.sub(lambda m: " " * len(m.group()), text) if phrases else text

    @cached_property
    def _right(self) -> set[str]:
        """The runs of characters in which nothing is wrong."""
        return set()

    @cached_property
    def _wrong(self) -> dict[str, tuple[str, ...]]:
        """What is wrong in the others."""
        return {}

    def _plainly_right(self, runs: set[str]) -> set[str]:
        """Those that are a word of the dictionary between signs, as nearly all are, or no word that is looked up at all.

        `_split` takes off the same signs one by one; if it leaves one of them, what it gives is no plain word, and right.
        """
        lexicon = self._dictionaries[0]
        if self.definition.flag("custom") or not isinstance(lexicon, Lexicon):
            return set()
        words = {run: run.strip(_SIGNS) for run in runs}
        new = set(words.values()).difference(self._known)
        listed = lexicon.listed(new)
        self._known.update(dict.fromkeys(listed, True))
        for word in new - listed:
            plain = word if word.isascii() else word.translate(_STRAIGHT)
            if not _PLAIN.match(plain):
                self._known[word] = "&" not in plain and plain[:1] != "$"
            else:
                self._known[word] = _is_filtered(plain) or lexicon.spells(plain)
        known = self._known
        return {run for run, word in words.items() if known[word]}

    @cached_property
    def _known(self) -> dict[str, bool]:
        """Words, and whether the first dictionary has them."""
        return {}

    def _judge(self, run: str) -> None:
        wrong = tuple(word for word in _split(run) if not self._is_right(word))
        if wrong:
            self._wrong[run] = wrong
        else:
            self._right.add(run)

    def _is_right(self, word: str) -> bool:
        if not self.definition.flag("custom") and (not _PLAIN.match(word) or _is_filtered(word)):
            return True
        if any(pattern.search(word) for pattern in self._filters):
            return True
        if word in self._listed or word.lower() in self._listed:
            return True
        if self._in_dictionaries(word) or _OTHERS.match(word):
            return True
        accepted = self._accepted
        return bool(accepted and accepted.search(word))

    def _in_dictionaries(self, word: str) -> bool:
        for dictionary in self._dictionaries:
            if isinstance(dictionary, Lexicon):
                if dictionary.spells(word) or (
                    "-" in word and all(map(dictionary.spells, filter(None, word.split("-"))))
                ):
                    return True
            elif dictionary.knows(word):
                return True
        return False

    def _told(self, *words: str) -> Said:
        if words not in self._said:
            self._said[words] = self._say(*words)
        return self._said[words]

    @cached_property
    def _said(self) -> dict[tuple[str, ...], Said]:
        return {}

    def _say(self, word: str, shown: str, suffix: str) -> Said:
        definition = self.definition
        lexicon = next((d for d in self._dictionaries if isinstance(d, Lexicon)), None)
        cased = lexicon.recased(word) if lexicon else ""
        if cased and _is_sure(word, cased):
            return Said(f"Use '{cased}' instead of '{shown}'.", "", Action("replace", (cased,)))
        if suffix in _CODE and _IDENTIFIER.fullmatch(shown) and not definition.flag("split"):
            action = Action("replace", (_CODE[suffix].replace("%s", shown),))
            return Said(f"'{shown}' looks like code; format it as code.", "", action)
        return self.filled((word,))

    @cached_property
    def _filters(self) -> list[Any]:
        return [compiled(pattern) for pattern in self.definition.strings("filters")]

    @cached_property
    def _accepted(self) -> Any:
        terms = [rf"\b{term_pattern(term)}\b" for term in self.words.accepted]
        own = self.definition.strings("exceptions")
        return compiled("|".join((*own, *terms)), re.IGNORECASE) if terms or own else None

    @cached_property
    def _accepted_phrases(self) -> Any:
        terms = [term_pattern(t) for t in self.words.accepted if " " in t or "\t" in t or r"\s" in t]
        return compiled(rf"\b(?:{'|'.join(terms)})\b", re.IGNORECASE) if terms else None

    @cached_property
    def _listed(self) -> frozenset[str]:
        names = self.definition.strings("ignore")
        files = [path for name in names for path in self._places(name) if path.is_file()]
        if self.name == "Vale.Spelling":
            files = [path for folder in self._folders for path in sorted((folder / "config/ignore").rglob("*.txt"))]
        words = (line.strip() for path in files for line in path.read_text("utf-8", "replace").split("\n"))
        return frozenset(form for word in words if word for form in (word, word.lower()))

    def _places(self, name: str) -> Iterator[Path]:
        yield Path(name).absolute()
        for folder in self._folders:
            yield folder / name
            yield folder / "config/ignore" / name

    @cached_property
    def _dictionaries(self) -> list[Lexicon | Dictionary]:
        definition = self.definition
        found: list[Lexicon | Dictionary] = []
        aff, dic = definition.text("aff"), definition.text("dic")
        places = [folder for base in self._folders for folder in (base, base / "config/dictionaries")]
        if dicpath := definition.text("dicpath"):
            places = [Path(dicpath), *(folder / dicpath for folder in self._folders), Path.cwd() / dicpath]
        if aff and dic:
            path = next((folder / dic for folder in places if (folder / dic).is_file()), None)
            if path:
                return [_opened(path.with_suffix(""))]
        for name in definition.strings("dictionaries"):
            path = next((folder / name for folder in places if (folder / f"{name}.dic").is_file()), None)
            if path is None:
                raise ValueError(f"there is no dictionary {name!r}")
            found.append(_opened(path))
        if not found or definition.flag("append"):
            found.append(open_lexicon(BUILT_IN))
        if not definition.strings("dictionaries") and definition.path == "":
            extra = [
                path for folder in self._folders for path in sorted((folder / "config/dictionaries").glob("*.dic"))
            ]
            found += [_opened(path.with_suffix("")) for path in extra]
        return found


def _places(run: str, text: str) -> Iterator[int]:
    """Where a run of characters stands between white space."""
    place = text.find(run)
    while place >= 0:
        end = place + len(run)
        if (not place or text[place - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield place
        place = text.find(run, place + 1)


def _is_filtered(word: str) -> bool:
    """True for plain words that are never looked up."""
    return bool(_CAPITALS.search(word) or _CAMEL.search(word))


def _opened(path: Path) -> Lexicon | Dictionary:
    """A dictionary: read here if it is a plain one, else by the library."""
    rules = path.with_suffix(".aff").read_text("utf-8", "replace")
    if re.search(r"^(?:COMPOUND\w*|FLAG|AF|CHECK\w*|ICONV|BREAK|NEEDAFFIX|CIRCUMFIX)\b", rules, re.MULTILINE):
        return Dictionary.open(str(path))
    return Lexicon.sorted(path)


def _is_sure(word: str, cased: str) -> bool:
    def capitals(text: str) -> int:
        return sum(map(str.isupper, text))

    inside = any(map(str.isupper, cased[1:]))
    return len(word) >= 3 and capitals(word) <= 1 and capitals(cased) > capitals(word) and inside


def _split(run: str) -> Iterator[str]:
    """The words in a run of characters without white space, as Vale's tokenizer cuts them."""
    token = run.translate(_STRAIGHT).replace("&rsquo;", "'")
    while token:
        if _SPECIAL.match(token):
            break
        if len(token) > 1 and token[0] in _PREFIXES:
            token = token[1:]
        elif len(token) > 1 and token[-1] in _SUFFIXES:
            token = token[:-1]
        else:
            break
    if any(map(str.isalpha, token)):
        yield token
