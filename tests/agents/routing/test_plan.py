"""Who is asked when: in order, each with its time, and not again at once after it ran out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from agents.llm.base import Completion, ErrorKind, OnText, Prompt, ProviderError
from agents.routing import plan
from agents.routing.attempts import Attempt
from agents.routing.plan import plan_for
from agents.routing.tasks import Task
from tests.fakes.model import FakeModel


class Deaf(FakeModel):
    """Never answers; remembers how long it was given."""

    def __init__(self, kind: ErrorKind) -> None:
        super().__init__()
        self.kind = kind
        self.given: list[float] = []

    def respond(
        self, prompt: Prompt, *, timeout: float, on_text: OnText | None = None
    ) -> Completion:
        """Fail at once, as if the time had passed."""
        self.given.append(timeout)
        raise ProviderError(self.kind, "nothing came")


@pytest.fixture(autouse=True)
def _plan(settings: Any) -> Iterator[None]:
    settings.LLM_PROVIDER = "openai"
    settings.LLM_FALLBACK_PROVIDERS = ["offline"]
    settings.AGENT_MODEL_SECONDS = 20
    plan.wake_all()
    yield
    plan.wake_all()


def ask(monkeypatch: pytest.MonkeyPatch, first: FakeModel, answers: int = 1) -> list[Attempt]:
    """Ask the plan as often, with a fallback that answers; every attempt."""
    second = FakeModel()
    monkeypatch.setattr(
        plan, "provider_of", lambda each: first if each.provider == "openai" else second
    )
    tried: list[Attempt] = []
    for _ in range(answers):
        second.says("Hola")
        plan_for(Task.ANSWER).respond(
            Prompt(system="", items=()),
            deadline=time.monotonic() + 60,
            on_attempt=tried.append,
        )
    return tried


def test_a_model_with_another_behind_it_does_not_get_the_whole_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deaf = Deaf(ErrorKind.TIMEOUT)

    tried = ask(monkeypatch, deaf)

    assert deaf.given == [20]
    assert [attempt.provider for attempt in tried] == ["openai", "offline"]


def test_a_model_that_let_its_time_run_out_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    deaf = Deaf(ErrorKind.TIMEOUT)

    tried = ask(monkeypatch, deaf, answers=2)

    assert len(deaf.given) == 1
    assert tried[2].error.startswith("resting")

    monkeypatch.setattr(plan, "_REST", 0.0)
    plan.wake_all()
    ask(monkeypatch, deaf, answers=2)
    assert len(deaf.given) == 3


def test_a_model_that_fails_at_once_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = Deaf(ErrorKind.UNAVAILABLE)

    ask(monkeypatch, refusing, answers=2)

    assert len(refusing.given) == 2


def test_the_last_of_the_chain_never_rests(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.LLM_FALLBACK_PROVIDERS = []
    deaf = Deaf(ErrorKind.TIMEOUT)

    for _ in range(2):
        with pytest.raises(ProviderError):
            ask(monkeypatch, deaf)

    assert len(deaf.given) == 2
    assert deaf.given[0] > 50
