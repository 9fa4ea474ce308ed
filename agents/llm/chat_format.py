"""The chat-completions form, spoken by OpenAI, Groq and whatever imitates them."""

from __future__ import annotations

import json
from typing import Any

from agents.llm.answer import Answer, CallDraft, disjoint_usage
from agents.llm.base import JSON, ErrorKind, Finish, Prompt, ToolSpec, Usage
from agents.llm.history import OPENING_TEXT, Called, Said, Step, arguments_of, steps
from agents.llm.thoughts import ThoughtFilter
from agents.llm.vendor import THINKING_ROOM_TOKENS

_FINISH: dict[str, Finish] = {
    "stop": "stop",
    "tool_calls": "tool_calls",
    "function_call": "tool_calls",
    "length": "length",
}


def chat_request(prompt: Prompt, *, vendor: str, model: str) -> JSON:
    """Arguments of ``chat.completions.create`` for the prompt."""
    request: JSON = {
        "model": model,
        "messages": _messages(prompt, vendor),
        "max_completion_tokens": prompt.max_output_tokens + THINKING_ROOM_TOKENS,
    }
    if prompt.tools:
        # Kept with tool_choice none too: the log may hold calls of theirs, and the unchanged
        # head of the request is what the vendor's cache recognises.
        request["tools"] = [_tool(tool) for tool in prompt.tools]
        request["tool_choice"] = prompt.tool_choice
    return request


def _messages(prompt: Prompt, vendor: str) -> list[JSON]:
    messages: list[JSON] = []
    if prompt.system.strip():
        messages.append({"role": "system", "content": prompt.system})
    for step in steps(prompt.items, vendor=vendor) or [Said("user", OPENING_TEXT)]:
        messages.extend(_step_messages(step))
    if prompt.context.strip():
        # Behind the history, so that what came before is the same from step to step.
        messages.append({"role": "user", "content": prompt.context})
    return messages


def _step_messages(step: Step) -> list[JSON]:
    if isinstance(step, Said):
        return [{"role": step.role, "content": step.text}]
    return [_call_message(step), *(_result_message(step, n) for n in range(len(step.calls)))]


def _call_message(step: Called) -> JSON:
    return {
        "role": "assistant",
        "content": step.text or None,
        "tool_calls": [
            {
                "id": call.id,
                "type": "function",
                "function": {
                    "name": call.name,
                    # Some servers parse it: never the raw text of a call that was unreadable.
                    "arguments": json.dumps(arguments_of(call), ensure_ascii=False),
                },
            }
            for call in step.calls
        ],
    }


def _result_message(step: Called, place: int) -> JSON:
    result = step.results[place]
    return {"role": "tool", "tool_call_id": result.call_id, "content": result.content}


def _tool(tool: ToolSpec) -> JSON:
    return {
        "type": "function",
        "function": {
            "name": tool.name,
            "description": tool.description,
            "parameters": tool.parameters,
        },
    }


class ChatReader:
    """Reads a completion or the chunks of its stream; both carry the same members."""

    def __init__(self) -> None:
        self.answer = Answer()
        self._thoughts = ThoughtFilter()
        self._refusal = ""

    def read(self, payload: JSON) -> str:
        """Take a completion or a chunk in and give back the visible text it adds."""
        self.answer.model = payload.get("model") or self.answer.model
        if usage := payload.get("usage") or (payload.get("x_groq") or {}).get("usage"):
            self.answer.usage = _usage(usage)
        if stopped := (payload.get("x_groq") or {}).get("error"):
            self.answer.fail(ErrorKind.UNAVAILABLE, str(stopped))
        text = ""
        for choice in payload.get("choices") or []:
            if choice.get("index", 0) == 0:
                text += self._read_choice(choice)
        if text:
            self.answer.texts.append(text)
        return text

    def _read_choice(self, choice: JSON) -> str:
        message = choice.get("delta") or choice.get("message") or {}
        for position, part in enumerate(message.get("tool_calls") or []):
            self._read_call(position, part)
        # ``reasoning`` and ``reasoning_content`` beside ``content`` are not for the lead.
        text = self._thoughts.feed(message.get("content") or "")
        self._refusal += message.get("refusal") or ""
        if word := choice.get("finish_reason"):
            text += self._thoughts.finish()
            self._close(word)
        return text

    def _close(self, word: str) -> None:
        self.answer.finish = _FINISH.get(word)
        if self._refusal or word == "content_filter":
            self.answer.fail(ErrorKind.REFUSED, self._refusal or "The content filter stepped in.")
        elif self.answer.finish is None:
            self.answer.fail(ErrorKind.UNPARSABLE, f"The answer ended for an odd reason: {word}")

    def _read_call(self, position: int, part: JSON) -> None:
        index = part.get("index")
        key = position if index is None else index
        draft = self.answer.calls.setdefault(key, CallDraft())
        function = part.get("function") or {}
        draft.id = part.get("id") or draft.id
        # Only the first fragment names the tool; some servers repeat the name in each.
        draft.name = draft.name or function.get("name") or ""
        draft.pieces.append(_argument_text(function.get("arguments")))


def _argument_text(arguments: Any) -> str:
    """Arguments as JSON text; a few servers send the object itself."""
    if arguments is None:
        return ""
    return arguments if isinstance(arguments, str) else json.dumps(arguments)


def _usage(usage: JSON) -> Usage:
    details = usage.get("prompt_tokens_details") or {}
    reasoning = (usage.get("completion_tokens_details") or {}).get("reasoning_tokens") or 0
    return disjoint_usage(
        total_input=usage.get("prompt_tokens") or 0,
        cached=details.get("cached_tokens") or 0,
        written=details.get("cache_write_tokens") or 0,
        # The completion's count includes them.
        output=(usage.get("completion_tokens") or 0) - reasoning,
        reasoning=reasoning,
    )
