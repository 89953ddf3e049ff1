"""From what a run asks for to a language model."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from copydesk.language import LanguageModel, LanguageModelError
from copydesk.lm.home import installed_path
from copydesk.lm.memory import Remembering, Verdicts
from copydesk.lm.weights import open_weights


def choose_model(path: Path | None, verdicts: Verdicts) -> LanguageModel:
    """The model in the file, or the installed one. It is opened when it is first asked something new.

    Raises LanguageModelError, with what to do, if numpy or the model is missing or the file is of no use.
    """
    file = path or installed_path()
    if find_spec("numpy") is None:
        raise LanguageModelError("the language model needs numpy: pip install 'copydesk[lm]'")
    if not file.is_file():
        what = f"no language model at {file}" if path else "no language model is installed"
        raise LanguageModelError(f"{what}; `copydesk lm install` brings one")
    fingerprint: str = open_weights(file).header["fingerprint"]

    def opening() -> LanguageModel:
        from copydesk.lm.model import Model

        return Model(file)

    return Remembering(fingerprint, opening, verdicts)
