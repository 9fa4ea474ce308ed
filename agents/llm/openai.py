"""OpenAI over its official SDK, by chat completions.

Chat completions rather than responses: stateless, and the form that compatible servers behind
``OPENAI_BASE_URL`` speak.
"""

from __future__ import annotations

import openai

from agents.llm.base import Capabilities
from agents.llm.chat_provider import ChatProvider
from crm.core.deadline import event_hooks


class OpenAIProvider(ChatProvider):
    """Models of OpenAI, or of any server that speaks its form."""

    name = "openai"
    capabilities = Capabilities(
        streaming=True, tools=True, parallel_tools=True, context_tokens=128_000
    )
    _sdk_error = openai.APIError

    def _connect(self, api_key: str, base_url: str) -> None:
        self._client = openai.OpenAI(
            api_key=api_key,
            base_url=base_url or "https://api.openai.com/v1",
            max_retries=0,
            http_client=openai.DefaultHttpxClient(event_hooks=event_hooks()),
        )
