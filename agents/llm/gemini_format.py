"""Prompts and answers in the form of Gemini's contents.

A call of Gemini's carries a thought signature, and Gemini 3 answers 400 to a function call
of the running turn that comes back without one. Steps of its own are therefore replayed part by
part as they came. For a step another vendor wrote there are two ways: the placeholder that
Google documents for a log brought over from another model, or telling the step in words. The
placeholder keeps the structure, which models follow much better than prose about tools, so it
is used first; the words are the second try, should a server refuse the placeholder.
"""

from __future__ import annotations

import json

from agents.llm.answer import Answer, CallDraft, disjoint_usage
from agents.llm.base import JSON, ErrorKind, Finish, Prompt, ToolSpec, Usage
from agents.llm.gemini_schema import gemini_schema
from agents.llm.history import Called, Said, Step, arguments_of, framed, result_of, steps

# The literal is Google's; it happens to be valid base64, which the field is made of.
FOREIGN_SIGNATURE = "skip_thought_signature_validator"

_FINISH: dict[str, Finish] = {"STOP": "stop", "MAX_TOKENS": "length"}
_REFUSED = {
    "SAFETY",
    "RECITATION",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "MODEL_ARMOR",
    "IMAGE_SAFETY",
    "IMAGE_PROHIBITED_CONTENT",
    "IMAGE_RECITATION",
}
MISSING_SIGNATURE = "MISSING_THOUGHT_SIGNATURE"


def declarations(tools: tuple[ToolSpec, ...]) -> list[JSON]:
    """The tools as function declarations."""
    result: list[JSON] = []
    for tool in tools:
        declaration: JSON = {"name": tool.name, "description": tool.description}
        if (parameters := gemini_schema(tool.parameters)) is not None:
            declaration["parameters"] = parameters
        result.append(declaration)
    return result


def contents(prompt: Prompt, *, vendor: str, foreign_as_words: bool = False) -> list[JSON]:
    """The log as contents; with ``foreign_as_words`` other vendors' steps are told in prose."""
    result: list[JSON] = []
    for step in framed(steps(prompt.items, vendor=vendor)):
        if isinstance(step, Said):
            role = "user" if step.role == "user" else "model"
            result.append({"role": role, "parts": [{"text": step.text}]})
            continue
        own = own_parts(step)
        if own is None and foreign_as_words:
            result.append({"role": "user", "parts": [{"text": _in_words(step)}]})
            continue
        _add_calls(result, own or _foreign_parts(step))
        result.append({"role": "user", "parts": _responses(step, own)})
    if prompt.context.strip():
        # On its own: responses of functions are told apart by their place in the log.
        result.append({"role": "user", "parts": [{"text": prompt.context}]})
    return result


def has_foreign_steps(prompt: Prompt, *, vendor: str) -> bool:
    """Whether a tool step must be replayed without a signature of Gemini's own."""
    ordered: list[Step] = steps(prompt.items, vendor=vendor)
    return any(isinstance(step, Called) and own_parts(step) is None for step in ordered)


def own_parts(step: Called) -> list[JSON] | None:
    """The step's parts as Gemini sent them, when they still are the step's calls."""
    if not (step.own and isinstance(step.opaque, dict)):
        return None
    parts: list[JSON] = step.opaque.get("parts") or []
    names = [part["functionCall"].get("name") for part in parts if "functionCall" in part]
    return parts if names == [call.name for call in step.calls] else None


def _add_calls(result: list[JSON], parts: list[JSON]) -> None:
    """Join the calls to our own words before them: Gemini wants them right after a user's."""
    if result and result[-1]["role"] == "model":
        result[-1]["parts"].extend(parts)
    else:
        result.append({"role": "model", "parts": list(parts)})


def _foreign_parts(step: Called) -> list[JSON]:
    parts: list[JSON] = [{"text": step.text}] if step.text else []
    for place, call in enumerate(step.calls):
        part: JSON = {
            "functionCall": {"id": call.id, "name": call.name, "args": arguments_of(call)}
        }
        if place == 0:  # of parallel calls only the first is signed
            part["thoughtSignature"] = FOREIGN_SIGNATURE
        parts.append(part)
    return parts


def _responses(step: Called, own: list[JSON] | None) -> list[JSON]:
    """One response a call, under the id the call was sent with, if it had one."""
    ids = [call.id for call in step.calls]
    if own is not None:
        ids = [part["functionCall"].get("id", "") for part in own if "functionCall" in part]
    return [
        {
            "functionResponse": {
                **({"id": call_id} if call_id else {}),
                "name": result.name,
                "response": result_of(result),
            }
        }
        for call_id, result in zip(ids, step.results, strict=True)
    ]


def _in_words(step: Called) -> str:
    lines = [
        json.dumps(
            {"tool": call.name, "arguments": arguments_of(call), "result": result_of(result)},
            ensure_ascii=False,
        )
        for call, result in zip(step.calls, step.results, strict=True)
    ]
    return "\n".join(["(Record of tools already run, not words of the lead.)", *lines])


class ContentReader:
    """Reads whole responses; the chunks of a stream are such responses too."""

    def __init__(self) -> None:
        self.answer = Answer()
        self._parts: list[JSON] = []

    def read(self, payload: JSON) -> str:
        """Take a response in and give back the visible text it adds."""
        self.answer.model = payload.get("modelVersion") or self.answer.model
        if usage := payload.get("usageMetadata"):
            self.answer.usage = _usage(usage)
        if blocked := (payload.get("promptFeedback") or {}).get("blockReason"):
            self.answer.fail(ErrorKind.REFUSED, f"The prompt was blocked: {blocked}")
            return ""
        text = ""
        for candidate in (payload.get("candidates") or [])[:1]:
            for part in (candidate.get("content") or {}).get("parts") or []:
                text += self._read_part(part)
            if reason := candidate.get("finishReason"):
                self._close(reason)
        if text:
            self.answer.texts.append(text)
        return text

    def _read_part(self, part: JSON) -> str:
        self._parts.append(part)
        if call := part.get("functionCall"):
            draft = CallDraft(call.get("id") or "", call.get("name") or "")
            draft.pieces.append(json.dumps(call.get("args") or {}, ensure_ascii=False))
            self.answer.calls[len(self.answer.calls)] = draft
            return ""
        if part.get("thought"):
            return ""
        text: str = part.get("text") or ""
        return text

    def _close(self, reason: str) -> None:
        self.answer.opaque = {"parts": _replayable(self._parts)}
        self.answer.finish = _FINISH.get(reason)
        if self.answer.finish is None:
            kind = ErrorKind.REFUSED if reason in _REFUSED else ErrorKind.UNPARSABLE
            self.answer.fail(kind, f"The answer ended early: {reason}")


def _replayable(parts: list[JSON]) -> list[JSON]:
    """The parts to send back: signed ones and calls untouched, fragments of text as one.

    Empty texts are refused as input, and what was thought aloud is not asked for again.
    """
    result: list[JSON] = []
    for part in parts:
        if part.keys() & {"functionCall", "thoughtSignature"}:
            result.append(part)
        elif part.get("text") and not part.get("thought"):
            if result and result[-1].keys() == {"text"}:
                result[-1] = {"text": result[-1]["text"] + part["text"]}
            else:
                result.append({"text": part["text"]})
    return result


def _usage(usage: JSON) -> Usage:
    prompt_tokens = usage.get("promptTokenCount") or 0
    return disjoint_usage(
        total_input=prompt_tokens + (usage.get("toolUsePromptTokenCount") or 0),
        cached=usage.get("cachedContentTokenCount") or 0,
        written=0,
        output=usage.get("candidatesTokenCount") or 0,
        reasoning=usage.get("thoughtsTokenCount") or 0,
    )
