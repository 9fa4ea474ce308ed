"""An embedding provider that knows a few matters by their words, behind the real interface."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

import pytest

from crm.core.text import fold
from knowledge.embeddings import registry
from knowledge.embeddings.base import Answer, EmbeddingError, Trouble, Vector, unit

#: Each is one direction; a text that speaks of none has a direction of its own.
MATTERS: Final = (
    r"perro|gato|mascota|pets?\b|dogs?\b",
    r"metro|transporte|bus",
    r"colegio|escuela",
)


class FakeEmbedder:
    """Texts on one matter have cosine 1, others 0."""

    related = {"": 0.5}

    def __init__(self) -> None:
        self.model = "fake/one"
        self.texts: list[str] = []
        self.before: Callable[[], object] | None = None
        self.fails_after: int | None = None
        self.refuses = ""
        self._calls = 0

    def embed(self, texts: Sequence[str], *, timeout: float) -> Answer:
        """One vector a text."""
        if self.before:
            self.before()
        if self.refuses and any(self.refuses in text for text in texts):
            raise EmbeddingError(Trouble.BAD_REQUEST, "the odd one")
        if self.fails_after is not None and self._calls >= self.fails_after:
            raise EmbeddingError(Trouble.UNAVAILABLE, "down")
        self._calls += 1
        self.texts += texts
        return Answer(tuple(_vector(text) for text in texts))


def _vector(text: str) -> Vector:
    numbers = [1.0 if re.search(matter, fold(text)) else 0.0 for matter in MATTERS]
    return unit([*numbers, 0.0 if any(numbers) else 1.0])


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> FakeEmbedder:
    """The provider that is set."""
    fake = FakeEmbedder()
    monkeypatch.setattr(registry, "embedder", lambda: fake)
    for module in ("knowledge.embeddings.registry", "agents.memory.recall"):
        monkeypatch.setattr(f"{module}.model_name", lambda: fake.model)
    monkeypatch.setattr(registry, "_rest", lambda *_: None)
    monkeypatch.setattr("agents.management.commands.reembed.model_name", lambda: fake.model)
    return fake
