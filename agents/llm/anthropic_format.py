"""Prompts and answers in the form of Anthropic's messages."""

from __future__ import annotations

import json

from agents.llm.answer import Answer, CallDraft
from agents.llm.base import JSON, ErrorKind, Finish, Prompt, ToolSpec, Usage
from agents.llm.history import Called, Said, arguments_of, framed, steps
from agents.llm.vendor import THINKING_ROOM_TOKENS

_CACHED = {"type": "ephemeral"}
_THINKING = {"thinking", "redacted_thinking"}
_FINISH: dict[str, Finish] = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "tool_use": "tool_calls",
    "max_tokens": "length",
}
_FAILURES = {
    "refusal": ErrorKind.REFUSED,
    "model_context_window_exceeded": ErrorKind.CONTEXT_LENGTH,
}


def message_request(prompt: Prompt, *, vendor: str, model: str) -> JSON:
    """Arguments of ``messages.create`` for the prompt.

    Three cache marks: after the tools and after the system text, which all leads of a broker
    share, and after the history, which the next step and the next turn begin with.
    """
    messages = _messages(prompt, vendor, model)
    request: JSON = {
        "model": model,
        "messages": messages,
        "max_tokens": prompt.max_output_tokens + THINKING_ROOM_TOKENS,
    }
    if prompt.system.strip():
        request["system"] = [
            {"type": "text", "text": prompt.system, "cache_control": _CACHED},
        ]
    if tools := _tools(prompt, messages):
        request["tools"] = tools
        choice = prompt.tool_choice if prompt.tools else "none"
        request["tool_choice"] = {"type": choice}
    return request


def _tools(prompt: Prompt, messages: list[JSON]) -> list[JSON]:
    """The tools, the last one marked; a log that holds calls must not come without any."""
    tools = [_tool(tool) for tool in prompt.tools] or [
        {"name": name, "description": "", "input_schema": {"type": "object"}}
        for name in _called_names(messages)
    ]
    if tools:
        tools[-1]["cache_control"] = _CACHED
    return tools


def _tool(tool: ToolSpec) -> JSON:
    return {
        "name": tool.name,
        "description": tool.description,
        "input_schema": tool.parameters,
    }


def _called_names(messages: list[JSON]) -> list[str]:
    blocks = [block for message in messages for block in message["content"]]
    return sorted({block["name"] for block in blocks if block["type"] == "tool_use"})


def _messages(prompt: Prompt, vendor: str, model: str) -> list[JSON]:
    messages: list[JSON] = []
    for step in framed(steps(prompt.items, vendor=vendor)):
        if isinstance(step, Said):
            _add(messages, step.role, [{"type": "text", "text": step.text}])
        else:
            _add(messages, "assistant", _call_blocks(step, model))
            # One message for all results: Anthropic refuses a call whose result comes later.
            _add(messages, "user", _result_blocks(step))
    if prompt.context.strip():
        # The log ends with the user's side, so this joins its last message.
        messages[-1]["content"][-1]["cache_control"] = _CACHED
        _add(messages, "user", [{"type": "text", "text": prompt.context}])
    return messages


def _add(messages: list[JSON], role: str, blocks: list[JSON]) -> None:
    if messages and messages[-1]["role"] == role:
        messages[-1]["content"].extend(blocks)
    else:
        messages.append({"role": role, "content": blocks})


def _call_blocks(step: Called, model: str) -> list[JSON]:
    text = [{"type": "text", "text": step.text}] if step.text else []
    calls = [
        {"type": "tool_use", "id": call.id, "name": call.name, "input": arguments_of(call)}
        for call in step.calls
    ]
    return [*_thinking_blocks(step.opaque, model), *text, *calls]


def _thinking_blocks(opaque: object, model: str) -> list[JSON]:
    """Signed thinking of the same model: the signature means nothing to another one."""
    if isinstance(opaque, dict) and opaque.get("model") == model:
        return list(opaque.get("thinking") or [])
    return []


def _result_blocks(step: Called) -> list[JSON]:
    return [
        {
            "type": "tool_result",
            "tool_use_id": result.call_id,
            "content": result.content or "{}",
            "is_error": result.is_error,
        }
        for result in step.results
    ]


class MessageReader:
    """Reads a whole message, or the events of its stream."""

    def __init__(self, model: str) -> None:
        self.answer = Answer()
        self._requested_model = model
        self._thinking: dict[object, JSON] = {}
        self._usage: JSON = {}
        self._stop_reason = ""

    def read(self, payload: JSON) -> str:
        """Take a message or an event in and give back the visible text it adds."""
        match payload.get("type"):
            case "message":
                return self._read_message(payload)
            case "message_start":
                self._begin(payload["message"])
            case "content_block_start":
                return self._open_block(payload["index"], payload["content_block"])
            case "content_block_delta":
                return self._extend_block(payload["index"], payload["delta"])
            case "message_delta":
                self._stop_reason = payload["delta"].get("stop_reason") or self._stop_reason
                self._count(payload.get("usage"))
            case "message_stop":
                self._close()
        return ""

    def _read_message(self, message: JSON) -> str:
        self._begin(message)
        blocks = message.get("content") or []
        text = "".join(self._open_block(n, block) for n, block in enumerate(blocks))
        self._stop_reason = message.get("stop_reason") or ""
        if self._stop_reason:
            self._close()
        return text

    def _begin(self, message: JSON) -> None:
        self.answer.model = message.get("model") or ""
        self._count(message.get("usage"))

    def _open_block(self, index: object, block: JSON) -> str:
        kind = block.get("type")
        if kind == "text":
            return self._say(block.get("text") or "")
        if kind == "tool_use":
            draft = CallDraft(block.get("id") or "", block.get("name") or "")
            # Complete in a whole message; empty at the head of a stream, filled by deltas.
            if given := block.get("input"):
                draft.pieces.append(json.dumps(given, ensure_ascii=False))
            self.answer.calls[index] = draft
        elif kind in _THINKING:
            self._thinking[index] = dict(block)
        return ""

    def _extend_block(self, index: object, delta: JSON) -> str:
        match delta.get("type"):
            case "text_delta":
                return self._say(delta.get("text") or "")
            case "input_json_delta":
                self.answer.calls[index].pieces.append(delta.get("partial_json") or "")
            case "thinking_delta":
                block = self._thinking[index]
                block["thinking"] = (block.get("thinking") or "") + (delta.get("thinking") or "")
            case "signature_delta":
                self._thinking[index]["signature"] = delta.get("signature") or ""
        return ""

    def _say(self, text: str) -> str:
        self.answer.texts.append(text)
        return text

    def _count(self, usage: JSON | None) -> None:
        """Keep the newest numbers: those of a stream are running totals."""
        self._usage |= {name: value for name, value in (usage or {}).items() if value is not None}
        self.answer.usage = _usage(self._usage)

    def _close(self) -> None:
        answer = self.answer
        if self._thinking:
            answer.opaque = {
                "model": self._requested_model,
                "thinking": list(self._thinking.values()),
            }
        answer.finish = _FINISH.get(self._stop_reason)
        if answer.finish is None:
            kind = _FAILURES.get(self._stop_reason, ErrorKind.UNPARSABLE)
            answer.fail(kind, f"The answer ended early: {self._stop_reason or 'no reason given'}")


def _usage(usage: JSON) -> Usage:
    """Input leaves the cached tokens out already; output includes what was thought."""
    lifetimes = usage.get("cache_creation") or {}
    long = lifetimes.get("ephemeral_1h_input_tokens") or 0
    thought = (usage.get("output_tokens_details") or {}).get("thinking_tokens") or 0
    return Usage(
        input_tokens=usage.get("input_tokens", 0),
        cache_read_tokens=usage.get("cache_read_input_tokens", 0),
        cache_write_tokens=max(0, usage.get("cache_creation_input_tokens", 0) - long),
        output_tokens=max(0, usage.get("output_tokens", 0) - thought),
        reasoning_tokens=thought,
        cache_write_long_tokens=long,
    )
