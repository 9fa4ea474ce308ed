"""Gemini's embeddings over the official google-genai SDK."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, cast

import httpx2
from google import genai
from google.genai import types

from crm.core.deadline import event_hooks
from knowledge.embeddings.base import DIMENSIONS
from knowledge.embeddings.vendor import VendorEmbedder


class GeminiEmbedder(VendorEmbedder):
    """Models of Google by API key. At fewer dimensions theirs are not of length 1; ours are."""

    provider = "gemini"
    related: dict[str, float] = {"": 0.7}

    def _connect(self, api_key: str, base_url: str) -> None:
        # People paste addresses that end with the version, which the SDK adds by itself.
        address, version = base_url.rstrip("/"), None
        if address.endswith(("/v1", "/v1beta")):
            address, _, version = address.rpartition("/")
        self._client = genai.Client(
            api_key=api_key,
            # Said, since an environment variable could turn it on.
            enterprise=False,
            http_options=types.HttpOptions(
                base_url=address or "https://generativelanguage.googleapis.com",
                api_version=version,
                httpx_client=httpx2.Client(follow_redirects=True, event_hooks=event_hooks()),
            ),
        )

    def _ask(self, texts: Sequence[str], timeout: float) -> Iterable[Iterable[float]]:
        # Each text as a content of its own: newer models take a list of strings for the parts of
        # one, and answer with one vector.
        contents = [types.Content(parts=[types.Part(text=text)]) for text in texts]
        answer = self._client.models.embed_content(
            model=self._name,
            contents=cast(Any, contents),
            config=types.EmbedContentConfig(
                output_dimensionality=DIMENSIONS,
                task_type="SEMANTIC_SIMILARITY",
                http_options=types.HttpOptions(timeout=max(1, math.ceil(timeout * 1000))),
            ),
        )
        return [each.values or () for each in answer.embeddings or ()]
