"""Providers without a vendor, and breakers nobody has touched."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from agents.llm.base import (
    Capabilities,
    Completion,
    ErrorKind,
    OnText,
    Prompt,
    Provider,
    ProviderError,
    Usage,
    UserText,
)
from agents.routing import plan as plans
from agents.routing.attempts import Attempt
from agents.routing.breakers import breakers
from agents.routing.candidates import Candidate
from agents.routing.plan import Plan
from agents.routing.tasks import Task
from tests.stage import person

__all__ = ["person"]

ASK = Prompt(system="", items=(UserText("Hola"),))


class Scripted:
    """Answers by its name, or fails as it is told; remembers how long each call was given."""

    def __init__(self, name: str, window: int = 100_000) -> None:
        self.name = name
        self.model_id = f"{name}-1"
        self.capabilities = Capabilities(True, True, True, context_tokens=window)
        self.fails: ErrorKind | None = None
        self.retry_after: float | None = None
        self.given: list[float] = []
        self.while_asked: Callable[[], None] = lambda: None

    def respond(
        self, prompt: Prompt, *, timeout: float, on_text: OnText | None = None
    ) -> Completion:
        """Fail as told, or answer."""
        self.given.append(timeout)
        self.while_asked()
        if self.fails is not None:
            raise ProviderError(self.fails, "told to", retry_after=self.retry_after)
        if on_text is not None:
            on_text(self.name)
        return Completion(self.name, (), "stop", Usage(10, 0, 0, 5), self.model_id)


@dataclass
class Cast:
    """A plan over scripted providers, and what became of each question."""

    providers: dict[str, Scripted]
    tried: list[Attempt] = field(default_factory=list)

    def __getitem__(self, name: str) -> Scripted:
        return self.providers[name]

    def candidate(self, name: str) -> Candidate:
        """As the plan knows it."""
        model = "" if name == "offline" else f"{name}-1"
        return Candidate(name, model, "" if name == "offline" else f"key-{name}")

    @property
    def plan(self) -> Plan:
        """All of them, in their order."""
        return Plan(Task.ANSWER, tuple(self.candidate(name) for name in self.providers))

    def ask(self, seconds: float = 60.0, prompt: Prompt = ASK) -> str:
        """Who answered."""
        provider, _completion = self.plan.respond(
            prompt, deadline=time.monotonic() + seconds, on_attempt=self.tried.append
        )
        return provider.name


@pytest.fixture(autouse=True)
def fresh_breakers() -> Iterator[None]:
    """No breaker knows anything."""
    breakers.forget_all()
    yield
    breakers.forget_all()


@pytest.fixture
def cast_of(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Callable[..., Cast]:
    """A cast of providers in their order."""
    settings.AGENT_MODEL_SECONDS = 20

    def build(*names: str, **windows: int) -> Cast:
        cast = Cast({name: Scripted(name, windows.get(name, 100_000)) for name in names})

        def provider_of(candidate: Candidate) -> Provider:
            return cast[candidate.provider]

        monkeypatch.setattr(plans, "provider_of", provider_of)
        return cast

    return build
