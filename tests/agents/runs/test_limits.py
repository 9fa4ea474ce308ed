"""A run ends: by calls, time, tokens or money, whatever the model wants."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest

from agents.llm.base import (
    AssistantCalls,
    Completion,
    ErrorKind,
    Prompt,
    Provider,
    ProviderError,
    ToolCall,
    ToolResult,
    Usage,
    UserText,
)
from agents.routing.attempts import Attempt
from agents.runs.limits import Limits
from agents.runs.loop import Loop, Outcome, Pause
from agents.runs.record import RunRecord
from agents.tools.registry import Arguments, Effect, Tool
from tests.fakes.model import FakeModel

#: The tools here know nobody.
NOBODY: Any = None
WIDE = Limits(tool_calls=10, seconds=60, tokens=10_000_000, cost=Decimal(100))


class Anything(Arguments):
    n: int = 0


@dataclass
class Restless:
    """A plan whose model asks for a tool for ever; when no tool can be had it may say a word."""

    asks: Callable[[int], tuple[tuple[str, dict[str, Any] | None], ...]]
    last_words: str = "Lo dejo hasta aquí."
    cost: Decimal | None = None
    waits: float = 0.0
    prompts: list[Prompt] = field(default_factory=list)

    def respond(
        self, prompt: Prompt, *, deadline: float, on_attempt: Callable[[Attempt], None]
    ) -> tuple[Provider, Completion]:
        """As :class:`agents.routing.plan.Plan` does, with one model that never fails."""
        self.prompts.append(prompt)
        time.sleep(self.waits)
        wanted = self.asks(len(self.prompts))
        calls = tuple(
            ToolCall(f"c{len(self.prompts)}_{place}", name, arguments)
            for place, (name, arguments) in enumerate(wanted)
        )
        closing = prompt.tool_choice == "none"
        completion = Completion(
            text=self.last_words if closing else "",
            tool_calls=calls,
            finish="tool_calls",
            usage=Usage(100, 0, 0, 10),
            model="restless-1",
        )
        on_attempt(Attempt("fake", "restless-1", completion=completion, cost=self.cost))
        return FakeModel(), completion


def looked(made: list[int]) -> Tool:
    """A tool that notes that it ran."""

    def run(_context: Any, arguments: Anything) -> dict[str, Any]:
        made.append(arguments.n)
        return {"ok": True}

    return Tool("look", Effect.READ, Anything, run, "Look.")


def new(number: int) -> tuple[tuple[str, dict[str, Any] | None], ...]:
    """One new call a step."""
    return (("look", {"n": number}),)


def played(plan: Restless, limits: Limits, made: list[int]) -> tuple[Outcome, RunRecord]:
    record = RunRecord(specialist="s", prompt_version="v")
    prompt = Prompt(system="", items=(UserText("Hola"),))
    tools = (looked(made),)
    return Loop(NOBODY, prompt, tools, record, plan=plan, limits=limits).run(), record


@pytest.mark.parametrize(
    ("stopped", "limits", "changes"),
    [
        ("tool_calls", {"tool_calls": 4}, {}),
        ("tokens", {"tokens": 500}, {}),
        ("cost", {"cost": Decimal("0.05")}, {"cost": Decimal("0.01")}),
        ("time", {"seconds": 0.08}, {"waits": 0.02}),
    ],
)
def test_a_model_that_never_stops_is_stopped(
    stopped: str, limits: dict[str, Any], changes: dict[str, Any]
) -> None:
    made: list[int] = []
    plan = Restless(new, **changes)

    outcome, record = played(plan, _with(limits), made)

    assert (outcome.reply, outcome.reason, record.stopped) == (
        "Lo dejo hasta aquí.", stopped, stopped,
    )  # fmt: skip
    assert [prompt.tool_choice for prompt in plan.prompts].count("none") == 1


def test_a_run_stays_within_its_tokens_and_money_with_the_closing_call() -> None:
    plan = Restless(new, cost=Decimal("0.01"))

    _outcome, record = played(plan, _with({"tokens": 1000, "cost": Decimal("0.055")}), [])

    assert record.usage.total <= 1000
    assert record.cost <= Decimal("0.055")


@pytest.mark.parametrize("stopping", ["tool_calls", "tokens", "cost", "time"])
def test_a_model_without_a_last_word_leaves_the_run_to_a_person(stopping: str) -> None:
    plan = Restless(new, last_words="", cost=Decimal("0.01"), waits=0.01)
    limits = {"tool_calls": 2, "tokens": 300, "cost": Decimal("0.02"), "seconds": 0.04}

    outcome, _record = played(plan, _with({_LIMIT[stopping]: limits[_LIMIT[stopping]]}), [])

    assert (outcome.reply, outcome.reason) == ("", stopping)


def test_parallel_and_invalid_calls_are_counted_before_any_runs() -> None:
    made: list[int] = []
    plan = Restless(lambda step: (("look", {"n": step}), ("fly", {"n": step}), ("look", None)))

    _outcome, record = played(plan, _with({"tool_calls": 7}), made)

    assert record.tool_calls == 6
    assert made == [1, 2]


def test_the_third_identical_call_stops_the_run() -> None:
    made: list[int] = []

    outcome, record = played(Restless(lambda _step: (("look", {"n": 1}),)), WIDE, made)

    assert made == [1, 1]
    assert (outcome.reason, record.stopped) == ("repetition", "repetition")


def test_a_model_that_only_answers_late_is_asked_to_close() -> None:
    class Late(Restless):
        def respond(self, prompt: Prompt, **kwargs: Any) -> Any:
            if prompt.tool_choice == "auto":
                time.sleep(0.05)
                raise ProviderError(ErrorKind.TIMEOUT, "too late")
            return super().respond(prompt, **kwargs)

    outcome, _record = played(Late(new), _with({"seconds": 0.06}), [])

    assert (outcome.reply, outcome.reason) == ("Lo dejo hasta aquí.", "time")


def test_a_call_that_waits_for_a_person_pauses_and_finished_ones_are_not_made_again() -> None:
    made: list[int] = []
    answers = iter([(("look", {"n": 1}), ("look", {"n": 2})), ()])
    plan = Restless(lambda _step: next(answers))

    def approve(_tool: Tool, call: ToolCall) -> None:
        if call.arguments == {"n": 2} and not approved:
            raise Pause

    approved: list[bool] = []
    record = RunRecord(specialist="s", prompt_version="v")
    prompt = Prompt(system="", items=(UserText("Hola"),))
    tools = (looked(made),)
    paused = Loop(NOBODY, prompt, tools, record, plan=plan, limits=WIDE, before=approve).run()
    assert (paused.reason, made) == ("paused", [1])

    approved.append(True)
    prompt = Prompt(system="", items=paused.log)
    again = Loop(NOBODY, prompt, tools, record, plan=plan, limits=WIDE, before=approve)
    ended = again.run()

    assert made == [1, 2]
    assert [type(item) for item in ended.log] == [
        UserText, AssistantCalls, ToolResult, ToolResult,
    ]  # fmt: skip


_LIMIT = {"tool_calls": "tool_calls", "tokens": "tokens", "cost": "cost", "time": "seconds"}


def _with(changes: dict[str, Any]) -> Limits:
    return replace(WIDE, **changes)
