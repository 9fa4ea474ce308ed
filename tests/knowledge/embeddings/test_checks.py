"""What the start says about the embedding provider."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.embeddings import weights
from knowledge.embeddings.checks import embeddings_can_be_made


def test_what_is_complete_is_not_spoken_of(settings: Any) -> None:
    assert embeddings_can_be_made() == []

    settings.EMBEDDING_PROVIDER, settings.LLM = "gemini", {"gemini": {"api_key": "key"}}
    assert embeddings_can_be_made() == []


def test_missing_weights_and_keys_are_named(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package_here")
    assert "requirements-model.txt" in str(embeddings_can_be_made()[0].hint)

    settings.EMBEDDING_PROVIDER, settings.LLM = "openai", {}
    assert "OPENAI_API_KEY" in embeddings_can_be_made()[0].msg
