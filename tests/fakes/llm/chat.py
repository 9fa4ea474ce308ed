"""The chat-completions wire form of OpenAI and Groq."""

from __future__ import annotations

import json
from typing import Any

from agents.llm.base import Provider
from tests.fakes.llm.server import Reply, ScriptedServer
from tests.fakes.llm.wire import JSON, Call

USAGE = {
    "prompt_tokens": 100,
    "completion_tokens": 24,
    "total_tokens": 124,
    "prompt_tokens_details": {"cached_tokens": 40},
}


class ChatWire:
    """Builders shared by both vendors."""

    name: str

    def text(self, text: str, *, finish: str = "stop") -> Reply:
        return _completion({"role": "assistant", "content": text}, finish or "stop")

    def calls(self, *calls: Call, text: str = "", finish: str = "") -> Reply:
        message = {
            "role": "assistant",
            "content": text or None,
            "tool_calls": [_call(call, json.dumps(call.arguments)) for call in calls],
        }
        return _completion(message, finish or "tool_calls")

    def stream_text(self, *pieces: str) -> list[str]:
        deltas: list[JSON] = [{"role": "assistant", "content": ""}]
        deltas += [{"content": piece} for piece in pieces]
        return _stream(deltas, "stop")

    def stream_calls(self, *calls: Call) -> list[str]:
        deltas: list[JSON] = []
        for index, call in enumerate(calls):
            deltas.append({"tool_calls": [{"index": index, **_call(call, "")}]})
            for piece in fragments(json.dumps(call.arguments)):
                deltas.append({"tool_calls": [{"index": index, "function": {"arguments": piece}}]})
        return _stream(deltas, "tool_calls")

    def error(
        self, status: int, message: str = "broken", *, code: str = "", **headers: str
    ) -> Reply:
        body = {"error": {"message": message, "type": "some_error", "param": None, "code": code}}
        return Reply.json(body, status, **headers)

    def length(self) -> str:
        return "length"

    def refusal(self) -> Reply:
        return self.text("", finish="content_filter")

    def nothing(self) -> Reply:
        return Reply.json({"id": "c1", "object": "chat.completion", "choices": []})

    def flaw(self, body: JSON) -> str | None:
        if "temperature" in body or "max_tokens" in body:
            return "an argument newer models refuse"
        if not body.get("messages"):
            return "no messages"
        return _pairing_flaw(body["messages"])


class OpenAIWire(ChatWire):
    name = "openai"

    def provider(self, server: ScriptedServer) -> Provider:
        from agents.llm.openai import OpenAIProvider

        return OpenAIProvider(api_key="sk-test", base_url=f"{server.url}/v1", model="test-model")


class GroqWire(ChatWire):
    name = "groq"

    def provider(self, server: ScriptedServer) -> Provider:
        from agents.llm.groq import GroqProvider

        return GroqProvider(api_key="gsk-test", base_url=server.url, model="test-model")


def fragments(text: str, size: int = 7) -> list[str]:
    """The text in small pieces, as a model writes it."""
    return [text[start : start + size] for start in range(0, len(text), size)]


def _call(call: Call, arguments: str) -> JSON:
    function = {"name": call.name, "arguments": arguments}
    return {"id": call.id, "type": "function", "function": function}


def _completion(message: JSON, finish: str) -> Reply:
    return Reply.json(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1794998400,
            "model": "test-model",
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": USAGE,
        }
    )


def _stream(deltas: list[JSON], finish: str) -> list[str]:
    events = [_chunk([{"index": 0, "delta": delta, "finish_reason": None}]) for delta in deltas]
    events.append(_chunk([{"index": 0, "delta": {}, "finish_reason": finish}]))
    events.append(_chunk([], usage=USAGE))
    return [*events, "data: [DONE]\n\n"]


def _chunk(choices: list[JSON], **more: Any) -> str:
    chunk = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1794998400,
        "model": "test-model",
        "choices": choices,
        **more,
    }
    return f"data: {json.dumps(chunk)}\n\n"


def _pairing_flaw(messages: list[JSON]) -> str | None:
    waiting: list[str] = []
    for message in messages:
        if message["role"] == "tool":
            if message["tool_call_id"] not in waiting:
                return "a result without its call"
            waiting.remove(message["tool_call_id"])
            continue
        if waiting:
            return "a call without its result"
        for call in message.get("tool_calls", []):
            if len(call["id"]) > 40:
                return "a call id longer than 40"
            if not isinstance(json.loads(call["function"]["arguments"]), dict):
                return "arguments that are no object"
            waiting.append(call["id"])
        if not message.get("content") and not waiting:
            return "an empty message"
    return "a call without its result" if waiting else None
