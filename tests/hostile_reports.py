"""Reports on texts that try to be taken for something else: what every output format has to survive."""

from __future__ import annotations

from hypothesis import strategies as st

from copydesk.diagnostic import Diagnostic, Edit, Fix, Related, Report, RuleError, Severity
from copydesk.formats import FormatOptions, RuleInfo
from copydesk.text import Source, Span

WORDS = (
    *(
        "the causal talks",
        " ",
        " ",
        "word",
        "Naïve",
        "漢字",
        "e\u0301",
        "👩\u200d🚀",
        "𐐀b",
        "😀",
        "İ",
        "\t",
        "&amp;",
        "-->",
        "]]>",
    ),
    *("\n", "\n", "\n\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c"),
    *(
        "\x00",
        "\x1b[2J",
        "\x1b]8;;x\x07",
        "\x9b31m",
        "\x7f",
        "\u202e",
        "\u2066",
        "\u200b",
        "\xad",
        "\ufeff",
        "\U000e0041",
    ),
    *("\ud800", "\udbff", "\ufffe", "\uffff", "\ufffd"),
    *("\n::set-output name=a::b", "%0A::error::x", "::stop-commands::t", "::warning file=a,line=1::no", "a,b:c%d"),
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        '" onclick="x',
        "'",
        "</style>",
    ),
    *('{"a": 1}', "\\u001b", "\\", "{0}", "[a](1)", "<![CDATA[", "<!--", "&#x1b;", "${x}", "`"),
)
RULES = {
    "typo/known": RuleInfo(
        "typo/known", "“{found}” is misspelt", "A reader\nstops here.", "https://example.org/typo?a=1", Severity.ERROR
    ),
    "opinion/x": RuleInfo("opinion/x", "", "", "not an address \x1b", Severity.WARNING),
    "claim/a,b::c%d": RuleInfo("claim/a,b::c%d", "<b>", "]]> & \ud800", "javascript:alert(1)", Severity.SUGGESTION),
}
OPTIONS = FormatOptions(root="/desk", rules=RULES, version="1.2.3", homepage="https://example.org/")

PATHS = (
    *("a.txt", "/desk/b dir/ü,::%#?.md", "./c.txt", "-", "d\x1b[1m.txt"),
    *("e\nf.txt", "\udcff.txt", "<g>&\"'.txt", "/elsewhere/h.txt"),
)

texts = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)


class Tape:
    """Choices read off random bytes: Hypothesis draws and shrinks one value, which is ten times as fast as many."""

    def __init__(self, data: bytes) -> None:
        self._data = iter(data)

    def number(self, below: int) -> int:
        return next(self._data, 0) % below

    def words(self, most: int) -> str:
        return "".join(WORDS[self.number(len(WORDS))] for _ in range(self.number(most + 1)))

    def message(self) -> str:
        return "m" + self.words(4)

    def span(self, size: int) -> Span:
        start = (self.number(256) * 256 + self.number(256)) % (size + 1)
        return Span(start, min(start + (0, 1, 3, 8, 40, 10**6)[self.number(6)], size))

    def diagnostic(self, size: int) -> Diagnostic:
        return Diagnostic(
            rule=(*RULES, "new/unknown")[self.number(4)],
            severity=Severity(1 + self.number(3)),
            message=self.message(),
            span=self.span(size),
            confidence=(0.0, 1 / 3, 1.0)[self.number(3)],
            replacements=tuple((self.message(), "")[self.number(2)] for _ in range(self.number(3))),
            fix=Fix((Edit(self.span(size), self.message()), Edit(self.span(size), "")))
            if self.number(3) == 2
            else None,
            related=(Related(self.span(size), self.message()), Related(self.span(size), ""))
            if self.number(3) == 2
            else (),
        )

    def report(self) -> Report:
        """Up to five findings anywhere in a text, sorted as the engine sorts them."""
        source = Source(PATHS[self.number(len(PATHS))], self.words(25))
        found = [self.diagnostic(len(source.text)) for _ in range(self.number(6))]
        found.sort(key=lambda item: (item.span, -item.severity, item.rule, item.message))
        errors = (RuleError(("", "typo/known")[self.number(2)], self.message()),) if self.number(5) == 4 else ()
        hidden = {"typo/known": 7} if self.number(5) == 4 else {}
        return Report(source, tuple(found), errors, hidden, self.number(3))


def reports() -> st.SearchStrategy[Report]:
    """Reports on hostile texts."""
    return st.binary(min_size=100, max_size=250).map(lambda data: Tape(data).report())


def finding(text: str, words: str, **fields: object) -> Report:
    """A report with one finding on the first place of the words in the text."""
    start = text.index(words)
    fields = {"rule": "typo/known", "severity": Severity.WARNING, "message": "m", **fields}
    diagnostic = Diagnostic(span=Span(start, start + len(words)), **fields)  # type: ignore[arg-type]  # keywords by name
    return Report(Source("a.txt", text), (diagnostic,))
