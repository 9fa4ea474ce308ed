"""The generateContent wire form of Gemini."""

from __future__ import annotations

import json
from typing import Any

from agents.llm.base import Provider
from tests.fakes.llm.server import Reply, ScriptedServer
from tests.fakes.llm.wire import JSON, Call

# Thoughts are counted apart from the candidates, the cached part inside the prompt.
USAGE = {
    "promptTokenCount": 100,
    "cachedContentTokenCount": 40,
    "candidatesTokenCount": 20,
    "thoughtsTokenCount": 4,
    "totalTokenCount": 124,
}
SIGNATURE = "c2lnbmVkLWJ5LWdlbWluaQ=="
_SCHEMA = {
    "type", "description", "title", "properties", "required", "items", "enum", "nullable",
    "anyOf", "format", "minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum",
    "pattern",
}  # fmt: skip


class GeminiWire:
    """Builders of responses; the chunks of a stream are responses too."""

    name = "gemini"

    def provider(self, server: ScriptedServer) -> Provider:
        from agents.llm.gemini import GeminiProvider

        return GeminiProvider(api_key="AIza-test", base_url=server.url, model="test-model")

    def text(self, text: str, *, finish: str = "") -> Reply:
        return Reply.json(_response([{"text": text}], finish or "STOP"))

    def calls(self, *calls: Call, text: str = "", finish: str = "") -> Reply:
        said: list[JSON] = [{"text": text}] if text else []
        return Reply.json(_response([*said, *_call_parts(calls)], finish or "STOP"))

    def stream_text(self, *pieces: str) -> list[str]:
        events = [_chunk([{"text": piece}]) for piece in pieces]
        return [*events, _chunk([{"text": ""}], "STOP")]

    def stream_calls(self, *calls: Call) -> list[str]:
        events = [_chunk([part]) for part in _call_parts(calls)]
        return [*events, _chunk([{"text": ""}], "STOP")]

    def error(
        self, status: int, message: str = "broken", *, code: str = "", **headers: str
    ) -> Reply:
        detail = {"code": status, "message": message, "status": code or "UNKNOWN"}
        return Reply.json({"error": detail}, status, **headers)

    def length(self) -> str:
        return "MAX_TOKENS"

    def refusal(self) -> Reply:
        return Reply.json({"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": USAGE})

    def nothing(self) -> Reply:
        return Reply.json({"candidates": [], "usageMetadata": USAGE})

    def flaw(self, body: JSON) -> str | None:
        turns = body["contents"]
        if not turns or turns[0]["role"] != "user" or turns[-1]["role"] != "user":
            return "must begin and end with the user"
        for tool in body.get("tools", []):
            for declaration in tool["functionDeclarations"]:
                if flaw := schema_flaw(declaration.get("parameters")):
                    return flaw
        return _turn_flaw(turns)


def schema_flaw(schema: Any) -> str | None:
    """The first keyword of a schema that Gemini would refuse."""
    if schema is None:
        return None
    if unknown := schema.keys() - _SCHEMA:
        return f"unknown keyword {sorted(unknown)[0]}"
    if schema.get("type") == "OBJECT" and not schema.get("properties"):
        return "an object without properties"
    if "enum" in schema and schema.get("type") != "STRING":
        return "enum is for strings"
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]
    inner += [schema["items"]] if "items" in schema else []
    return next((flaw for part in inner if (flaw := schema_flaw(part))), None)


def _call_parts(calls: tuple[Call, ...]) -> list[JSON]:
    parts: list[JSON] = [
        {"functionCall": {"name": call.name, "args": call.arguments}} for call in calls
    ]
    for part, call in zip(parts, calls, strict=True):
        if call.id:  # not every model gives one
            part["functionCall"]["id"] = call.id
    parts[0]["thoughtSignature"] = SIGNATURE
    return parts


def _response(parts: list[JSON], finish: str | None) -> JSON:
    candidate: JSON = {"index": 0, "content": {"role": "model", "parts": parts}}
    if finish:
        candidate["finishReason"] = finish
    return {
        "candidates": [candidate],
        "usageMetadata": USAGE,
        "modelVersion": "test-model",
        "responseId": "r1",
    }


def _chunk(parts: list[JSON], finish: str | None = None) -> str:
    return f"data: {json.dumps(_response(parts, finish))}\r\n\r\n"


def _turn_flaw(turns: list[JSON]) -> str | None:
    waiting: list[tuple[Any, str]] = []
    before = ""
    for turn in turns:
        parts = turn["parts"]
        answers = [p["functionResponse"] for p in parts if "functionResponse" in p]
        if [(a.get("id"), a["name"]) for a in answers] != waiting:
            return "responses must follow their calls at once"
        if any(not isinstance(answer["response"], dict) for answer in answers):
            return "a response that is no object"
        called = [part for part in parts if "functionCall" in part]
        if called and before == "model":
            return "calls must come right after the user"
        if called and not called[0].get("thoughtSignature"):
            return "Function call is missing a thought_signature in functionCall parts."
        waiting = [(p["functionCall"].get("id"), p["functionCall"]["name"]) for p in called]
        before = turn["role"]
    return "a call without its response" if waiting else None
