"""The provider over an SDK of the chat-completions family, which differ in names only."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from agents.llm.base import JSON, Prompt
from agents.llm.chat_format import ChatReader, chat_request
from agents.llm.failures import Fault
from agents.llm.vendor import Reader, VendorProvider, payload_of, whole_answer

# In the extra body, because Groq's SDK has no argument for it although its server knows it.
_WITH_USAGE = {"stream_options": {"include_usage": True}}


class ChatProvider(VendorProvider):
    """Sends chat completions through ``_client``, which a subclass connects."""

    _client: Any
    _sdk_error: type[Exception]

    @property
    def client(self) -> Any:
        """The vendor's SDK, for what it does beside chat."""
        return self._client

    def _request(self, prompt: Prompt) -> JSON:
        return chat_request(prompt, vendor=self.name, model=self.model_id)

    def _payloads(
        self, request: JSON, *, timeout: float, stream: bool
    ) -> Generator[JSON, None, None]:
        create = self._client.chat.completions.create
        if not stream:
            yield payload_of(create(**request, timeout=timeout))
            return
        # The SDK's stream ends at the vendor's [DONE] and closes the connection when left.
        with create(**request, timeout=timeout, stream=True, extra_body=_WITH_USAGE) as chunks:
            # Some compatible servers know no streams.
            if (whole := whole_answer(chunks.response)) is not None:
                yield whole
                return
            for chunk in chunks:
                yield payload_of(chunk)

    def _reader(self) -> Reader:
        return ChatReader()

    def _fault(self, error: Exception) -> Fault | None:
        if not isinstance(error, self._sdk_error):
            return None
        response = getattr(error, "response", None)
        body = getattr(error, "body", None)
        detail = body if isinstance(body, dict) else {}
        # Groq's SDK hands over the whole body, OpenAI's what is inside its "error".
        detail = detail["error"] if isinstance(detail.get("error"), dict) else detail
        message = detail.get("message") or getattr(error, "message", "") or str(error)
        return Fault.of(
            getattr(error, "status_code", None),
            str(message),
            codes=(detail.get("code"), detail.get("type")),
            headers=response.headers if response is not None else None,
        )
