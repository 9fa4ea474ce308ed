"""Groq over its official SDK: open models in the chat-completions form."""

from __future__ import annotations

import groq

from agents.llm.base import Capabilities
from agents.llm.chat_provider import ChatProvider
from crm.core.deadline import event_hooks

# The SDK adds it to the address by itself, unlike OpenAI's.
_SDK_PATH = "/openai/v1"


class GroqProvider(ChatProvider):
    """Models that Groq serves."""

    name = "groq"
    capabilities = Capabilities(
        streaming=True, tools=True, parallel_tools=True, context_tokens=131_072
    )
    _sdk_error = groq.APIError

    def _connect(self, api_key: str, base_url: str) -> None:
        self._client = groq.Groq(
            api_key=api_key,
            base_url=base_url.rstrip("/").removesuffix(_SDK_PATH) or "https://api.groq.com",
            max_retries=0,
            http_client=groq.DefaultHttpxClient(event_hooks=event_hooks()),
        )
