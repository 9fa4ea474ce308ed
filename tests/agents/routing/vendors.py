"""Real providers over real SDKs on loopback servers, as candidates of a plan."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from agents.llm.base import Completion, Prompt, UserText
from agents.llm.registry import OFFLINE
from agents.routing.attempts import Attempt
from agents.routing.candidates import Candidate
from agents.routing.plan import Plan
from agents.routing.tasks import Task
from tests.fakes.llm import VENDORS, Reply, ScriptedServer

ASK = Prompt(system="Eres Sofía.", items=(UserText("Hola"),))


@dataclass
class Vendors:
    """Servers by vendor, in the order they are asked."""

    servers: dict[str, ScriptedServer]
    tried: list[Attempt] = field(default_factory=list)
    model: str = "test-model"
    #: A lead waits: the silence of all vendors together is limited.
    awaited: bool = False

    @property
    def plan(self) -> Plan:
        """Who is asked: each vendor with a key of its own, and the embedded provider."""
        return Plan(
            Task.ANSWER,
            (
                *(
                    Candidate(name, self.model, f"key-{name}", server.url)
                    for name, server in self.servers.items()
                ),
                Candidate(OFFLINE),
            ),
            awaited=self.awaited,
        )

    def ask(self, prompt: Prompt = ASK, *, seconds: float = 30.0) -> tuple[str, Completion]:
        """Who answered, and what."""
        provider, completion = self.plan.respond(
            prompt, deadline=time.monotonic() + seconds, on_attempt=self.tried.append
        )
        return provider.name, completion

    def stream(self, prompt: Prompt = ASK, *, seconds: float = 30.0) -> tuple[str, list[str]]:
        """Who answered a question that streams, and what was read."""
        heard: list[str] = []
        provider, _completion = self.plan.respond(
            prompt,
            deadline=time.monotonic() + seconds,
            on_attempt=self.tried.append,
            on_text=heard.append,
        )
        return provider.name, heard

    def draft(self, prompt: Prompt = ASK, *, seconds: float = 30.0) -> list[str]:
        """What stands on a page that is begun anew whenever an attempt failed."""
        drawn: list[str] = []

        def attempted(attempt: Attempt) -> None:
            if attempt.completion is None:
                drawn.clear()

        self.plan.respond(
            prompt,
            deadline=time.monotonic() + seconds,
            on_attempt=attempted,
            on_draft=drawn.append,
        )
        return drawn

    def reached(self, name: str) -> int:
        """How many requests came to a vendor."""
        return len(self.servers[name].requests)


@contextmanager
def vendors(**always: Reply) -> Iterator[Vendors]:
    """A server for each vendor named, which gives this answer however often it is asked."""
    with ExitStack() as stack:
        servers = {}
        for name, reply in always.items():
            server = stack.enter_context(ScriptedServer(refuse=VENDORS[name].flaw))
            server.always = reply
            servers[name] = server
        yield Vendors(servers)
