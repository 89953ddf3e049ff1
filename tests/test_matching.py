"""The matcher against its meaning: one regular expression a pattern, run by `re` itself."""

from __future__ import annotations

import json
import re
import sys
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.matching import Hit, Pattern, PatternError, Plan, seek
from copydesk.matching.build import build
from copydesk.matching.dialect import parse
from copydesk.matching.effort import Effort, effort
from copydesk.matching.record import Hard
from copydesk.matching.seek import windows
from copydesk.matching.view import View, fold, foldable, shape

CHARS = [
    *"abAB kKsSiI13 .,'-_\n!?éİıſ\u212a\u0301\x00\u2028\ud800—’\u00a0٣βςΣ",
    *"\U0001f600\x01\x02\x03\t\r\x1c²",
]
WORDS = [
    "the",
    "of",
    "colour",
    "a",
    "so",
    "said",
    "AM",
    "It",
    "Kim",
    "sign",
    "fox",
    "foxes",
    "on-site",
    "don't",
    "U.S.",
]
WORDS += ["café", "İ", "is", "I", "3", "10", "_a", "É", "ſo", "in the", "fox is", "the fox", "so so"]


def oracle(pattern: Pattern, text: str) -> list[Hit]:
    """What the pattern means: the joined expression, with an empty group after each alternative to know it by."""
    marks: dict[int, int] = {}
    last = 0
    for index, alternative in enumerate(pattern.alternatives):
        last += re.compile(alternative).groups + 1
        marks[last] = index
    body = "|".join(f"(?:{alternative})()" for alternative in pattern.alternatives)
    source = rf"\b(?:{body})\b" if pattern.bounded else f"(?:{body})"
    flags = re.MULTILINE | (re.IGNORECASE if pattern.ignorecase else 0)
    return [Hit(*m.span(), marks[m.lastindex]) for m in re.compile(source, flags).finditer(text) if m.lastindex]


def agree(patterns: list[Pattern], *texts: str) -> None:
    plan = Plan.build(patterns)
    for text in texts:
        scan = plan.scan(text)
        assert not scan.troubles
        for index, pattern in enumerate(patterns):
            assert scan.hits.get(index, []) == oracle(pattern, text), (pattern, text)
        assert all(scan.hits.values())


phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: re.escape(" ".join(words)))
tails = st.sampled_from(
    ["", "", "s?", "(?:s|es)", r"(?!\.)", "(?= )", " *", "[ -]*fox", "e?d?", r"\w*", "(?:'s)?", r"\b", "(s)?"]
)
sets = st.sampled_from(
    [r"\w", r"\d", r"\s", r"\S", r"\W", ".", "[a-z]", "[A-Z]", "[^,]", "[ae]", "[.?!]", "[—–]", "[ks]", "[a-zé]"]
)
counts = st.sampled_from(["", "", "?", "{2}", "{1,3}", "{2,4}", "??"])
heads = st.sampled_from(
    [
        "",
        r"(?:\w+ )?",
        ".{0,9}",
        "(?:x|the |of the |a ){0,2}",
        r"\b",
        "^",
        r"(?<!\w)",
        r"(?<=\s)",
        r"\w+",
        r"\d{1,2} ?",
        "(?:a|the|so) ",
        "[Tt]",
        "(?i:i)",
        r"[^\s-]+",
    ]
)
ends = st.sampled_from(["", "", "$", r"\b", r"(?!\w)", r"\s", r"(?=,)"])
expressions = st.builds("{}{}{}{}{}".format, heads, sets, counts, phrases, ends)
alternatives = st.one_of(phrases, st.builds("{}{}".format, phrases, tails), expressions)
patterns = st.builds(Pattern, st.lists(alternatives, min_size=1, max_size=6).map(tuple), st.booleans(), st.booleans())
texts = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from([*CHARS, " ", " ", "\n"])), max_size=40).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(patterns, min_size=1, max_size=4), st.lists(texts, min_size=1, max_size=3))
def test_a_scan_equals_one_expression_for_each_pattern(some: list[Pattern], many: list[str]) -> None:
    agree(some, *many)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(phrases, min_size=1, max_size=12).map(tuple), min_size=1, max_size=4), texts, st.booleans())
def test_a_scan_equals_one_expression_for_phrases(some: list[tuple[str, ...]], text: str, ignorecase: bool) -> None:
    agree([Pattern(alternatives, ignorecase, bounded) for alternatives in some for bounded in (True, False)], text)


HEADS, MIDDLES, ENDS = (
    "is are was were been be has have had it't we they you he who will would could can to".split(),
    "previous actual initial permanent significant successful gradual eventual former final regular frequent".split(),
    "used seen made known given taken told found shown written built held sent paid sold lost".split(),
)
SLOTS = st.sampled_from([*HEADS[:4], "it't", *MIDDLES[:4], *ENDS[:4], "_", "-", " ", "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(SLOTS, max_size=24).map(" ".join), st.booleans(), st.booleans())
def test_a_pattern_of_three_long_choices_equals_one_expression(text: str, ignorecase: bool, bounded: bool) -> None:
    agree([Pattern((" ".join(f"({'|'.join(words)})" for words in (HEADS, MIDDLES, ENDS)),), ignorecase, bounded)], text)


def test_a_pattern_of_too_many_ways_is_found_by_its_rarest_choice() -> None:
    source = " ".join(f"(?:{'|'.join(words)})" for words in (HEADS, MIDDLES, ENDS))
    words = build([Pattern((source,))]).words
    assert set(MIDDLES) <= words.keys()
    assert words.keys().isdisjoint(HEADS)


HOSTILE = [
    "",
    "The COLOR of colours, the colour.\nIt is so-so; it is 10 am. At 3pm I said: is it? Don't! He didn't...\n",
    "ſign sıgn SİGN sign Kign \u212aim kim \u212a",
    "foo\u0301 foo foo\x00foo foo\u2028foo foo\ud800 \U0001f600foo _foo foo_ foo",
    "that is that is. that is, that\nis that  is",
    "\n\n\n a\n b\n\nc, d and e\nf, g,\nh and i!\n",
    "is was is was is taken was\nmistaken",
    "1 AM 12am 3 p.m. 12 PM 112 am ٣ am ٣٣ AM",
    "aaaaaaaa a.a.a.a. a-a-a-a AAA AAAA AAAAAA (AAA) Aa Aa (AAA)",
    '“Quoted,” he said. "Plain", too. ‘One’ — two – three… four • five',
    "x" * 3000 + " end. " + "word " * 50 + "\n" + "y!" * 40,
    "But\nBut But\r\nBut it's\u0085But",
]
REAL = [
    *(
        r"colou?r",
        r"[Tt]he",
        r"(?:a|b) c",
        r"that is(?![.,])",
        r"\d{1,2} ?[ap]\.?m\.?",
        r"\b[A-Z]{3,5}\b",
        r"\.\.\.",
        r";",
    ),
    *(
        r"(?:\b[A-Z][a-z]+ )+\(([A-Z]{3,5})\)",
        r"\w+!(?:\s|$)",
        r"(?:^|\s)I\s",
        r"\s[—–]\s",
        r"\b[^\s-]+ly-\w+\b",
        r"^But",
    ),
    *(
        r"\b(am|is|was|be)\b\s*(?:\w+ed|taken|been)",
        r"(?:[^,]+,){1,}\s\w+\s(?:and|or)",
        r'"[^"]+"[.,?]',
        r"\(.+\)",
        r"[^\s]+",
    ),
    *(
        r"(?:[^\s,]+,){1,} \w+ (?:and|or) \w+[.?!]",
        r"(\w+) \1",
        r"\b(\w+)\s+\1\b",
        r"[a-z][.?!]\s*$",
        r"p = 0\.0{2,4}",
        r"sign",
    ),
    *(
        r"\w+",
        r"a+",
        r"[a-z]*!",
        r"happy[ -]*hours?",
        r"(?i:SIGN)",
        r"k",
        r"i",
        r"s",
        r"it\sis\sso",
        r"foo",
        r"is",
        r"\w+n't",
    ),
    *(
        r"(?<=\s)-?\d+(?:\.\d+)?\b",
        r"(?!.*x)foo",
        r"(?>a|ab)c" if sys.version_info >= (3, 11) else "abc",
        r"(a|)b",
        r".{2,8} (?:c|d)",
    ),
]


@pytest.mark.parametrize("bounded", [True, False])
@pytest.mark.parametrize("ignorecase", [True, False])
def test_known_patterns_on_hostile_texts(ignorecase: bool, bounded: bool) -> None:
    agree([Pattern((source,), ignorecase, bounded) for source in REAL if r"(\w+) \1" not in source], *HOSTILE)


@pytest.mark.parametrize("bounded", [True, False])
def test_known_patterns_in_texts_too_long_to_search_at_once(monkeypatch: pytest.MonkeyPatch, bounded: bool) -> None:
    monkeypatch.setattr(seek, "_A_LINE", 3)
    monkeypatch.setattr(seek, "_AT_ONCE", 6)
    agree([Pattern((source,), False, bounded) for source in REAL if r"(\w+) \1" not in source], *HOSTILE)


def test_alternatives_that_may_be_empty() -> None:
    some = [("a*",), ("x|", "a"), ("", "the"), ("the", r"\b"), (r"(?=a)", "a+"), ("b??", "b")]
    agree([Pattern(alternatives, False, bounded) for alternatives in some for bounded in (True, False)], *HOSTILE[:8])


def test_the_order_of_alternatives_decides() -> None:
    plan = Plan.build(
        [Pattern(("New York", "New York City")), Pattern(("New York City", "New York")), Pattern(("York", r"\w+"))]
    )
    assert plan.scan("in New York City").hits == {
        0: [Hit(3, 11, 0)],
        1: [Hit(3, 16, 0)],
        2: [Hit(0, 2, 1), Hit(3, 6, 1), Hit(7, 11, 0), Hit(12, 16, 1)],
    }


def test_a_back_reference_counts_in_its_own_alternative() -> None:
    plan = Plan.build([Pattern(("(x)", r"(\w+)\s+\1", r"(a)(b)\2"), False, True)])
    assert plan.scan("the the abb").hits == {0: [Hit(0, 7, 1), Hit(8, 11, 2)]}


def test_flags_at_the_start_hold_for_their_alternative() -> None:
    assert Plan.build([Pattern(("(?i)sic", "Foo"))]).scan("SIC foo Foo").hits == {0: [Hit(0, 3, 0), Hit(8, 11, 1)]}


def test_nothing_matches_nothing() -> None:
    assert Plan.build([]).scan("text").hits == {}
    assert Plan.build([Pattern(())]).scan("text").hits == {}


@pytest.mark.parametrize(
    ("alternative", "reason"),
    [("a(", "missing ), unterminated subpattern"), ("a)(b", "unbalanced parenthesis"), ("*a", "nothing to repeat")],
)
def test_a_bad_pattern_is_named(alternative: str, reason: str) -> None:
    with pytest.raises(PatternError, match=re.escape(reason)) as caught:
        Plan.build([Pattern(("fine",)), Pattern(("fine", alternative))])
    assert (caught.value.index, caught.value.alternative, caught.value.reason) == (1, 1, str(caught.value))
    assert "\n" not in caught.value.reason


def test_deep_nesting_is_a_pattern_error() -> None:
    with pytest.raises(PatternError):
        Plan.build([Pattern(("(" * 5000 + "a" + ")" * 5000,))])


def test_the_regex_module_reads_what_re_refuses() -> None:
    plan = Plan.build([Pattern((r"(?<!:[^ ]+?):\s[A-Z]", r"\p{Lu}{2}"), False, False)])
    assert plan.scan("a: B, c:d: E, ÉÀ").hits == {0: [Hit(1, 4, 0), Hit(14, 16, 1)]}


@pytest.mark.parametrize("source", [r"(?<!:[^ ]+?):\s[A-Z]", r"\p{Lu}{2}", "(a+)+$"])
def test_without_the_regex_module_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    from copydesk.matching import engines

    data = Plan.build([Pattern(("ok",)), Pattern((source,))]).to_data()
    engines.compiled_regex.cache_clear()
    monkeypatch.setitem(sys.modules, "regex", None)
    with pytest.raises(PatternError, match=r"copydesk\[vale\]") as caught:
        Plan.build([Pattern(("ok",)), Pattern((source,))])
    assert caught.value.index == 1
    scan = Plan.from_data(data).scan("ok aaa: B ÉÀ")
    assert scan.hits == {0: [Hit(0, 2, 0)]}
    assert [(trouble.pattern, "copydesk[vale]" in trouble.reason) for trouble in scan.troubles] == [(1, True)]


def test_only_patterns_that_need_it_import_the_regex_module() -> None:
    import subprocess

    code = (
        "import sys; from copydesk.matching import Pattern, Plan; import json;"
        "plan = Plan.build([Pattern(('a b', r'\\w+ed', r'(\\w+) \\1'))]);"
        "plan = Plan.from_data(json.loads(json.dumps(plan.to_data()))); plan.scan('a b');"
        "assert 'regex' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def many() -> list[Pattern]:
    """6,000 alternatives in 300 patterns."""
    made = [f"{WORDS[n % 12]} word{n} {WORDS[n % 7]}" for n in range(5_800)] + [
        rf"hard{n}[ -]*\w+ed" for n in range(200)
    ]
    return [
        Pattern(tuple(re.escape(a) if "hard" not in a else a for a in made[n::300]), n % 2 == 0) for n in range(300)
    ]


@pytest.fixture(scope="module")
def built() -> Plan:
    return Plan.build(many())


def test_a_plan_survives_json(built: Plan) -> None:
    data = json.loads(json.dumps(built.to_data()))
    loaded = Plan.from_data(data)
    text = "The Word7 of, of word7 is, hard3 - wanted. " + " ".join(
        a for p in many()[:20] for a in p.alternatives
    ).replace("\\", "")
    assert loaded.scan(text) == built.scan(text)
    assert len(loaded.scan(text).hits) > 15
    assert loaded.to_data() == data


def test_a_plan_is_loaded_at_once(built: Plan) -> None:
    data = built.to_data()
    took = []
    for _ in range(5):
        start = process_time()
        Plan.from_data(data)
        took.append(process_time() - start)
    assert min(took) < 0.005


@pytest.mark.parametrize(
    "data", [None, [], [1], {}, [0] * 11, [1, *[[]] * 10], [1, {}, {}, {}, ["a"], [], [], [], [], [], []]]
)
def test_other_data_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="plan"):
        Plan.from_data(data)


def test_folding_is_what_re_does() -> None:
    every = [chr(code) for code in range(0x3100)]
    text = "".join(every)
    assert len(fold(text)) == len(text)
    kin: dict[str, set[str]] = {}
    for char in every:
        kin.setdefault(fold(char), set()).add(char)
    cased = [char for char in every if foldable(char) and char.lower() != char.upper()]
    assert len(cased) > 200
    for char in [*cased, *"-'’—٣あ\u0301"]:
        assert set(re.findall(re.escape(char), text, re.IGNORECASE)) == kin[fold(char)], char


def test_every_view_has_the_length_of_the_text() -> None:
    text = "".join(chr(code) for code in [*range(0x3000), 0xD800, 0xFFFF, 0x1F600])
    view = View(text)
    assert len(view.folded) == len(view.shapes) == len(text)
    assert all(shape(char) == mark for char, mark in zip(text, view.shapes, strict=True))


def hard(mode: str, newlines: int = 0, slack: int = 0, spread: int = 0) -> Hard:
    return Hard([[0, 0]], "", "", 0, "re", mode, newlines, slack, spread, [])


def test_windows_hold_whole_lines() -> None:
    text = "one\ntwo\nthree\nfour\nfive"
    assert list(windows(text, [5, 6, 15], hard("line"))) == [(4, 7, 9), (14, 18, 20)]
    assert list(windows(text, [5], hard("line", newlines=1))) == [(0, 13, 20)]
    assert list(windows(text, [20], hard("line", slack=5))) == [(19, 23, 23)]


def test_windows_hold_all_starts() -> None:
    assert list(windows("x" * 100, [3, 20, 22, 90], hard("span", slack=8, spread=5))) == [
        (0, 3, 13),
        (15, 22, 32),
        (85, 90, 100),
    ]


LINEAR = [
    r"\b\w+ed\b",
    r"\b\w+ed by \w+\b",
    r"\b(\w+)\s+\1\b",
    r"\d{1,2} ?[ap]m",
    '"[^"]+"[.,]',
    r"\b(?:am|are)\b\s*\w+ed",
    "a?b?c?",
]
PATIENT = [r"\w+!", r"\s+$", r"(?!.*x)foo", r".{2,60}foo.{1,60}x", r"(?:[^,]+,)+ x", r"foo.*bar"]
WILD = ["(a+)+$", "(a|a)*b", "(a*)*b", "a*a*b", ".*foo.*bar", r"(\w+)\1", "(a?){25}a{25}", r"^(\w+\s?)*$", "(x+x+)+y"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [(s, e) for e, sources in zip(Effort, (LINEAR, PATIENT, WILD), strict=True) for s in sources],
)
def test_the_effort_of_patterns(source: str, expected: Effort) -> None:
    assert effort(parse(source, re.MULTILINE).node) is expected


def test_a_plan_names_its_timed_patterns() -> None:
    assert Plan.build([Pattern((s,), bounded=False) for s in (LINEAR[0], WILD[0], "fox", PATIENT[2])]).timed == (1, 3)


@pytest.mark.parametrize("source", [*LINEAR, "fox", "[Tt]he (?:fox|dog)s?", r"\w+!", r"[a-z]+[!?]{2,}"])
@pytest.mark.parametrize("unit", ["a", "a ", "was aed by ", '"', "1 a", "!"])
def test_linear_patterns_take_linear_time(source: str, unit: str) -> None:
    plan = Plan.build([Pattern((source,), False, False)])

    def cost(size: int) -> float:
        text = (unit * size)[:size]
        start = process_time()
        assert not plan.scan(text).troubles
        return process_time() - start

    small = min(cost(4_000) for _ in range(4))
    assert min(cost(32_000) for _ in range(3)) < max(20 * small, 0.02)


def test_matches_that_contain_their_own_beginning_are_no_trouble() -> None:
    plan = Plan.build([Pattern((r"TKTK\w*", r"foo.*bar"), False, False)])
    assert plan.timed == (0,)
    text = "TK" * 200_000 + "\n" + "foo" * 100_000 + "bar\n"
    assert plan.scan(text, time_limit=0.2).hits == {0: [Hit(0, 400_000, 0), Hit(400_001, 700_004, 1)]}


# Patterns that have stopped a service or are taught as examples, each with a unit that it chokes on.
EVIL = [
    ("^(a+)+$", "a"),
    ("^([a-zA-Z]+)*$", "a"),
    ("^(a|aa)+$", "a"),
    ("^(a|a?)+$", "a"),
    ("^(.*a){20}$", "a"),
    ("(x+x+)+y", "x"),
    ("(a?){30}a{30}", "a"),
    ("^(([a-z])+.)+[A-Z]([a-z])+$", "a"),
    (
        r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$",
        "a",
    ),
    ("^[\\s\u200c]+|[\\s\u200c]+$", " "),
    (r"(?:(?:\"|'|\]|\}|\\|\d|(?:nan|true|null)|`|\-|\+)+[)]*;?((?:\s|-|~|!|{}|\|\||\+)*.*(?:.*=.*)))", "1"),
    (r"D[oD]?(\[[^\[\]]*\]|\s+)+MMMM?", "D" + " " * 40),
    (r"^((?:\d+)?\.?\d+) *(ms|seconds?|s|minutes?|m|hours?|h|days?|d|years?|y)?$", "1"),
    (r"^\b_((?:__|[\s\S])+?)_\b|^\*((?:\*\*|[\s\S])+?)\*(?!\*)", "*"),
    (r"^\s*([^\s]+)\s+-\s+([^\s]+)\s*$", " "),
    (r"\s*#?\s*$", "\t"),
    (r"\+OK.*(<[^>]+>)", "+OK<"),
    (r"""(?:.*,)*[ \t]*([^ \t]+)[ \t]+realm=(["']?)([^"']*)\2""", ","),
    (r"<.*?>|((?:\w[-\w]*|&.*?;)+)", "&"),
    (r"; *([^;/]+) Build[/ ]Huawei(MT1-U06|[A-Z]+\d+[^\);]+)[^\);]*\)", "; "),
    (r"^(.*,)+(.+)?$", ","),
    (r"^\s*|\s*$", " "),
    (r"\s+$", " "),
    (r"^(?:(?:[a-z0-9]+[-_]?)*[a-z0-9]+\.)+[a-z]{2,}$", "a"),
    (r"^([+-]?\d*n)?\s*(?:([+-]?)\s*(\d+))?$", " "),
    (r"[[\]()#;?]*(?:(?:(?:;[-a-zA-Z\d/#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d/#&.:=?%@~_]*)*)?\u0007)", ";"),
    (r"^(/?|)([\s\S]*?)((?:\.{1,2}|[^/]+?|)(\.[^./]*|))(?:[/]*)$", "."),
    (r"\s*<!doctype\s+svg\s+(?:.*?\s*)*>", "<!doctype svg "),
    (r"^[^@]+@[^:.]+\.[^:]+:.+$", "@."),
    (r"/\*\s*# sourceMappingURL=(.*)\s*\*/", "/*# sourceMappingURL="),
    (r"(\{[^{}]*\})+[^{}]*$", "{}"),
    (r"^hwb\(\s*([+-]?\d*[.]?\d+)(?:deg)?\s*,\s*([+-]?\d+[\d.]*)%\s*,\s*([+-]?\d+[\d.]*)%\s*\)$", "1"),
    (r"^(\S+@\S+\.)+\S+$", "@."),
    (r"^(?:\s*\S+\s*)+$", "a "),
    (r"^(\w+\.?)+$", "a"),
    (r"<!--(?:.|\s)*?-->", "<!--"),
    ("(.*)*#", "a"),
    (r'"([^"]|\\")*;"', '\\"'),
    (r"^(\d+|\d*\.\d+)+$", "1"),
    (r"^(?:a+|b+|ab)+c$", "ab"),
]


@pytest.mark.parametrize(("source", "unit"), EVIL, ids=[str(number) for number in range(len(EVIL))])
def test_evil_patterns_end_in_time(source: str, unit: str) -> None:
    plan = Plan.build([Pattern(("innocent",)), Pattern((source,), False, False)])
    text = (unit * 1_000_000)[:1_000_000] + "\x07! innocent\n"
    start = process_time()
    scan = plan.scan(text, time_limit=0.02)
    assert process_time() - start < 1.5
    assert scan.hits[0] == [Hit(1_000_003, 1_000_011, 0)]
    for trouble in scan.troubles:
        assert trouble.pattern == 1
        assert trouble.reason == "stopped after 0.02 s: the pattern takes too long here"


def test_there_are_forty_of_them() -> None:
    assert len(EVIL) == 40
