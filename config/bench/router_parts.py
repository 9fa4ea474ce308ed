"""The sides that the router's benchmark compares; imported once Django is set up."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, Final, cast

import openai
from django.conf import settings

from agents.llm.base import Prompt, UserText
from agents.llm.chat_format import chat_request
from agents.routing.attempts import Attempt
from agents.routing.candidates import Candidate
from agents.routing.plan import Plan
from agents.routing.tasks import Task
from agents.runs.loop import Loop
from agents.runs.record import RunRecord
from agents.tools.desk import Desk
from agents.tools.registry import Arguments, Effect, Tool
from config.bench.model import TOOL_MODEL
from config.bench.router import LATER, LIMIT, Waits, silent_vendor, times

_KEY: Final = "sk-loopback"
_ASK: Final = Prompt(system="You are Sofía.", items=(UserText("¿Qué tiempo hace?"),))


class CityArguments(Arguments):
    """What the one tool takes."""

    city: str


class BareTool(Tool):
    """A tool without a database behind it, as those of the peers are."""

    def call(self, context: Desk, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Validate and run."""
        return self.run(context, self.arguments.model_validate(arguments))


_WEATHER: Final = BareTool(
    name="weather",
    effect=Effect.READ,
    arguments=CityArguments,
    run=lambda _context, arguments: {"city": arguments.city, "sky": "clear"},
    description="Tell the weather of a city.",
)


def raw_sdk(port: int) -> Callable[[], object]:
    """One call over the vendor's SDK and nothing else."""
    client = openai.OpenAI(api_key=_KEY, base_url=f"http://127.0.0.1:{port}/v1", max_retries=0)
    request = chat_request(_ASK, vendor="openai", model="loopback")
    return lambda: client.chat.completions.create(**request, timeout=20)


def router(port: int) -> Callable[[], object]:
    """The same call through the plan: breaker, deadline, attempt, price."""
    return _asking(Plan(Task.ANSWER, (_openai(port), Candidate("offline"))))


def loop_turn(port: int) -> Callable[[], object]:
    """A turn with one tool: two calls of the model, the tool between them, its record."""
    plan = Plan(Task.ANSWER, (_openai(port, TOOL_MODEL), Candidate("offline")))
    prompt = Prompt(system=_ASK.system, items=_ASK.items, tools=(_WEATHER.spec,))
    nobody = cast(Desk, SimpleNamespace(language="es"))

    def turn() -> object:
        record = RunRecord(specialist="bench", prompt_version="1")
        ended = Loop(nobody, prompt, (_WEATHER,), record, plan=plan).run()
        if record.tool_calls != 1 or not ended.reply:
            raise RuntimeError(f"The turn went wrong: {ended}")
        return ended

    return turn


def hanging(port: int) -> dict[str, float]:
    """Two vendors of which the first takes connections and says nothing."""
    settings.AGENT_MODEL_SECONDS = LIMIT
    healthy = Candidate("groq", "loopback", _KEY, f"http://127.0.0.1:{port}")
    alone = _asking(Plan(Task.ANSWER, (healthy, Candidate("offline"))))
    times(alone, 10)
    with silent_vendor() as (dead, held):
        ask = _asking(Plan(Task.ANSWER, (_openai(dead), healthy, Candidate("offline"))))
        first = times(ask, 1)[0]
        times(ask, 2)
        later, well = [], []
        for _ in range(LATER):
            later += times(ask, 1)
            well += times(alone, 1)
        return Waits(
            first=first,
            later=statistics.median(later),
            healthy=statistics.median(well),
            reached=len(held),
        ).told()


def _openai(port: int, model: str = "loopback") -> Candidate:
    return Candidate("openai", model, _KEY, f"http://127.0.0.1:{port}/v1")


def _asking(plan: Plan) -> Callable[[], object]:
    tried: list[Attempt] = []

    def ask() -> object:
        tried.clear()
        provider, completion = plan.respond(
            _ASK, deadline=time.monotonic() + 60, on_attempt=tried.append
        )
        if provider.name == "offline":
            raise RuntimeError(f"The vendor did not answer: {tried}")
        return completion

    return ask
