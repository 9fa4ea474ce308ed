"""Gemini's embeddings over the official google-genai SDK."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from google.genai import types

from crm.core.genai import gemini_client, within
from knowledge.embeddings.base import DIMENSIONS
from knowledge.embeddings.vendor import Counted, VendorEmbedder


class GeminiEmbedder(VendorEmbedder):
    """Models of Google by API key. At fewer dimensions theirs are not of length 1; ours are."""

    provider = "gemini"
    related: dict[str, float] = {"": 0.7}

    def _connect(self, api_key: str, base_url: str) -> None:
        self._client = gemini_client(api_key, base_url)

    def _ask(self, texts: Sequence[str], timeout: float) -> Counted:
        # Each text as a content of its own: newer models take a list of strings for the parts of
        # one, and answer with one vector.
        contents = [types.Content(parts=[types.Part(text=text)]) for text in texts]
        answer = self._client.models.embed_content(
            model=self._name,
            contents=cast(Any, contents),
            config=types.EmbedContentConfig(
                output_dimensionality=DIMENSIONS,
                task_type="SEMANTIC_SIMILARITY",
                http_options=within(timeout),
            ),
        )
        usage = answer.usage_metadata
        return Counted(
            [each.values or () for each in answer.embeddings or ()],
            (usage.prompt_token_count or usage.total_token_count) if usage else None,
        )
