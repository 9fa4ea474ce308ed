"""A run's log as JSON and back: what a paused run goes on from.

What only one vendor understands (thought signatures and the like) is left out, as when a run
changes vendor in the middle.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from agents.llm.base import AssistantCalls, Item, ToolCall, ToolResult


def log_kept(items: Iterable[Item]) -> list[dict[str, Any]]:
    """The calls and results among these items, in their order."""
    kept: list[dict[str, Any]] = []
    for item in items:
        if isinstance(item, AssistantCalls):
            kept.append(
                {
                    "text": item.text,
                    "calls": [
                        {
                            "id": call.id,
                            "name": call.name,
                            "arguments": call.arguments,
                            "raw": call.raw,
                        }
                        for call in item.calls
                    ],
                }
            )
        elif isinstance(item, ToolResult):
            kept.append(
                {
                    "call_id": item.call_id,
                    "name": item.name,
                    "content": item.content,
                    "is_error": item.is_error,
                }
            )
    return kept


def log_read(
    kept: Sequence[dict[str, Any]], *, call_id: str = "", arguments: dict[str, Any] | None = None
) -> list[Item]:
    """The items again; in the last step the call of that id has these arguments.

    Only there: some vendors count their calls anew in each step.
    """
    items: list[Item] = []
    last = max((place for place, each in enumerate(kept) if "calls" in each), default=-1)
    for place, each in enumerate(kept):
        if "calls" in each:
            calls = tuple(
                ToolCall(
                    id=call["id"],
                    name=call["name"],
                    arguments=(
                        arguments if place == last and call["id"] == call_id else call["arguments"]
                    ),
                    raw=call["raw"],
                )
                for call in each["calls"]
            )
            items.append(AssistantCalls(calls=calls, text=each["text"]))
        else:
            items.append(
                ToolResult(each["call_id"], each["name"], each["content"], each["is_error"])
            )
    return items
