"""``PROVIDER=openai``: the same tables, by the vendor's own SDK."""

from __future__ import annotations

from typing import Any

import pytest

from agents.evals.scenarios import Scenario, scenario_play
from config.management.commands.evals import _model
from tests.fakes.llm import VENDORS, ScriptedServer


def test_the_chosen_provider_is_the_one_that_answers() -> None:
    assert _model("openai") == {"LLM_PROVIDER": "openai", "LLM_FALLBACK_PROVIDER": "openai"}


@pytest.mark.usefixtures("for_real")
def test_a_vendor_is_asked_for_every_message_of_the_lead(
    settings: Any,
) -> None:
    wire = VENDORS["openai"]
    scenario = Scenario(key="vendor", opening="Hola, busco departamento", patience=1)
    with ScriptedServer(refuse=wire.flaw) as server:
        server.enqueue(wire.text("¿En qué zona te gustaría?"))
        # On a busy machine a loopback answer may take longer than a lead should wait.
        settings.AGENT_SILENCE_SECONDS = 30
        settings.LLM_PROVIDER, settings.LLM_FALLBACK_PROVIDERS = "openai", ["openai"]
        settings.LLM = {
            "openai": {"api_key": "k", "base_url": f"{server.url}/v1", "model": "gpt-4o"}
        }

        went = scenario_play(scenario)

        assert len(server.requests) >= 1
        assert "busco departamento" in str(server.requests[0].body)
    assert "¿En qué zona te gustaría?" in went.transcript[-1].text
