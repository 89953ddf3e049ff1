"""LanguageTool as an engine: its findings look like ours, and nothing that a server does can hurt a run."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from languagetool_stub import Stub, answer, found, on_words, send, serving

from copydesk.cli import main
from copydesk.config import Config, load_config
from copydesk.diagnostic import Report, Severity
from copydesk.languagetool import answers
from copydesk.languagetool.client import Address, Deadline, check, parse_address
from copydesk.languagetool.markup import BREAK, STAND_IN, Utf16, parts
from copydesk.languagetool.settings import SettingsError, read_settings
from copydesk.pack import PackError
from copydesk.readers import read
from copydesk.run import Setup, check_source, prepare
from copydesk.text import Source

PACK = """
pack: house
rules:
  - id: grammar
    kind: languagetool
    message: LanguageTool on “{found}”.
"""
Check = Callable[..., Report]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def house(keys: str = "") -> Setup:
    Path("house.yml").write_text(PACK + "".join(f"    {line}\n" for line in keys.split("\n") if line))
    setup = prepare(Config(builtin=False, packs=("house.yml",)))
    assert setup.problems == ()
    return setup


def asked(stub: Stub, text: str, keys: str = "", format: str = "plain") -> Report:
    setup = house(keys)
    return check_source(Source("draft", text), Setup(setup.config, setup.rules, server=stub.url), format)


def places(report: Report) -> list[str]:
    return [report.source.text[d.span.start : d.span.end] for d in report.diagnostics]


# What is found


def test_a_finding_becomes_one_of_ours() -> None:
    with serving(on_words("he go")) as stub:
        report = asked(stub, "Every day he go home.")
    (diagnostic,) = report.diagnostics
    assert diagnostic.rule == "house/grammar"
    assert diagnostic.message == "This is wrong. (LanguageTool SOME_RULE)"
    assert (places(report), diagnostic.replacements) == (["he go"], ("right",))
    assert report.errors == ()


@pytest.mark.parametrize(
    ("format", "text", "words", "source"),
    [
        ("plain", "🚲🚲 One.\r\n\r\n👩‍🌾 Then he go home.", "he go", "he go"),
        ("markdown", "# 🚲 One\r\n\r\n> Two **he** go &amp; three.\r\n", "he go &", "he** go &amp;"),
        ("html", "<p>🚲&#128690;</p><p>Then <b>h</b>e&nbsp;go.</p>", "he\xa0go", "h</b>e&nbsp;go"),
    ],
)
def test_places_are_exact_in_the_source(format: str, text: str, words: str, source: str) -> None:
    with serving(on_words(words)) as stub:
        assert places(asked(stub, text, "in_quotes: check", format)) == [source]


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("He met Ana Vrbova and Ana Vrbova met him.", "Vrbova", "a name"),
        ("Use `he go` here, please.", "he go", "code"),
        ("It lies at https://he-go.example/x now.", "he-go", "an address"),
        ("She took a `orange` home.", "a", "hangs on the code behind it"),
        ("“Every day he go,” said the driver.", "he go", "somebody else's words"),
    ],
)
def test_what_is_not_ours_to_mend_is_dropped(text: str, words: str, why: str) -> None:
    with serving(on_words(words)) as stub:
        report = asked(stub, text, format="markdown")
    assert (report.diagnostics, report.errors) == ((), ()), why


def test_a_spelling_alarm_on_an_abbreviation_or_a_word_of_a_name_is_dropped() -> None:
    typo = {"id": "MORFOLOGIK_RULE_EN_US", "issueType": "misspelling", "category": {"id": "TYPOS"}}
    text = "The OKRZ met in Vrbov. Later Vrbov's mayor left, and 12.5.2024 was the day of the tomatto."
    text += " The openHarbor PDFs are frobulous. Quellmar ate a kroket; a kroket is small. Harborline did, too. Goverment paid."
    alarms = [
        found(text, words, rule=typo) for words in ("OKRZ", "Vrbov's", "12.5.2024", "openHarbor", "PDFs", "tomatto")
    ]
    alarms += [found(text, "Quellmar", rule=typo, replacements=[{"value": "Quarrel"}])]
    alarms += [found(text, "Harborline", rule=typo, replacements=[{"value": "Harbor line"}])]
    alarms += [found(text, "frobulous", rule=typo, replacements=[]), found(text, "kroket", rule=typo)]
    alarms += [found(text, "Goverment", rule=typo, replacements=[{"value": "Government"}])]
    with serving(answer(*alarms)) as stub:
        assert places(asked(stub, text)) == ["tomatto", "Goverment"]


@pytest.mark.parametrize(
    ("keys", "severity"),
    [
        ("", Severity.WARNING),
        ("severities: {GRAMMAR: error}", Severity.ERROR),
        ("severities: {SOME_RULE: suggestion, GRAMMAR: error}", Severity.SUGGESTION),
        ("severities: {grammar: suggestion}", Severity.SUGGESTION),
        ("categories: [~GRAMMAR]", None),
        ("categories: [STYLE]", None),
        ("categories: [STYLE, GRAMMAR]", Severity.WARNING),
        ("categories: [GRAMMAR]\nrules: [~SOME_RULE]", None),
        ("rules: [SOME_RULE]", Severity.WARNING),
        ("rules: [OTHER_RULE]", None),
        ("where: [heading]", None),
        ("where: [~paragraph]", None),
    ],
)
def test_categories_rules_places_and_severities(keys: str, severity: Severity | None) -> None:
    with serving(on_words("he go")) as stub:
        report = asked(stub, "Every day he go home, and nobody knows why.", keys)
    assert [d.severity for d in report.diagnostics] == ([severity] if severity else [])


def test_the_server_is_told_language_level_and_rules() -> None:
    with serving(answer()) as stub:
        asked(stub, "One.", "language: en-GB\npicky: true\nrules: [B, ~C, A]")
    (fields,) = stub.asked
    assert {**fields, "data": ""} == {"language": "en-GB", "level": "picky", "enabledRules": "A,B", "data": ""}


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        ("language: english please", "'english please' is no language code"),
        ("categories: ['GRAMMAR and more']", "is no name that LanguageTool uses"),
        ("severities: {GRAMMAR: loud}", "'GRAMMAR' cannot be 'loud'"),
        ("server: http://elsewhere.example", "unknown key 'server'"),
    ],
)
def test_a_bad_key_is_one_line_with_its_place(keys: str, complaint: str) -> None:
    Path("house.yml").write_text(PACK + f"    {keys}\n")
    (problem,) = prepare(Config(builtin=False, packs=("house.yml",))).problems
    assert problem.line == 7
    assert complaint in problem.reason


# One place, one finding


def test_a_place_that_our_rules_found_too_is_told_once_with_both_named() -> None:
    text = "The council will recieve the plan on Monday."
    with serving(on_words("recieve", rule={"id": "SPELL", "issueType": "x", "category": {"id": "TYPOS"}})) as stub:
        report = check_source(Source("a.txt", text), prepare(Config(languagetool=True), stub.url), "plain")
    told = [d for d in report.diagnostics if "recieve" in d.message]
    assert [d.rule for d in told] == ["typo/misspelling"]
    assert told[0].message.endswith("LanguageTool says so too (SPELL).")
    assert not any(d.rule.endswith("/languagetool") for d in report.diagnostics)


def test_our_finding_on_the_sentence_does_not_swallow_a_slip_in_it() -> None:
    text = "The council, " + "which met in the hall by the old harbour wall, " * 9 + "said that he went home."
    with serving(on_words("he went")) as stub:
        report = check_source(Source("a.txt", text), prepare(Config(languagetool=True), stub.url), "plain")
    assert "grammar/languagetool" in {d.rule for d in report.diagnostics}


def test_a_comment_silences_it_like_any_finding() -> None:
    with serving(on_words("he go")) as stub:
        report = asked(
            stub, "<!-- copydesk ignore-next-line house/grammar -->\nEvery day he go home.\n", format="markdown"
        )
    assert (report.diagnostics, report.suppressed) == ((), 1)


# What is sent


def test_code_links_and_gaps_are_markup_and_all_is_sent_once() -> None:
    text = "# One\n\nTwo `code` and https://three.example.\n\n```\nhidden\n```\n\n- Four\n"
    document = read(Source("a.md", text), "markdown")
    (part,) = parts(document)
    pieces = part.annotation(document.prose)
    assert "".join(p.get("text", p.get("markup", "")) for p in pieces) == document.prose[part.start : part.end]
    assert [p["interpretAs"] for p in pieces if "markup" in p] == [BREAK, STAND_IN, STAND_IN, BREAK]
    assert "hidden" not in json.dumps(pieces)
    assert [p["text"] for p in pieces if "text" in p] == ["One", "Two ", " and ", ".", "Four"]


def test_long_texts_go_in_parts_cut_between_blocks_and_sentences() -> None:
    text = "\n\n".join(["One sentence is here. " * 40 + "The end.", "Short."] * 30)
    document = read(Source("a.txt", text), "plain")
    found = list(parts(document, 500))
    assert [p.start for p in found[1:]] == [p.end for p in found[:-1]]
    assert (found[0].start, found[-1].end) == (0, len(document.prose.rstrip()))
    assert max(p.end - p.start for p in found) <= 502
    assert all(document.prose[p.start : p.end].lstrip()[0].isupper() for p in found)


def test_findings_of_later_parts_lie_where_they_should(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = answers.parts
    monkeypatch.setattr(answers, "parts", lambda document: cut(document, 30))
    text = "🚲 The first paragraph is here.\n\n👩‍🌾 The second one is here too.\n\n🥇 And 🥈 then he go home, they say."
    with serving(on_words("he go")) as stub:
        assert places(asked(stub, text)) == ["he go"]
    assert len(stub.asked) == 3


@given(st.text(alphabet=st.sampled_from("aé—🚲\n𝒳\u200d"), max_size=40))
def test_utf_16_offsets_name_the_right_code_point(text: str) -> None:
    units = Utf16(text)
    assert units.length == len(text.encode("utf-16-le")) // 2
    for at, char in enumerate(text):
        offset = len(text[:at].encode("utf-16-le")) // 2
        assert units.code_point(offset) == at
        if char > "\uffff":
            assert units.code_point(offset + 1) == at
    assert units.code_point(units.length) == len(text)


# What a server may do


def unchecked(stub: Stub) -> str:
    report = asked(stub, "Every day he go home.")
    assert report.diagnostics == ()
    (error,) = report.errors
    assert error.rule == "languagetool"
    return error.message


def test_incomplete_results_are_said_aloud_and_what_came_is_kept() -> None:
    text = "One.\n\nEvery day he go home."
    with serving(answer(found(text, "he go"), incomplete=True)) as stub:
        report = asked(stub, text)
    assert places(report) == ["he go"]
    assert [e.message for e in report.errors] == ["the server gave up on a part of the text that begins in line 1"]


def test_a_redirect_is_not_followed() -> None:
    with serving(answer()) as elsewhere:
        with serving(lambda h, f: send(h, b"", 307, Location=f"{elsewhere.url}/v2/check")) as stub:
            assert "says 307" in unchecked(stub)
        assert elsewhere.asked == []


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answer()) as proxy, serving(answer()) as stub:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert asked(stub, "One.").errors == ()
        assert (len(stub.asked), len(proxy.asked)) == (1, 0)


def _drip(handler: BaseHTTPRequestHandler, fields: dict[str, str]) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b" ")
        time.sleep(0.05)


def _hang(handler: BaseHTTPRequestHandler, fields: dict[str, str]) -> None:
    time.sleep(3)


@pytest.mark.parametrize("reply", [_drip, _hang])
def test_a_server_that_takes_too_long_is_given_up(reply: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "SECONDS", 0.3)
    began = time.monotonic()
    with serving(reply) as stub:
        assert "did not answer in time" in unchecked(stub)
        assert time.monotonic() - began < 1.5


def _flood(handler: BaseHTTPRequestHandler, fields: dict[str, str]) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**9))
    handler.end_headers()
    for _ in range(10_000):
        handler.wfile.write(b" " * 100_000)


@pytest.mark.parametrize(
    ("reply", "complaint"),
    [
        (_flood, "its answer is longer than 8,000,000 bytes"),
        (lambda h, f: send(h, b"<html>"), "is no LanguageTool server"),
        (lambda h, f: send(h, b"[1]"), "is no LanguageTool server"),
        (lambda h, f: send(h, b'{"matches": 3}'), "is no LanguageTool server"),
        (lambda h, f: send(h, b"[" * 100_000), "is no LanguageTool server"),
        (lambda h, f: send(h, b'{"matches": [{"offset": 1}]}'), "the server's answer is not as LanguageTool gives it"),
        (lambda h, f: send(h, b"Error: no\nsuch language", 400), "says 400: Error: no such language"),
        (answer(found("Every day he go home.", "day", offset=900)), "not as LanguageTool gives it"),
        (answer(found("Every day he go home.", "day", offset=-1)), "not as LanguageTool gives it"),
        (answer(found("Every day he go home.", "day", offset=0)), "its place does not fit the words it quotes"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_breaks(reply: Any, complaint: str) -> None:
    with serving(reply) as stub:
        assert complaint in unchecked(stub)


def test_a_name_is_not_looked_up_for_localhost(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise AssertionError("looked up")

    with serving(answer()) as stub:
        monkeypatch.setattr(socket, "gethostbyname", refuse)
        port = parse_address(stub.url).port
        assert check(Address("localhost", port), {"data": "{}"}, Deadline(5))["matches"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("http://127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("http://localhost:8081/v2/", "http://localhost:8081"),
        ("https://tools.example/lt/v2/check", "https://tools.example:443/lt"),
        ("http://[::1]:9000", "http://[::1]:9000"),
    ],
)
def test_addresses(text: str, told: str) -> None:
    assert str(parse_address(text)) == told


@pytest.mark.parametrize(
    "text",
    ["127.0.0.1:8081", "ftp://x", "http://", "http://a:b@x", "http://x:99999999", "file:///etc/passwd", "http://x?y"],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no address of a server"):
        parse_address(text)


# Who says which server


def test_a_project_cannot_name_a_server(tmp_path: Path) -> None:
    for key in ("server", "languagetool_server", "languagetool-server"):
        config = tmp_path / "copydesk.yml"
        config.write_text(f"{key}: http://elsewhere.example\n")
        with pytest.raises(PackError, match="unknown key"):
            load_config(config)
    config.write_text("languagetool: http://elsewhere.example\n")
    with pytest.raises(PackError, match="takes true or false"):
        load_config(config)


@pytest.fixture
def user_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    from copydesk.languagetool import settings

    monkeypatch.setattr(settings, "settings_folder", lambda: tmp_path / "mine")
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine" / "languagetool.yml"


def test_the_users_own_file_names_a_server(user_file: Path) -> None:
    with serving(on_words("he go")) as stub:
        user_file.write_text(f"server: {stub.url}\n")
        setup = house()
        report = check_source(Source("a.txt", "Every day he go home."), setup)
    assert places(report) == ["he go"]


@pytest.mark.parametrize("text", ["server: nowhere\n", "serve: http://x\n", "idle_minutes: long\n", "server: [\n"])
def test_a_bad_file_of_the_user_is_one_line(user_file: Path, text: str) -> None:
    user_file.write_text(text)
    with pytest.raises(SettingsError, match=r"languagetool\.yml"):
        read_settings()


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capfd.readouterr()
    return code, out, err


@pytest.mark.parametrize("by", ["flag", "config", "pack"])
def test_without_a_server_one_line_says_so_and_the_run_ends_with_2(
    by: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("The council will recieve the plan.\n")
    if by == "config":
        Path("copydesk.yml").write_text("languagetool: true\n")
    if by == "pack":
        house()
        Path("copydesk.yml").write_text("packs: [house.yml]\n")
    flags = ["--languagetool"] if by == "flag" else []
    code, out, err = run(capfd, "check", *flags, "--output-format", "jsonl", "a.txt", "b.txt", "c.txt")
    assert err == (
        "copydesk: LanguageTool is not asked: no LanguageTool server runs; start one with `copydesk languagetool start`\n"
    )
    assert code == 2
    assert out.count("typo/misspelling") == 3


def test_a_server_that_is_named_and_absent_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("The ferry left at noon.\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    code, _, err = run(capfd, "check", "--languagetool-server", url, "a.txt")
    assert (code, err) == (2, f"copydesk: LanguageTool is not asked: no LanguageTool server answers at {url}\n")


def test_rules_that_are_off_need_no_server(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("The ferry left at noon.\n")
    code, _, err = run(capfd, "check", "--languagetool", "--select", "typo/misspelling", "--quiet", "a.txt")
    assert (code, err) == (0, "")


def test_workers_ask_the_same_server(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text("On Monday he went home.\n")
    with serving(on_words("he went")) as stub:
        names = [f"{name}.txt" for name in "abcd"]
        flags = ["--languagetool", "--languagetool-server", stub.url, "--jobs", "2", "--output-format", "jsonl"]
        code, out, err = run(capfd, "check", *flags, *names)
    assert (code, err) == (1, "")
    assert out.count("grammar/languagetool") == 4


def test_examples_of_its_rules_need_a_server_and_say_so(capfd: pytest.CaptureFixture[str]) -> None:
    examples = "    examples:\n      - {bad: Every day he go., finds: he go}\n      - {good: Every day he goes.}\n"
    Path("house.yml").write_text(PACK + examples)
    code, _, err = run(capfd, "test", "house.yml")
    assert code == 2
    assert "rules of the kind 'languagetool' cannot be tested: no LanguageTool server runs" in err


def test_its_rules_can_be_named_and_explained_where_it_is_off(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("The ferry left at noon.\n")
    Path("copydesk.yml").write_text("rules: {style/languagetool: off}\nignore: [text/languagetool]\n")
    code, _, err = run(capfd, "check", "--quiet", "a.txt")
    assert (code, err) == (0, "")
    code, out, err = run(capfd, "explain", "grammar/languagetool")
    assert (code, err) == (0, "")
    assert out.startswith("grammar/languagetool  (languagetool, warning")


def test_listing_the_rules_asks_no_server(capfd: pytest.CaptureFixture[str]) -> None:
    Path("copydesk.yml").write_text("languagetool: true\n")
    code, out, err = run(capfd, "rules")
    assert (code, err) == (0, "")
    assert out.count("/languagetool ") == 4
