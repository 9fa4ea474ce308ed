"""What every vendor's provider has in common: the deadline, the reading loop, the errors."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Generator
from typing import Any, Protocol

import httpx
import httpx2
from django.conf import settings

from agents.llm.answer import Answer
from agents.llm.base import (
    JSON,
    Capabilities,
    Completion,
    ErrorKind,
    OnText,
    Prompt,
    ProviderError,
)
from agents.llm.failures import Fault, kind_of, retry_after_of
from agents.llm.listening import listening
from crm.core.deadline import Silence, caused_by_timeout, silence_limited

_LONGEST_MESSAGE = 400

# The vendors count hidden thinking against the output limit. ``Prompt.max_output_tokens`` means
# words for the lead, so thinking gets room of its own; unused room costs nothing.
THINKING_ROOM_TOKENS = 2048


class Reader(Protocol):
    """Understands one vendor's answer, whole or chunk by chunk."""

    answer: Answer

    def read(self, payload: JSON) -> str:
        """Take one payload in and give back the visible text it adds."""
        ...


class UnreadablePayload(ValueError):
    """The SDK handed over something that is not the vendor's JSON."""


class VendorProvider(ABC):
    """A provider over a vendor's SDK whose own retries are off.

    A subclass says how to phrase the request, how to send it, how to read what comes and which
    fault an SDK exception means.
    """

    name: str
    capabilities: Capabilities

    def __init__(self, *, api_key: str, base_url: str, model: str) -> None:
        self.model_id = model
        self._api_key = api_key
        self._connect(api_key, base_url)

    @abstractmethod
    def _connect(self, api_key: str, base_url: str) -> None:
        """Make the SDK's client; an empty ``base_url`` is the vendor's own."""

    @abstractmethod
    def _request(self, prompt: Prompt) -> JSON:
        """Phrase the prompt as the arguments of the SDK's call."""

    @abstractmethod
    def _payloads(
        self, request: JSON, *, timeout: float, stream: bool
    ) -> Generator[JSON, None, None]:
        """Send the request and give what comes back: one payload, or the stream's chunks."""

    @abstractmethod
    def _reader(self) -> Reader:
        """A fresh reader for one answer."""

    @abstractmethod
    def _fault(self, error: Exception) -> Fault | None:
        """The fault an SDK exception reports; None when it is not the SDK's."""

    def respond(
        self, prompt: Prompt, *, timeout: float, on_text: OnText | None = None
    ) -> Completion:
        """Answer the prompt, see :class:`agents.llm.base.Provider`."""
        deadline = time.monotonic() + timeout
        request = self._request(prompt)
        reader = self._reader()
        listener, silence = listening(), None
        if on_text is not None:
            silence = (
                Silence(listener.first, listener.later)
                if listener is not None
                else Silence(settings.AGENT_FIRST_TOKEN_SECONDS, settings.AGENT_STALL_SECONDS)
            )
        payloads = self._payloads(request, timeout=timeout, stream=on_text is not None)
        try:
            while (payload := self._next(payloads, deadline, silence)) is not None:
                text = self._read(reader, payload)
                if listener is not None:
                    listener.heard()
                # Outside any except: what the caller's function raises is the caller's.
                if text and on_text is not None:
                    on_text(text)
        except ProviderError as error:
            # An answer that broke off is billed as far as it came.
            error.usage = reader.answer.usage
            raise
        finally:
            payloads.close()
        try:
            return reader.answer.completion(
                model_id=self.model_id,
                streamed=on_text is not None,
                tools_allowed=prompt.tool_choice != "none",
            )
        except ProviderError as error:
            error.provider = self.name
            error.usage = reader.answer.usage
            raise

    def _next(
        self, payloads: Generator[JSON, None, None], deadline: float, silence: Silence | None
    ) -> JSON | None:
        if time.monotonic() >= deadline:
            raise self._error(ErrorKind.TIMEOUT, "The call ran out of time.")
        try:
            with silence_limited(silence):
                payload = next(payloads, None)
            if silence is not None:
                silence.broken()
            return payload
        except ProviderError:
            raise
        except Exception as error:
            # Everything: a vendor's garbage can break an SDK at any line of it.
            raise self._translated(error) from error

    def _read(self, reader: Reader, payload: JSON) -> str:
        try:
            return reader.read(payload)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise self._error(
                ErrorKind.UNPARSABLE, f"The answer has an unknown shape: {error}"
            ) from error

    def _translated(self, error: Exception) -> ProviderError:
        if caused_by_timeout(error):
            return self._error(ErrorKind.TIMEOUT, "The vendor did not answer in time.")
        fault = self._fault(error)
        if fault is not None:
            return self._error(kind_of(fault), fault.message, retry_after=retry_after_of(fault))
        if isinstance(error, httpx.HTTPError | httpx2.HTTPError | OSError):
            return self._error(ErrorKind.UNAVAILABLE, f"The connection failed: {error}")
        return self._error(
            ErrorKind.UNPARSABLE, f"The answer is unreadable: {type(error).__name__}: {error}"
        )

    def _error(
        self, kind: ErrorKind, message: str, *, retry_after: float | None = None
    ) -> ProviderError:
        # Vendors like to repeat a wrong key in their message, and messages are logged.
        safe = message.replace(self._api_key, "***") if self._api_key else message
        return ProviderError(
            kind,
            f"{self.name}: {safe[:_LONGEST_MESSAGE]}",
            provider=self.name,
            retry_after=retry_after,
        )


def whole_answer(response: Any) -> JSON | None:
    """The body of a server that was asked for a stream and answered whole; None for a stream."""
    if "json" not in response.headers.get("content-type", ""):
        return None
    response.read()
    payload = response.json()
    return payload if isinstance(payload, dict) else {}


def payload_of(model: Any) -> JSON:
    """The JSON an SDK object was made from, leaving out what the vendor did not send."""
    to_dict = getattr(model, "to_dict", None)
    payload = to_dict(mode="json", warnings=False) if to_dict is not None else model
    if not isinstance(payload, dict):
        raise UnreadablePayload(f"not a JSON object but {type(model).__name__}")
    return payload
