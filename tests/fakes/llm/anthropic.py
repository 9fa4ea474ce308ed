"""The messages wire form of Anthropic."""

from __future__ import annotations

import itertools
import json
import re

from agents.llm.base import Provider
from tests.fakes.llm.chat import fragments
from tests.fakes.llm.server import Reply, ScriptedServer
from tests.fakes.llm.wire import JSON, Call

# Input leaves the cached tokens out here.
USAGE = {"input_tokens": 60, "cache_read_input_tokens": 40, "cache_creation_input_tokens": 0}
_GONE = {"temperature", "top_p", "top_k"}
_ID = re.compile(r"[a-zA-Z0-9_-]+")


class AnthropicWire:
    """Builders of messages and of their streams."""

    name = "anthropic"

    def provider(self, server: ScriptedServer) -> Provider:
        from agents.llm.anthropic import AnthropicProvider

        return AnthropicProvider(api_key="sk-ant-test", base_url=server.url, model="test-model")

    def text(self, text: str, *, finish: str = "") -> Reply:
        return _message([{"type": "text", "text": text}], finish or "end_turn")

    def calls(self, *calls: Call, text: str = "", finish: str = "") -> Reply:
        said = [{"type": "text", "text": text}] if text else []
        return _message([*said, *(_use(call) for call in calls)], finish or "tool_use")

    def stream_text(self, *pieces: str) -> list[str]:
        deltas = [{"type": "text_delta", "text": piece} for piece in pieces]
        return _stream([_block(0, {"type": "text", "text": ""}, deltas)], "end_turn")

    def stream_calls(self, *calls: Call) -> list[str]:
        blocks = []
        for index, call in enumerate(calls):
            written = fragments(json.dumps(call.arguments))
            deltas = [{"type": "input_json_delta", "partial_json": piece} for piece in written]
            blocks.append(_block(index, {**_use(call), "input": {}}, deltas))
        return _stream(blocks, "tool_use")

    def error(
        self, status: int, message: str = "broken", *, code: str = "", **headers: str
    ) -> Reply:
        detail = {"type": code or "some_error", "message": message}
        return Reply.json({"type": "error", "error": detail}, status, **headers)

    def length(self) -> str:
        return "max_tokens"

    def refusal(self) -> Reply:
        return _message([], "refusal")

    def nothing(self) -> Reply:
        return _message([], "end_turn")

    def flaw(self, body: JSON) -> str | None:
        messages = body["messages"]
        if _GONE & body.keys() or "max_tokens" not in body:
            return "an argument that is gone, or no max_tokens"
        roles = [message["role"] for message in messages]
        if not roles or roles[0] != "user" or roles[-1] != "user":
            return "must begin and end with the user"
        if any(one == two for one, two in itertools.pairwise(roles)):
            return "roles must alternate"
        return _block_flaw(messages, has_tools=bool(body.get("tools")))


def event(kind: str, **data: object) -> str:
    """One named server-sent event."""
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **data})}\n\n"


def _use(call: Call) -> JSON:
    return {"type": "tool_use", "id": call.id, "name": call.name, "input": call.arguments}


def _message(content: list[JSON], stop: str | None) -> Reply:
    return Reply.json(
        {**_head(), "content": content, "stop_reason": stop}
        | {"usage": {**USAGE, "output_tokens": 24}}
    )


def _head() -> JSON:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "test-model",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {**USAGE, "output_tokens": 1},
    }


def _block(index: int, block: JSON, deltas: list[JSON]) -> list[str]:
    return [
        event("content_block_start", index=index, content_block=block),
        event("ping"),
        *(event("content_block_delta", index=index, delta=delta) for delta in deltas),
        event("content_block_stop", index=index),
    ]


def _stream(blocks: list[list[str]], stop: str) -> list[str]:
    return [
        event("message_start", message=_head()),
        *(piece for block in blocks for piece in block),
        event("message_delta", delta={"stop_reason": stop}, usage={"output_tokens": 24}),
        event("message_stop"),
    ]


def _block_flaw(messages: list[JSON], *, has_tools: bool) -> str | None:
    waiting: list[str] = []
    for message in messages:
        blocks = message["content"]
        results = [block["tool_use_id"] for block in blocks if block["type"] == "tool_result"]
        if results != waiting or any(b["type"] != "tool_result" for b in blocks[: len(results)]):
            return "results must follow their calls at once, all in one message"
        waiting = [block["id"] for block in blocks if block["type"] == "tool_use"]
        if waiting and not has_tools:
            return "calls in the log need tools"
        if any(not _ID.fullmatch(call_id) for call_id in waiting):
            return "a call id in a form of another vendor"
        texts = [block["text"] for block in blocks if block["type"] == "text"]
        if any(not text.strip() for text in texts):
            return "an empty text block"
        if any(not isinstance(b["input"], dict) for b in blocks if b["type"] == "tool_use"):
            return "arguments that are no object"
    return "a call without its result" if waiting else None
