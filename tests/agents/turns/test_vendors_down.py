"""Every vendor down at once: a real turn, and an answer a lead can use within five seconds."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Any

import pytest

from agents.models import AgentRun, AgentStep
from agents.routing.breakers import breakers
from agents.routing.models import ModelCall
from agents.turns.tasks import warm_up
from tests import drive
from tests.fakes.channel import FakeChannel
from tests.fakes.llm import VENDORS, Reply, ScriptedServer

pytestmark = pytest.mark.usefixtures("number")


def test_all_four_hang_and_the_lead_is_answered_within_five_seconds(
    channel: FakeChannel, listings: list[str], settings: Any
) -> None:
    with ExitStack() as stack:
        servers = {name: stack.enter_context(ScriptedServer()) for name in VENDORS}
        for server in servers.values():
            server.always = Reply(hang=True)
        settings.LLM = {
            name: {"api_key": f"k-{name}", "base_url": server.url, "model": "m"}
            for name, server in servers.items()
        }
        settings.LLM_PROVIDER, *settings.LLM_FALLBACK_PROVIDERS = VENDORS
        breakers.forget_all()
        warm_up()
        drive.receive("Hola, busco comprar un departamento de 1 dormitorio en Ñuñoa")

        began = time.monotonic()
        drive.settle()
        spent = time.monotonic() - began
        # The bar. The burst's window, which is off here, is waited for before: see below.
        assert spent < 5.0
        assert "ÑUÑ-0001" in str(channel.said) or "Departamento de 1" in str(channel.said)

        drive.receive("¿Y de 3 dormitorios?")
        drive.settle()
        breakers.forget_all()

    assert settings.AGENT_SILENCE_SECONDS + 1.0 <= 4.0
    first, second = AgentRun.objects.order_by("id")
    assert (first.provider, first.outcome, second.provider) == ("offline", "replied", "offline")
    assert [len(server.requests) for server in servers.values()] == [1] * 4
    kinds = ModelCall.objects.exclude(provider="offline").values_list("error_kind", flat=True)
    assert list(kinds) == ["timeout"] * 4
    told = AgentStep.objects.filter(run=first, kind="model", is_error=True).first()
    assert told is not None
    assert "said nothing for" in told.result["error"]
