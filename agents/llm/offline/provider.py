"""The provider itself: one step of the loop, decided by rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from agents.llm.base import (
    AssistantCalls,
    Capabilities,
    Completion,
    Item,
    OnText,
    Prompt,
    ToolCall,
    Usage,
)
from agents.llm.offline.errands import errand
from agents.llm.offline.plan import next_calls
from agents.llm.offline.reply import closing_text
from agents.llm.offline.scene import Scene

_CHARACTERS_A_TOKEN: Final = 4


class OfflineProvider:
    """A language model made of rules; it never fails, never waits and remembers nothing."""

    name = "offline"
    model_id = "offline-1"
    capabilities = Capabilities(
        streaming=True, tools=True, parallel_tools=True, context_tokens=128_000
    )

    def respond(
        self, prompt: Prompt, *, timeout: float, on_text: OnText | None = None
    ) -> Completion:
        """Ask for the next tools, or write the reply; ``timeout`` is never near."""
        step = errand(prompt)
        if step is None:
            scene = Scene(prompt)
            calls = () if prompt.tool_choice == "none" else _tool_calls(prompt, next_calls(scene))
            text = "" if calls else closing_text(scene)
        else:
            calls, text = _tool_calls(prompt, step.calls), step.text
        if on_text is not None and text:
            for piece in re.findall(r"\s*\S+", text):
                on_text(piece)
        written = text or str([call.arguments for call in calls])
        return Completion(
            text=text,
            tool_calls=calls,
            finish="tool_calls" if calls else "stop",
            usage=Usage(input_tokens=_prompt_tokens(prompt), output_tokens=_tokens(written)),
            model=self.model_id,
        )


def _tool_calls(
    prompt: Prompt, calls: Iterable[tuple[str, Mapping[str, Any]]]
) -> tuple[ToolCall, ...]:
    step = len(prompt.items)
    return tuple(
        ToolCall(id=f"offline_{step}_{number}", name=name, arguments=dict(arguments))
        for number, (name, arguments) in enumerate(calls)
    )


def _prompt_tokens(prompt: Prompt) -> int:
    tools = sum(_tokens(tool.description) + _tokens(str(tool.parameters)) for tool in prompt.tools)
    return _tokens(prompt.system) + tools + sum(_item_tokens(item) for item in prompt.items)


def _item_tokens(item: Item) -> int:
    if isinstance(item, AssistantCalls):
        return sum(_tokens(call.name) + _tokens(str(call.arguments)) for call in item.calls)
    return _tokens(getattr(item, "text", "") or getattr(item, "content", ""))


def _tokens(text: str) -> int:
    """Count tokens roughly: four characters each."""
    return -(-len(text) // _CHARACTERS_A_TOKEN)
