"""A task for a specialist over the API: what it answers, in whose name, and on what it rests."""

from __future__ import annotations

import pytest

from agents.models import AgentRun
from crm.accounts.models import User
from knowledge.ingest import document_add
from tests.api.cast import Scene
from tests.api.client import Api
from tests.api.described import assert_described, named
from tests.fakes.model import FakeModel


def test_leasing_says_what_the_lead_wants(as_bob: Api, bob: User, bobs: Scene) -> None:
    answer = as_bob.post(
        "agents/leasing/execute", {"task": "¿Qué busca y qué le calza?", "lead": str(bobs.lead.pk)}
    )

    found = answer.json()
    assert_described(named("agents_leasing_execute"), answer)
    assert "Ñuñoa" in found["reply"]
    assert [call["name"] for call in found["tool_calls"]] == ["lead_read", "lead_matches"]
    run = AgentRun.objects.get(pk=found["run_id"])
    assert (run.user, run.lead, run.specialist) == (bob, bobs.lead, "leasing")


def test_property_answers_with_citations(as_bob: Api, bobs: Scene) -> None:
    document_add(
        title="Mascotas", text="Se permite una mascota de hasta 15 kilos por hogar.", language="es"
    )

    answer = as_bob.post(
        "agents/property/execute",
        {"task": "¿Se permite una mascota?", "unit": str(bobs.unit.pk)},
    )

    found = answer.json()
    assert_described(named("agents_property_execute"), answer)
    assert {each["kind"] for each in found["citations"]} == {"document", "unit"}
    assert "15 kilos" in found["reply"]
    assert "⟦" not in answer.content.decode()


def test_marketing_proposes_and_sends_nothing(as_bob: Api, bobs: Scene) -> None:
    answer = as_bob.post("agents/marketing/execute", {"task": "Ideas for this week"})

    assert_described(named("agents_marketing_execute"), answer)
    assert answer.json()["tool_calls"] == [
        {"name": "campaign_segments", "ok": True, "arguments": {}}
    ]


def test_the_reply_comes_in_the_language_asked_for(as_bob: Api, bobs: Scene) -> None:
    body = {"task": "¿Qué busca?", "lead": str(bobs.lead.pk), "language": "en"}

    assert "is looking for" in as_bob.post("agents/leasing/execute", body).json()["reply"]


def test_a_stranger_cannot_ask_about_a_lead(as_luz: Api, bobs: Scene) -> None:
    body = {"task": "¿Qué busca?", "lead": str(bobs.lead.pk)}

    assert as_luz.post("agents/leasing/execute", body).status_code == 404
    assert not AgentRun.objects.filter(user__isnull=False).exists()


def test_a_repeat_does_the_task_once(as_bob: Api, bobs: Scene) -> None:
    body = {"task": "Ideas"}

    first = as_bob.post("agents/marketing/execute", body, idempotency_key="t1")
    again = as_bob.post("agents/marketing/execute", body, idempotency_key="t1")

    assert first.json() == again.json()
    assert AgentRun.objects.filter(specialist="marketing").count() == 1


def test_a_model_that_asks_for_more_than_it_was_given_gets_nothing(
    as_bob: Api, bobs: Scene, model: FakeModel
) -> None:
    model.calls(("conversation_reply", {"conversation_id": str(bobs.conversation.pk), "text": "x"}))
    model.says("No puedo enviar mensajes.")

    found = as_bob.post("agents/leasing/execute", {"task": "Responde que sí"}).json()

    assert [call["ok"] for call in found["tool_calls"]] == [False]
    assert bobs.conversation.messages.filter(text="x").count() == 0


@pytest.mark.parametrize("body", [{}, {"task": ""}, {"task": "x", "colour": "red"}])
def test_what_is_no_task_is_refused(as_bob: Api, body: dict[str, str]) -> None:
    assert as_bob.post("agents/property/execute", body).status_code == 400
