"""Collect one model's answer, whole or in fragments, and judge whether it can be used."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from agents.llm.base import Completion, ErrorKind, Finish, ProviderError, ToolCall, Usage


@dataclass(slots=True)
class CallDraft:
    """A tool call whose arguments may still be arriving as pieces of JSON text."""

    id: str = ""
    name: str = ""
    pieces: list[str] = field(default_factory=list)

    def finished(self) -> ToolCall:
        """The call; ``arguments`` None when the text is no JSON object."""
        raw = "".join(self.pieces)
        call_id = self.id or f"call_{uuid.uuid4().hex[:24]}"
        try:
            # Models write nothing, or null, for a tool without parameters.
            arguments = json.loads(raw) if raw.strip() else {}
        except ValueError:
            arguments = raw
        if arguments is None:
            arguments = {}
        if not isinstance(arguments, dict):
            return ToolCall(call_id, self.name, None, raw)
        return ToolCall(call_id, self.name, arguments, raw)


@dataclass(slots=True)
class Answer:
    """What has arrived so far; ``finish`` stays None until the vendor says it is over."""

    texts: list[str] = field(default_factory=list)
    calls: dict[object, CallDraft] = field(default_factory=dict)
    finish: Finish | None = None
    failure: ErrorKind | None = None
    reason: str = ""
    usage: Usage = field(default_factory=Usage)
    model: str = ""
    opaque: Any = None

    def fail(self, kind: ErrorKind, reason: str) -> None:
        """Note that the vendor itself ended the answer in a way that makes it unusable."""
        self.failure = kind
        self.reason = reason

    def completion(self, *, model_id: str, streamed: bool, tools_allowed: bool) -> Completion:
        """The finished answer, or a :class:`ProviderError` that says why there is none."""
        text = "".join(self.texts)
        calls = tuple(draft.finished() for draft in self.calls.values())
        if self.failure is not None:
            raise ProviderError(self.failure, self.reason)
        if self.finish is None:
            if streamed:
                raise ProviderError(ErrorKind.UNAVAILABLE, "The stream ended before the answer.")
            raise ProviderError(ErrorKind.UNPARSABLE, "The answer holds no finished message.")
        if self.finish == "length" and calls:
            # What came before the cut may still be valid JSON with a wrong meaning.
            raise ProviderError(ErrorKind.UNPARSABLE, "The answer was cut inside a tool call.")
        if any(not call.name for call in calls):
            raise ProviderError(ErrorKind.UNPARSABLE, "A tool call names no tool.")
        if not tools_allowed:
            calls = ()
        if not calls and not text.strip():
            raise ProviderError(ErrorKind.UNPARSABLE, "The answer is empty.")
        finish: Finish = "length" if self.finish == "length" else "stop"
        return Completion(
            text=text,
            tool_calls=calls,
            finish="tool_calls" if calls else finish,
            usage=self.usage,
            model=self.model or model_id,
            opaque=self.opaque if calls else None,
        )


def disjoint_usage(
    *, total_input: int, cached: int, written: int, output: int, reasoning: int = 0
) -> Usage:
    """Usage of a vendor whose input count includes what came from or went to its cache.

    ``output`` leaves ``reasoning`` out.
    """
    return Usage(
        input_tokens=max(0, total_input - cached - written),
        cache_read_tokens=cached,
        cache_write_tokens=written,
        output_tokens=max(0, output),
        reasoning_tokens=reasoning,
    )
