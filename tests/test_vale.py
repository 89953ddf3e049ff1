"""Vale's styles: configuration, rules, scopes, positions and the JSON that programs read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from copydesk.cli import main
from copydesk.text import Source
from copydesk.vale import scan
from copydesk.vale.check import check
from copydesk.vale.dialect import translated, wrap_spaces
from copydesk.vale.errors import ValeError
from copydesk.vale.ini import matches, read_settings
from copydesk.vale.lexicon import BUILT_IN, capitals_inside
from copydesk.vale.loading import collect, load
from copydesk.vale.messages import filled, listed
from copydesk.vale.project import Project
from copydesk.vale.scope import selector
from copydesk.vale.segment import sentences
from copydesk.vale.statistics import syllables
from copydesk.vale_run import check_sources, prepare


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


class Desk:
    """A StylesPath to write rules into, and what they say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "styles/House").mkdir(parents=True)
        self.ini("[*.md]\nBasedOnStyles = House")

    def ini(self, sections: str, core: str = "MinAlertLevel = suggestion") -> None:
        (self.folder / ".vale.ini").write_text(f"StylesPath = styles\n{core}\n\n{sections}\n", encoding="utf-8")

    def rule(self, name: str, text: str) -> None:
        (self.folder / f"styles/House/{name}.yml").write_text(text, encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        target = self.folder / "styles" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def project(self) -> Project:
        settings = read_settings(self.folder / ".vale.ini")
        return load(settings, collect(settings))

    def said(self, text: str, name: str = "a.md") -> list[str]:
        source = Source(name, text)
        found = []
        for alert in check(source, self.project()):
            line, column = source.lines.position(alert.span.start)
            found.append(f"{line}:{column}:{alert.rule}:{alert.message}")
        return found


EXISTENCE = "extends: existence\nmessage: \"No '%s'.\"\nlevel: warning\n"


def test_a_phrase_is_found_where_a_line_ends_in_it(desk: Desk) -> None:
    desk.rule("Phrase", EXISTENCE + "tokens:\n  - at the end\n")
    assert desk.said("It came at the\nend of\n  the day, at  the end.\n") == [
        "1:9:House.Phrase:No 'at the end'.",
        "3:12:House.Phrase:No 'at  the end'.",
    ]


def test_inline_code_is_masked_and_links_keep_their_places(desk: Desk) -> None:
    desk.rule("Word", EXISTENCE + "tokens:\n  - foo\n  - see bar\n")
    assert desk.said("A `foo` and a [foo](https://x.org/foo), *see* bar.\n") == [
        "1:16:House.Word:No 'foo'.",
        "1:42:House.Word:No 'see bar'.",
    ]


def test_swap_values_of_yaml_stay_strings(desk: Desk) -> None:
    desk.rule(
        "Swap",
        "extends: substitution\nmessage: \"Use '%s', not '%s'.\"\nlevel: error\nswap:\n  nope: no\n  '(y)ep': $1es\n",
    )
    assert desk.said("Nope? nope, yep.\n") == [
        "1:7:House.Swap:Use 'no', not 'nope'.",
        "1:13:House.Swap:Use 'yes', not 'yep'.",
    ]


def test_rules_inherit_add_and_remove(desk: Desk) -> None:
    desk.write("Base/Words.yml", EXISTENCE + "tokens:\n  - one\n  - two\n")
    desk.rule("Mine", "extends: Base.Words\nlevel: error\ntokens+:\n  - three\n")
    desk.rule("Less", "extends: Base.Words\ntokens-:\n  - one\n")
    assert sorted(line.split(":", 2)[2] for line in desk.said("one two three\n")) == [
        "House.Less:No 'two'.",
        "House.Mine:No 'one'.",
        "House.Mine:No 'three'.",
        "House.Mine:No 'two'.",
    ]


def test_sections_toggle_rules_in_their_order(desk: Desk) -> None:
    desk.rule("A", EXISTENCE + "tokens: [a]\n")
    desk.rule("B", EXISTENCE + "tokens: [b]\n")
    desk.ini("[*]\nBasedOnStyles = House\nHouse.A = NO\n\n[b.md]\nHouse.A = error\nHouse.B = NO")
    assert desk.said("a b\n") == ["1:3:House.B:No 'b'."]
    assert desk.said("a b\n", "b.md") == ["1:1:House.A:No 'a'."]


def test_a_vocabulary_accepts_and_rejects(desk: Desk) -> None:
    desk.write("config/vocabularies/Base/accept.txt", "GitHub\nopen desk\n")
    desk.write("config/vocabularies/Base/reject.txt", "whilst\n")
    desk.rule("Word", EXISTENCE + "tokens: [desk]\n")
    desk.ini("[*.md]\nBasedOnStyles = Vale, House\nVale.Spelling = NO", "Vocab = Base")
    assert desk.said("github whilst an open desk, a desk.\n") == [
        "1:1:Vale.Terms:Use 'GitHub' instead of 'github'.",
        "1:8:Vale.Avoid:Avoid using 'whilst'.",
        "1:31:House.Word:No 'desk'.",
    ]


def test_comments_switch_off(desk: Desk) -> None:
    desk.rule("Word", EXISTENCE + "tokens: [foo, bar]\n")
    text = 'foo\n\n<!-- vale off -->\n\nfoo\n\n<!-- vale on -->\n\nfoo\n\n<!-- vale House.Word["foo"] = NO -->\n\nfoo bar\n'
    assert [line.split(":")[0] for line in desk.said(text)] == ["1", "9", "13"]
    assert desk.said(text)[-1] == "13:5:House.Word:No 'bar'."


def test_what_is_ignored_keeps_the_places_behind_it(desk: Desk) -> None:
    desk.rule("Word", EXISTENCE + "tokens: [foo]\n")
    desk.ini("[*.md]\nBasedOnStyles = House\nTokenIgnores = (\\{\\{[^}]*\\}\\})\nBlockIgnores = (?s)(<%.*?%>)")
    assert desk.said("{{foo}} foo\n\n<% foo\n\nfoo %>\n\nfoo\n") == [
        "1:9:House.Word:No 'foo'.",
        "7:1:House.Word:No 'foo'.",
    ]


def test_scopes_are_sets_of_sections() -> None:
    assert selector(["heading.h2"]).matches("text.heading.h2.md")
    assert selector(["text & ~heading"]).matches("text.md")
    assert not selector(["text & ~heading"]).matches("text.heading.h2.md")
    assert not selector(["text"]).matches("sentence.text.md")
    assert selector(["sentence"]).matches("sentence.text.list.md")
    assert not selector(["~heading"]).matches("summary.md")


def test_a_sentence_of_a_list_item_is_one(desk: Desk) -> None:
    desk.rule("Long", "extends: occurrence\nmessage: 'Long (%s).'\nscope: sentence\nmax: 3\ntoken: \\b(\\w+)\\b\n")
    assert desk.said("* One two. One two three four.\n") == ["1:12:House.Long:Long (4)."]


def test_conditions_remember_what_was_defined(desk: Desk) -> None:
    desk.rule(
        "Short", "extends: conditional\nmessage: \"'%s'?\"\nfirst: '\\b([A-Z]{3,5})\\b'\nsecond: '\\(([A-Z]{3,5})\\)'\n"
    )
    assert desk.said("WHO said it.\n\nThe Health Organization (WHO) did. WHO?\n") == ["1:1:House.Short:'WHO'?"]


def test_scripts_are_told_of(desk: Desk) -> None:
    desk.rule("Script", "extends: script\nmessage: m\nscript: 'x := 1'\n")
    desk.rule("Bad", EXISTENCE + "tokens: ['(']\n")
    reasons = [str(problem) for problem in desk.project().problems]
    assert len(reasons) == 2
    assert any("script" in reason for reason in reasons)


def test_a_rule_with_an_unknown_key_is_refused(desk: Desk) -> None:
    desk.rule("Odd", EXISTENCE + "tokens: [a]\ntokns: [b]\n")
    assert "tokns" in str(desk.project().problems[0])


def test_a_style_that_is_not_there_is_an_error(desk: Desk) -> None:
    desk.ini("[*]\nBasedOnStyles = Nowhere")
    with pytest.raises(ValeError, match="Nowhere"):
        desk.project()


def test_front_matter_is_read_by_field(desk: Desk) -> None:
    desk.rule("Title", EXISTENCE + "scope: text.frontmatter.title\ntokens: [foo]\n")
    assert desk.said('---\ntitle: "A foo"\nother: foo\n---\n\nfoo\n') == ["2:11:House.Title:No 'foo'."]


def test_comments_of_programs_are_read(desk: Desk) -> None:
    desk.rule("Word", EXISTENCE + "tokens: [foo]\n")
    desk.ini("[*.py]\nBasedOnStyles = House")
    text = '"""Says foo."""\n\nx = "foo # foo"  # a foo\n'
    assert desk.said(text, "a.py") == ["1:9:House.Word:No 'foo'.", "3:22:House.Word:No 'foo'."]


def test_a_metric_speaks_of_the_whole_text(desk: Desk) -> None:
    desk.rule("Words", "extends: metric\nmessage: '%s words.'\nformula: words / sentences\ncondition: '> 2'\n")
    assert desk.said("# Not counted here\n\nOne two three. One two three.\n") == ["1:1:House.Words:3.00 words."]


def test_globs_go_over_slashes_unless_they_are_deep() -> None:
    assert matches("*.{md,txt}", "docs/a.md")
    assert matches("docs/**/*.md", "docs/a.md")
    assert not matches("docs/*/**.md", "a.md")
    assert matches("!*.py", "a.md")


@pytest.mark.parametrize(
    ("given", "text", "found"),
    [
        (r"a(?i)b|c", "aB C", ["aB", "C"]),
        (r"(?<n>x)\z", "xx", ["x"]),
        (r"\w+", "Español", ["Espa", "ol"]),
        (r"[^\W]+", "straße", ["stra", "e"]),
    ],
)
def test_patterns_mean_what_they_mean_in_go(given: str, text: str, found: list[str]) -> None:
    assert [match[0] for match in re.finditer(translated(given), text)] == found


def test_spaces_between_words_may_be_line_ends() -> None:
    assert wrap_spaces(r"a b[ c] d\ e f?", "_") == r"a_b[ c]_d\ e_f?"


def test_messages_take_verbs_by_turn_and_by_number() -> None:
    assert filled("%[2]s before %[1]s, 100%%", ("a", "b")) == "b before a, 100%"
    assert listed(["a", "b", "c"]) == "'a', 'b', or 'c'"


def test_sentences_end_where_punkt_ends_them() -> None:
    text = "Mr. Smith of the U.S. Army came. (He left.) “Why?” she asked. It is 3 p.m. now. Yes"
    assert [text[a:b] for a, b in sentences(text)] == [
        "Mr. Smith of the U.S. Army came.",
        "(He left.)",
        "“Why?” she asked.",
        "It is 3 p.m. now.",
        "Yes",
    ]


def test_syllables_are_counted_by_rules() -> None:
    assert [syllables(word) for word in ("a", "people", "readability", "anemone", "rhythm")] == [1, 2, 5, 4, 2]


VALE_ALERT = {
    "type": "object",
    "required": ["Action", "Span", "Check", "Description", "Link", "Message", "Severity", "Match", "Line"],
    "properties": {
        "Action": {
            "type": "object",
            "required": ["Name", "Params"],
            "properties": {
                "Name": {"type": "string"},
                "Params": {"type": ["array", "null"], "items": {"type": "string"}},
            },
        },
        "Span": {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 2, "maxItems": 2},
        "Check": {"type": "string", "pattern": r"^[^.]+\..+$"},
        "Severity": {"enum": ["suggestion", "warning", "error"]},
        "Line": {"type": "integer", "minimum": 1},
        **{name: {"type": "string"} for name in ("Description", "Link", "Message", "Match")},
    },
}


def test_the_json_is_what_readers_of_vale_expect(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The VS Code extension, and reviewdog's errorformat for Vale, read these fields: a file, then its alerts."""
    jsonschema = pytest.importorskip("jsonschema")
    desk.rule(
        "Swap", "extends: substitution\nmessage: \"Use '%s'.\"\naction:\n  name: replace\nswap:\n  nope: no|nay\n"
    )
    desk.rule("Trim", EXISTENCE + "action:\n  name: remove\ntokens: [é🙂 foo]\nnonword: true\n")
    (desk.folder / "a.md").write_text("nope é🙂 foo\n", encoding="utf-8")
    (desk.folder / "clean.md").write_text("Fine.\n", encoding="utf-8")
    monkeypatch.chdir(desk.folder)
    code = main(["check", "--vale", ".vale.ini", "--output-format", "vale-json", "--no-cache", "."])
    files: dict[str, Any] = json.loads(capsysbinary.readouterr().out)
    assert code == 1
    assert list(files) == ["a.md"]
    for alert in files["a.md"]:
        jsonschema.validate(alert, VALE_ALERT)
    first, second = files["a.md"]
    assert (first["Span"], first["Match"], first["Action"]) == (
        [1, 4],
        "nope",
        {"Name": "replace", "Params": ["no", "nay"]},
    )
    assert (second["Span"], second["Match"], second["Action"]["Name"]) == ([6, 11], "é🙂 foo", "remove")


def test_a_vale_configuration_is_found_and_said_aloud(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.rule("Word", EXISTENCE + "tokens: [foo]\n")
    (desk.folder / "a.md").write_text("foo\n", encoding="utf-8")
    monkeypatch.chdir(desk.folder)
    assert main(["check", "--no-cache", "--output-format", "unix", "a.md"]) == 1
    shown = capsys.readouterr()
    assert "House.Word" in shown.out
    assert ".vale.ini" in shown.err


def test_no_section_for_a_file_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.folder / "a.txt").write_text("foo\n", encoding="utf-8")
    monkeypatch.chdir(desk.folder)
    assert main(["check", "--no-cache", "--vale", ".vale.ini", "a.txt"]) == 2


def test_the_cache_gives_the_same_rules(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from copydesk.vale_run import check_source, prepare

    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path / "cache"))
    desk.rule("Word", EXISTENCE + "tokens: [foo, at the end]\nexceptions: [foo bar]\n")
    desk.ini("[*.md]\nBasedOnStyles = Vale, House")
    text = Source("a.md", "foo at the\nend the the mispelt.\n")
    path = str(desk.folder / ".vale.ini")
    first, second = (check_source(text, prepare(path)).diagnostics for _ in range(2))
    assert first == second
    assert len(first) == 4


def test_vale_mode_imports_no_model() -> None:
    code = (
        "import sys, copydesk.vale_run, copydesk.vale.check;"
        "bad = [m for m in sys.modules if m.split('.')[0] in ('numpy', 'hunspell', 'regex', 'spacy')];"
        "sys.exit(bool(bad))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_styles_are_written_as_packs_that_load(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.rule("NoFoo", EXISTENCE + "scope: heading\ntokens: [foo]\n")
    desk.rule("Swap", "extends: substitution\nmessage: \"Use '%s', not '%s'.\"\nswap:\n  nope: no\n")
    desk.rule("Long", "extends: occurrence\nmessage: '%s words.'\nscope: sentence\nmax: 3\ntoken: \\w+\n")
    desk.ini("[*]\nBasedOnStyles = House\nHouse.Long = NO")
    target = desk.folder / "packs"
    assert main(["import-vale", str(desk.folder / ".vale.ini"), "--output", str(target)]) == 0
    assert "3 rules in 1 packs" in capsys.readouterr().out
    (desk.folder / "a.md").write_text("# A foo\n\nNope, a foo, and more words.\n", encoding="utf-8")
    config = ["--config", str(target / "copydesk.yml")]
    main(["check", "--no-cache", "--output-format", "unix", *config, str(desk.folder / "a.md")])
    shown = [line.split(": ", 1)[1] for line in capsys.readouterr().out.strip().split("\n")]
    assert shown == ["warning: No 'foo'. [house/no-foo]"]


def test_the_list_of_words_with_capitals_inside_is_that_of_the_dictionary() -> None:
    lines, listed = (BUILT_IN.with_suffix(suffix).read_text(encoding="utf-8") for suffix in (".dic", ".cased"))
    assert capitals_inside(lines.split("\n")) == listed.split("\n")


def test_a_pattern_that_comes_to_no_end_leaves_the_file_unchecked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.rule("Slow", EXISTENCE + "nonword: true\ntokens:\n  - '(?:x+y?)+z'\n")
    setup = prepare(str(desk.folder / ".vale.ini"), caching=False)
    sources = [Source("a.md", "It is x.\n"), Source("b.md", "x" * 4000 + "\n")]
    monkeypatch.setattr(scan, "TIME_LIMIT", 0.05)
    fine, slow = check_sources(sources, setup)
    assert not fine.errors
    assert [error.message for error in slow.errors] == [
        "House.Slow stopped after 0.05 s: the pattern takes too long here"
    ]
    assert "House.Slow stopped after" in slow.errors[0].message
