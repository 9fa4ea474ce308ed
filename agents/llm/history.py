"""Put a conversation log into the strict order that every vendor accepts.

A log may be trimmed, interrupted or written by several vendors. Vendors refuse a call without
its result, a result without its call, ids in another vendor's form and empty texts; what comes
out of :func:`steps` has none of these, so the translators need no special cases.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from agents.llm.base import (
    JSON,
    AssistantCalls,
    AssistantText,
    Item,
    ToolCall,
    ToolResult,
    UserText,
)

# Anthropic allows letters, digits, "_" and "-"; OpenAI no more than 40 characters.
_PORTABLE_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")

# Said in the lead's place where a vendor insists on a user message and the log has none.
OPENING_TEXT = "(The conversation starts here.)"
SILENCE_TEXT = "(No new message from the lead.)"
# Vendors know two voices only; the prompt tells whose lines begin like this.
COLLEAGUE = "[colleague] "
LOST_RESULT = '{"error": "The result of this tool was lost."}'


@dataclass(slots=True)
class Said:
    """Words of one side; neighbours of the same side are already one."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(slots=True)
class Called:
    """A tool step with exactly one result a call, in the order of the calls.

    ``own`` says that the vendor who will read it also wrote it, so ``opaque`` means something.
    """

    text: str
    calls: list[ToolCall]
    own: bool
    opaque: object = None
    results: list[ToolResult] = field(default_factory=list)


Step: TypeAlias = Said | Called


def steps(items: Iterable[Item], *, vendor: str) -> list[Step]:
    """Order the log for ``vendor``: texts merged, calls paired with results, foreign ids renamed.

    A result whose call is gone (a trimmed log) is dropped: shown as text it could be taken for
    words of the lead. A call without a result gets one that says so.
    """
    ordered: list[Step] = []
    waiting: dict[str, tuple[Called, int]] = {}
    taken: set[str] = set()
    for item in items:
        match item:
            case UserText():
                _say(ordered, "user", item.text)
            case AssistantText():
                mark = COLLEAGUE if item.by_person and item.text.strip() else ""
                _say(ordered, "assistant", mark + item.text)
            case AssistantCalls() if not item.calls:
                _say(ordered, "assistant", item.text)
            case AssistantCalls():
                step = _called(item, own=item.vendor == vendor, taken=taken)
                for place, call in enumerate(item.calls):
                    waiting[call.id] = (step, place)
                ordered.append(step)
            case ToolResult():
                if item.call_id in waiting:
                    step, place = waiting.pop(item.call_id)
                    call = step.calls[place]
                    step.results[place] = ToolResult(
                        call.id, call.name, item.content, is_error=item.is_error
                    )
    return ordered


def framed(ordered: list[Step]) -> list[Step]:
    """Begin and end with the user's side, for vendors that accept nothing else.

    A log ending with our own words would be read by Anthropic as the start of its answer.
    """
    first = ordered[0] if ordered else None
    opened = isinstance(first, Said) and first.role == "user"
    result: list[Step] = [*([] if opened else [Said("user", OPENING_TEXT)]), *ordered]
    last = result[-1]
    if isinstance(last, Said) and last.role == "assistant":
        result.append(Said("user", SILENCE_TEXT))
    return result


def arguments_of(call: ToolCall) -> JSON:
    """Arguments as an object, also when the model once wrote something unreadable."""
    if call.arguments is None:
        return {"unreadable_arguments": call.raw}
    return call.arguments


def result_of(result: ToolResult) -> JSON:
    """The tool's answer as an object, for vendors that take no plain text there."""
    try:
        value = json.loads(result.content)
    except ValueError:
        value = result.content
    if result.is_error:
        return {"error": value}
    return value if isinstance(value, dict) else {"result": value}


def _say(ordered: list[Step], role: Literal["user", "assistant"], text: str) -> None:
    text = text.strip()
    if not text:
        return
    last = ordered[-1] if ordered else None
    if isinstance(last, Said) and last.role == role:
        last.text = f"{last.text}\n{text}"
    else:
        ordered.append(Said(role, text))


def _called(item: AssistantCalls, *, own: bool, taken: set[str]) -> Called:
    calls = [_with_portable_id(call, own=own, taken=taken) for call in item.calls]
    return Called(
        text=item.text.strip(),
        calls=calls,
        own=own,
        opaque=item.opaque if own else None,
        results=[ToolResult(call.id, call.name, LOST_RESULT, is_error=True) for call in calls],
    )


def _with_portable_id(call: ToolCall, *, own: bool, taken: set[str]) -> ToolCall:
    """Keep the vendor's own id where it can stay, else number it by its place in the log.

    The number depends on what came before only, so that a longer log keeps the same prefix and
    the vendor's prompt cache still matches.
    """
    call_id = call.id
    if not own or call_id in taken or not _PORTABLE_ID.fullmatch(call_id):
        call_id = f"replay_{len(taken) + 1}"
    taken.add(call_id)
    return ToolCall(call_id, call.name, call.arguments, call.raw)
