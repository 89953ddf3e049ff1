"""copydesk stats: the same figures with textstat and without, for articles and paragraphs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copydesk.cli import main
from copydesk.readability import MEASURES, measure

TEXT = """# Ferry

The boats go out at dawn. They come back at noon.

- a list, without a verb

Residents complained *loudly*.
"""


def stats(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["stats", "--isolated", *options]) == 0
    return capsys.readouterr().out


@pytest.fixture
def draft(tmp_path: Path) -> str:
    path = tmp_path / "draft.md"
    path.write_text(TEXT)
    return str(path)


def test_json_holds_the_whole_set_for_the_article_and_for_each_paragraph(
    draft: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (row,) = json.loads(stats(capsys, draft, "--output-format", "json", "--engine", "own"))
    assert row["engine"] == "copydesk"
    assert row["article"].keys() == MEASURES.keys()
    running = (
        "The boats go out at dawn. They come back at noon.\n\na list, without a verb\n\nResidents complained loudly."
    )
    assert row["article"] == pytest.approx(measure(running))
    assert row["longest_sentence"] == {"words": 6, "line": 3}
    assert [(p["line"], p["kind"]) for p in row["paragraphs"]] == [
        (1, "heading"),
        (3, "paragraph"),
        (5, "list"),
        (7, "paragraph"),
    ]
    assert {name for p in row["paragraphs"] for name in p} == {*MEASURES, "line", "kind"}


def test_textstat_gives_the_same(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    own, other = (
        json.loads(stats(capsys, draft, "--output-format", "json", "--engine", engine))[0]
        for engine in ("own", "textstat")
    )
    assert other["engine"] == "textstat"
    assert own["article"] == pytest.approx(other["article"])


def test_without_textstat_the_figures_are_our_own(
    draft: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from copydesk.cli import stats as module
    from copydesk.textstat_profile import TextstatUnavailableError

    def missing(_: str) -> dict[str, float]:
        raise TextstatUnavailableError("the full profile needs textstat")

    monkeypatch.setattr(module, "profile", missing)
    assert "flesch kincaid grade" in stats(capsys, draft)
    assert main(["stats", "--isolated", draft, "--engine", "textstat"]) == 2
    assert "needs textstat" in capsys.readouterr().err


def test_text_shows_the_paragraphs_when_asked(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "words/sent." not in stats(capsys, draft)
    shown = stats(capsys, draft, "--paragraphs").split("\n")
    table = shown[shown.index(next(line for line in shown if "words/sent." in line)) :]
    assert [line.split()[:3] for line in table[1:] if line] == [
        ["1", "1", "1"],
        ["3", "11", "2"],
        ["5", "5", "1"],
        ["7", "3", "1"],
    ]
