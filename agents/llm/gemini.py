"""Gemini over the official google-genai SDK, by generateContent."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Iterator
from typing import Any, cast

from google.genai import errors, types

from agents.llm.base import JSON, Capabilities, Prompt
from agents.llm.failures import Fault
from agents.llm.gemini_format import (
    MISSING_SIGNATURE,
    ContentReader,
    contents,
    declarations,
    has_foreign_steps,
)
from agents.llm.vendor import (
    THINKING_ROOM_TOKENS,
    Reader,
    UnreadablePayload,
    VendorProvider,
)
from crm.core.genai import gemini_client, within


class GeminiProvider(VendorProvider):
    """Models of Google by API key."""

    name = "gemini"
    capabilities = Capabilities(
        streaming=True, tools=True, parallel_tools=True, context_tokens=1_000_000
    )

    def _connect(self, api_key: str, base_url: str) -> None:
        self._client = gemini_client(api_key, base_url)

    def _request(self, prompt: Prompt) -> JSON:
        request: JSON = {
            "contents": contents(prompt, vendor=self.name),
            "config": _config(prompt),
        }
        if has_foreign_steps(prompt, vendor=self.name):
            request["in_words"] = contents(prompt, vendor=self.name, foreign_as_words=True)
        return request

    def _payloads(
        self, request: JSON, *, timeout: float, stream: bool
    ) -> Generator[JSON, None, None]:
        config = types.GenerateContentConfig.model_validate(request["config"])
        deadline = time.monotonic() + timeout
        config.http_options = within(timeout)
        in_words = request.get("in_words")
        try:
            for payload in self._responses(request["contents"], config, stream):
                if in_words and _misses_signature(payload):
                    break
                yield payload
            else:
                return
        except errors.ClientError as error:
            if not (in_words and "thought_signature" in str(error).replace(" ", "_").lower()):
                raise
        # Nothing was shown yet: the complaint comes before any text.
        config.http_options = within(deadline - time.monotonic())
        yield from self._responses(in_words, config, stream)

    def _responses(
        self, log: list[JSON], config: types.GenerateContentConfig, stream: bool
    ) -> Iterator[JSON]:
        models = self._client.models
        # As JSON: only so does the SDK take a signature for base64 and not for plain letters.
        turns = cast(Any, [types.Content.model_validate_json(json.dumps(turn)) for turn in log])
        if not stream:
            yield _payload(
                models.generate_content(model=self.model_id, contents=turns, config=config)
            )
            return
        for chunk in models.generate_content_stream(
            model=self.model_id, contents=turns, config=config
        ):
            yield _payload(chunk)

    def _reader(self) -> Reader:
        return ContentReader()

    def _fault(self, error: Exception) -> Fault | None:
        if not isinstance(error, errors.APIError):
            return None
        body = error.details if isinstance(error.details, dict) else {}
        inner = body.get("error")
        detail: JSON = inner if isinstance(inner, dict) else body
        parts = [part for part in detail.get("details") or [] if isinstance(part, dict)]
        delays = [part["retryDelay"] for part in parts if part.get("retryDelay")]
        return Fault.of(
            error.code,
            str(detail.get("message") or error),
            codes=(error.status, *(part.get("reason") for part in parts)),
            headers=getattr(error.response, "headers", None),
            retry_delay=str(delays[0]) if delays else "",
        )


def _config(prompt: Prompt) -> JSON:
    config: JSON = {
        "max_output_tokens": prompt.max_output_tokens + THINKING_ROOM_TOKENS,
        # Both would make the SDK send further requests of its own.
        "automatic_function_calling": {"disable": True},
        "automatic_continuation": False,
    }
    if prompt.system.strip():
        config["system_instruction"] = prompt.system
    if prompt.tools:
        config["tools"] = [{"function_declarations": declarations(prompt.tools)}]
        mode = "NONE" if prompt.tool_choice == "none" else "AUTO"
        config["tool_config"] = {"function_calling_config": {"mode": mode}}
    return config


def _payload(response: types.GenerateContentResponse) -> JSON:
    """The response under the wire's member names, signatures as base64 text."""
    payload = response.model_dump(mode="json", by_alias=True, exclude_none=True, warnings=False)
    if not isinstance(payload, dict):
        raise UnreadablePayload("not a JSON object")
    return payload


def _misses_signature(payload: JSON) -> bool:
    candidates = payload.get("candidates") or [{}]
    return bool(candidates[0].get("finishReason") == MISSING_SIGNATURE)
