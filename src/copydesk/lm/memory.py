"""A language model that is opened when it is first asked, and asked nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Protocol

from copydesk.language import Head, LanguageModel, Question


class Verdicts(Protocol):
    """Numbers under keys of 16 bytes, from this run and earlier ones."""

    def get(self, key: bytes) -> float | None:
        """What was stored under the key."""

    def store(self, found: Mapping[bytes, float]) -> None:
        """Remember numbers; nothing is raised."""


class Remembering:
    """A LanguageModel before another one; `fingerprint` is that one's."""

    def __init__(self, fingerprint: str, opening: Callable[[], LanguageModel], verdicts: Verdicts) -> None:
        self.fingerprint = fingerprint
        self._opening = opening
        self._verdicts = verdicts
        self._model: LanguageModel | None = None

    def log_probability(self, prefix: str, candidates: Sequence[str], suffix: str) -> list[float]:
        return self.log_probabilities([Question(prefix, tuple(candidates), suffix)])[0]

    def log_probabilities(self, questions: Sequence[Question]) -> list[list[float]]:
        keys = [
            [self._key("gap", q.prefix, *q.candidates, q.suffix, str(at)) for at in range(len(q.candidates))]
            for q in questions
        ]
        kept = {key: self._verdicts.get(key) for own in keys for key in own}
        missing = [at for at, own in enumerate(keys) if any(kept[key] is None for key in own)]
        if missing:
            answers = self._opened().log_probabilities([questions[at] for at in missing])
            found = {k: v for at, own in zip(missing, answers, strict=True) for k, v in zip(keys[at], own, strict=True)}
            self._verdicts.store(found)
            kept |= found
        return [[kept[key] or 0.0 for key in own] for own in keys]

    def weigh(self, sentences: Sequence[str], head: Head) -> list[float]:
        mark = repr((head.model, head.layer, head.bias, *head.weights))
        keys = [self._key("weigh", mark, sentence) for sentence in sentences]
        kept = {key: self._verdicts.get(key) for key in keys}
        missing = {key: sentence for key, sentence in zip(keys, sentences, strict=True) if kept[key] is None}
        if missing:
            found = dict(zip(missing, self._opened().weigh(list(missing.values()), head), strict=True))
            self._verdicts.store(found)
            kept |= found
        return [kept[key] or 0.0 for key in keys]

    def _opened(self) -> LanguageModel:
        if self._model is None:
            self._model = self._opening()
        return self._model

    def _key(self, *parts: str) -> bytes:
        digest = blake2b(digest_size=16)
        for part in (self.fingerprint, *parts):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(data))
            digest.update(data)
        return digest.digest()
