"""Conversations, read and played."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from agents.evals import lead_agent, lead_chats
from agents.evals.figures import Section
from agents.evals.hostile import Hostile, hostile
from agents.evals.lead_chats import Chat
from agents.evals.stage import Facts, throwaway_broker
from crm.brokers.models import Broker
from tests.agents.evals.rows import AREAS, chat, say

SEARCH = {
    "operation": "rent",
    "property_type": "apartment",
    "areas": ["Ñuñoa"],
    "beds": 2,
    "language": "es",
}


def read(*messages: dict[str, Any], **row: Any) -> Chat:
    return Chat.model_validate(chat(*messages, **row))


def figures(sections: list[Section]) -> dict[str, float | None]:
    return {f"{s.key}/{f.key}": f.value for s in sections for f in (*s.figures, *s.details)}


def wish() -> dict[str, Any]:
    return say(
        "Hola, busco depto de 2 dormitorios en arriendo en Ñuñoa",
        ["greeting", "search"],
        sets=SEARCH,
    )


def test_a_message_is_read_with_the_truth_before_it_a_conversation_with_its_own() -> None:
    missed = say("xyzzy", sets={"areas": ["Macul"]})
    added = say("también en La Reina", sets={"areas": ["Macul", "La Reina"]})

    found = figures(list(lead_chats.understanding([read(wish(), missed, added)])))

    assert found["messages/field.areas"] == pytest.approx(0.8)
    assert found["alone/state"] == pytest.approx(1 / 3)
    assert found["alone/field.areas"] == 0.0


def test_who_is_called_when_nobody_should_be_costs_precision() -> None:
    angry = say("esto es una vergüenza, quiero hablar con una persona", "human", escalate=False)

    found = figures(list(lead_chats.understanding([read(angry)])))

    assert found["alone/escalate_precision"] == 0.0
    assert found["alone/escalate_recall"] is None


@pytest.mark.usefixtures("for_real")
def test_the_real_agent_is_played_in_a_broker_that_is_gone_afterwards() -> None:
    budget = say(
        "hasta 500 lucas", sets={"budget_max": 500_000, "currency": "CLP", "period": "month"}
    )
    person = say("quiero hablar con una persona", "human", escalate=True)
    named = say("me llamo Elena Soto", sets={"name": "Elena Soto"})
    before = set(Broker.objects.values_list("schema_name", flat=True))

    sections = list(lead_agent.agent([read(wish(), budget, person, named)]))

    found = figures(sections)
    assert found["broke/broke"] == 0
    assert found["card/kept_f1"] == 1.0
    assert found["card/state"] == 1.0
    assert (found["manners/escalate_precision"], found["manners/escalate_recall"]) == (1.0, 1.0)
    assert found["manners/asked_again"] == 0
    assert (found["cost/failed"], found["cost/silent"]) == (0, 0)
    assert set(Broker.objects.values_list("schema_name", flat=True)) == before


@pytest.mark.usefixtures("for_real")
def test_the_brokers_day_is_the_rows_and_ours_again_afterwards() -> None:
    text = "Hola, busco depto en arriendo en Ñuñoa lo antes posible"
    row = read(say(text), today="2030-01-01")

    with throwaway_broker(row.facts, row.today) as stage:
        played = stage.play(row.id, [text])

    assert played.profile["timeline"]["from"] == "2030-01-01"
    assert timezone.now().year < 2030


@pytest.mark.usefixtures("for_real")
def test_a_conversation_that_cannot_be_played_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def play(self: Any, lead_key: str, texts: list[str]) -> Any:
        raise RuntimeError(lead_key)

    monkeypatch.setattr("agents.evals.stage.Stage.play", play)

    broke, *others = lead_agent.agent([read(wish())])

    assert broke.figures[0].value == 1.0
    assert broke.misses == [{"id": "c-1", "error": "RuntimeError('c-1')"}]
    assert figures(others)["cost/failed"] is None


@pytest.mark.usefixtures("for_real")
def test_hostile_texts_are_kept_whole_and_call_nobody() -> None:
    rows = [Hostile(text=text) for text in ("'; DROP TABLE leads; --", "ﷺ", "%s%n", "🏿👩‍👩‍👧")]

    found = figures(list(hostile(rows)))

    assert found["agent/whole"] == 1.0
    assert found["agent/failed"] == found["agent/escalated"] == found["reading/crashed"] == 0


def test_a_broker_speaks_the_language_of_its_country() -> None:
    assert Facts("PE", "Lima", "PEN", tuple(AREAS)).language == "es"
    assert Facts("AE", "Dubai", "AED", ()).language == "en"
    assert str(Facts("NZ", "Auckland", "NZD", ()).zone) == "UTC"
