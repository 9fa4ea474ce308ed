"""Anthropic over its official SDK, by messages."""

from __future__ import annotations

from collections.abc import Generator

import anthropic

from agents.llm.anthropic_format import MessageReader, message_request
from agents.llm.base import JSON, Capabilities, Prompt
from agents.llm.failures import Fault
from agents.llm.vendor import Reader, VendorProvider, payload_of, whole_answer
from crm.core.deadline import event_hooks


class AnthropicProvider(VendorProvider):
    """Models of Anthropic."""

    name = "anthropic"
    capabilities = Capabilities(
        streaming=True, tools=True, parallel_tools=True, context_tokens=200_000
    )

    def _connect(self, api_key: str, base_url: str) -> None:
        self._client = anthropic.Anthropic(
            api_key=api_key,
            # The SDK adds /v1 by itself; people paste addresses that end with it.
            base_url=base_url.rstrip("/").removesuffix("/v1") or "https://api.anthropic.com",
            max_retries=0,
            http_client=anthropic.DefaultHttpxClient(event_hooks=event_hooks()),
        )

    def _request(self, prompt: Prompt) -> JSON:
        return message_request(prompt, vendor=self.name, model=self.model_id)

    def _payloads(
        self, request: JSON, *, timeout: float, stream: bool
    ) -> Generator[JSON, None, None]:
        if not stream:
            yield payload_of(self._client.messages.create(**request, timeout=timeout))
            return
        with self._client.messages.create(**request, timeout=timeout, stream=True) as events:
            if (whole := whole_answer(events.response)) is not None:
                yield whole
                return
            for event in events:
                yield payload_of(event)

    def _reader(self) -> Reader:
        return MessageReader(self.model_id)

    def _fault(self, error: Exception) -> Fault | None:
        if not isinstance(error, anthropic.APIStatusError):
            # A connection that failed has no status; the loop knows it by its cause.
            return Fault.of(None, str(error)) if isinstance(error, anthropic.APIError) else None
        # An error event inside a stream comes with the stream's status, 200.
        return Fault.of(
            error.status_code,
            error.api_message or error.message,
            codes=(error.type, error.error_code),
            headers=error.response.headers,
        )
