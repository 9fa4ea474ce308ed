"""A model that says what the test tells it to, behind the real provider interface."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from agents.llm.base import (
    Capabilities,
    Completion,
    OnText,
    Prompt,
    ProviderError,
    ToolCall,
    Usage,
)

Hook = Callable[[Prompt], None]


class FakeModel:
    """Answers from a queue; an empty queue is a mistake of the test."""

    name = "fake"
    model_id = "fake-1"
    capabilities = Capabilities(
        streaming=True, tools=True, parallel_tools=True, context_tokens=100_000
    )

    def __init__(self) -> None:
        self._answers: deque[Completion | ProviderError] = deque()
        self.prompts: list[Prompt] = []
        self.before: Hook | None = None
        self.always: Completion | None = None

    def says(self, text: str) -> FakeModel:
        """The next answer is this text."""
        self._answers.append(
            Completion(
                text=text, tool_calls=(), finish="stop", usage=Usage(10, 0, 0, 5), model="fake-1"
            )
        )
        return self

    def calls(self, *calls: tuple[str, dict[str, Any] | None]) -> FakeModel:
        """The next answer asks for these tools."""
        self._answers.append(calling(*calls))
        return self

    def fails(self, error: ProviderError) -> FakeModel:
        """The next answer is this failure."""
        self._answers.append(error)
        return self

    def respond(
        self, prompt: Prompt, *, timeout: float, on_text: OnText | None = None
    ) -> Completion:
        """The next answer in the queue."""
        self.prompts.append(prompt)
        if self.before is not None:
            self.before(prompt)
        if not self._answers and self.always is not None:
            return self.always
        assert self._answers, "the model was asked more often than the test expects"
        answer = self._answers.popleft()
        if isinstance(answer, ProviderError):
            raise answer
        if on_text and answer.text:
            on_text(answer.text)
        return answer


def calling(*calls: tuple[str, dict[str, Any] | None]) -> Completion:
    """A completion that asks for these tools; None stands for arguments that are no JSON."""
    return Completion(
        text="",
        tool_calls=tuple(
            ToolCall(id=f"call_{place}", name=name, arguments=arguments, raw="{broken")
            for place, (name, arguments) in enumerate(calls)
        ),
        finish="tool_calls",
        usage=Usage(10, 0, 0, 5),
        model="fake-1",
    )
