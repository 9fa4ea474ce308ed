"""OpenAI's embeddings over its official SDK."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import openai

from crm.core.deadline import event_hooks
from knowledge.embeddings.base import DIMENSIONS
from knowledge.embeddings.vendor import Counted, VendorEmbedder


class OpenAIEmbedder(VendorEmbedder):
    """Models of OpenAI that can be asked for fewer dimensions (text-embedding-3 and later)."""

    provider = "openai"
    related: dict[str, float] = {"": 0.35}

    def _connect(self, api_key: str, base_url: str) -> None:
        self._client = openai.OpenAI(
            api_key=api_key,
            base_url=base_url or "https://api.openai.com/v1",
            max_retries=0,
            http_client=openai.DefaultHttpxClient(event_hooks=event_hooks()),
        )

    def _ask(self, texts: Sequence[str], timeout: float) -> Counted:
        answer = self._client.embeddings.create(
            model=self._name,
            input=list(texts),
            dimensions=DIMENSIONS,
            encoding_format="float",
            timeout=timeout,
        )
        # A compatible server may leave the count out, whatever the SDK's types promise.
        usage: Any = answer.usage
        return Counted(
            [each.embedding for each in sorted(answer.data, key=lambda each: each.index)],
            usage.prompt_tokens if usage else None,
        )
