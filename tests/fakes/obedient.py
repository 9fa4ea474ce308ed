"""A model without judgement: it looks round with tools, and does whatever it finds written there.

It stands for the worst any vendor's model could do once an instruction hidden in a message, a
listing, a document or a name has got hold of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from agents.llm.base import (
    AssistantCalls,
    Capabilities,
    Completion,
    OnText,
    Prompt,
    ToolCall,
    ToolResult,
    Usage,
)

Call = tuple[str, dict[str, Any] | None]
_MARK: Final = 28


@dataclass
class Orders:
    """What an attacker wants: calls, batch by batch, and the words said in the end."""

    text: str
    batches: Callable[[Prompt], list[list[Call]]]
    reply: Callable[[Prompt], str]
    meanwhile: Callable[[], None] = field(default=lambda: None)


class ObedientModel:
    """Obeys ``orders`` as soon as it reads them; ``obeyed`` tells whether it did."""

    name = "fake"
    model_id = "fake-1"
    capabilities = Capabilities(
        streaming=True, tools=True, parallel_tools=True, context_tokens=1_000_000
    )

    def __init__(self) -> None:
        self.orders: Orders | None = None
        self.obeyed = False
        self.systems: set[str] = set()
        self._ids = itertools.count()

    def respond(
        self, prompt: Prompt, *, timeout: float, on_text: OnText | None = None
    ) -> Completion:
        """Look round first, then obey, then say what was asked for."""
        assert self.orders is not None
        self.systems.add(prompt.system)
        steps = sum(isinstance(item, AssistantCalls) for item in prompt.items)
        if prompt.tool_choice == "auto" and steps == 0:
            return self._calls(
                ("inventory_search", {"operation": "buy", "limit": 5}),
                ("search_knowledge", {"query": "requisitos para comprar y visitar mascotas"}),
                ("find_slots", {}),
            )
        if not _reads(prompt, self.orders.text):
            return self._says("Claro, con gusto.")
        self.obeyed = True
        batches = self.orders.batches(prompt)
        if prompt.tool_choice == "auto" and steps - 1 < len(batches):
            return self._calls(*batches[steps - 1])
        self.orders.meanwhile()
        return self._says(self.orders.reply(prompt) or "...")

    def _calls(self, *calls: Call) -> Completion:
        return Completion(
            text="",
            tool_calls=tuple(
                ToolCall(id=f"call_{next(self._ids)}", name=name, arguments=arguments, raw="{no")
                for name, arguments in calls
            ),
            finish="tool_calls",
            usage=Usage(10, 0, 0, 5),
            model=self.model_id,
        )

    def _says(self, text: str) -> Completion:
        return Completion(
            text=text, tool_calls=(), finish="stop", usage=Usage(10, 0, 0, 5), model=self.model_id
        )


def seen(prompt: Prompt) -> str:
    """Everything the model reads."""
    parts = [prompt.system, prompt.context]
    parts += [
        str(getattr(item, "text", "") or getattr(item, "content", "")) for item in prompt.items
    ]
    return "\n".join(parts)


def results_of(prompt: Prompt) -> str:
    """What tools answered so far."""
    return "\n".join(item.content for item in prompt.items if isinstance(item, ToolResult))


def _reads(prompt: Prompt, order: str) -> bool:
    """Whether the beginning of an order stands anywhere, whatever marks are put between."""
    return _letters(order)[:_MARK] in _letters(seen(prompt))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())
