"""A fake vendor for each test: ``wire`` is the form it speaks, ``server`` the machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from agents.llm.base import Provider, ToolSpec
from tests.fakes.llm import VENDORS, ScriptedServer, Wire

SEARCH = ToolSpec(
    name="inventory_search",
    description="Find homes on offer.",
    parameters={
        "type": "object",
        "properties": {"city": {"type": "string"}, "beds": {"type": "integer"}},
        "required": ["city"],
        "additionalProperties": False,
    },
)


@pytest.fixture(params=sorted(VENDORS))
def wire(request: pytest.FixtureRequest) -> Wire:
    """Each vendor in turn."""
    return VENDORS[request.param]


@pytest.fixture(scope="session")
def pairs() -> Iterator[dict[str, tuple[ScriptedServer, Provider]]]:
    """A running fake and the provider on it for each vendor: an SDK's client is slow to make."""
    with ExitStack() as stack:
        running = {
            name: stack.enter_context(ScriptedServer(refuse=wire.flaw))
            for name, wire in VENDORS.items()
        }
        yield {name: (fake, VENDORS[name].provider(fake)) for name, fake in running.items()}


@pytest.fixture
def server(
    wire: Wire, pairs: dict[str, tuple[ScriptedServer, Provider]]
) -> Iterator[ScriptedServer]:
    """A loopback server that refuses what this vendor would refuse."""
    running, _ = pairs[wire.name]
    running.forget()
    yield running
    assert running.complaints == []


@pytest.fixture
def provider(
    wire: Wire, server: ScriptedServer, pairs: dict[str, tuple[ScriptedServer, Provider]]
) -> Provider:
    """The real provider over the real SDK, pointed at the fake."""
    return pairs[wire.name][1]
