"""A question anybody may ask, answered from the store."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from agents.models import AgentRun
from agents.turns.graph import cached
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Conversation
from crm.core.tenancy import in_schema
from knowledge.cache import services
from knowledge.cache.models import CachedAnswer
from knowledge.cache.selectors import basis_of
from knowledge.ingest import document_add, document_remove
from knowledge.models import Document
from tests import drive
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel

SHOWN = {"ref": "A1", "title": "Depto", "price_text": "UF 1", "area": "Ñuñoa", "address": ""}
QUESTION = "¿Cobran comisión de corretaje?"
ANSWER = "Sí: la comisión de corretaje es del 50% de un mes de arriendo más IVA."
CLOSING = " ¿Qué zona buscas?"
TEXT = "# Comisión\nLa comisión de corretaje es del 50% de un mes de arriendo más IVA."


@pytest.fixture(autouse=True)
def _stage(
    number: Any, channel: FakeChannel, alice: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One turn in fifty is thought out whatever is kept; here only where a test says so.
    monkeypatch.setattr(cached, "_PROBED", 10**40)
    document_add(title="Comisión", text=TEXT, language="es")


def asks(model: FakeModel, sender: str, *, text: str = QUESTION, answer: str = ANSWER) -> str:
    """Somebody asks; the model answers from the documents if it is asked at all."""
    model.calls(("search_knowledge", {"query": "comisión de corretaje"})).says(answer + CLOSING)
    drive.receive(text, sender=sender)
    drive.settle()
    model._answers.clear()
    return drive.replies(Conversation.objects.get(peer=f"+{sender}"))[-1]


def by() -> list[str]:
    """Who answered, turn by turn."""
    return list(AgentRun.objects.order_by("id").values_list("provider", flat=True))


def test_the_third_who_asks_is_answered_without_a_model(model: FakeModel) -> None:
    for sender in ("56911111111", "56922222222"):
        asks(model, sender)
    asked = len(model.prompts)

    reply = asks(model, "56933333333", text="Hola! cobran comision de corretaje, por favor?")

    assert by() == ["fake", "fake", "cache"]
    assert len(model.prompts) == asked
    assert ANSWER in reply
    assert "asistente virtual (IA)" in reply
    run = AgentRun.objects.get(provider="cache")
    assert (run.cost, run.input_tokens, run.outcome) == (Decimal(0), 0, "replied")
    assert CachedAnswer.objects.get().served == 1


def test_what_is_asked_next_is_this_leads_own(model: FakeModel) -> None:
    for sender in ("56911111111", "56922222222"):
        asks(model, sender)

    reply = asks(model, "56933333333")

    assert CLOSING not in reply
    assert reply.rstrip().endswith("?")


def test_an_answer_ends_with_the_documents_it_followed_from(model: FakeModel) -> None:
    for sender in ("56911111111", "56922222222"):
        asks(model, sender)
    document_add(title="Otra", text="Otra cosa.", language="es")
    asks(model, "56933333333")

    assert by()[-1] == "fake"


def test_an_answer_ends_with_the_brokers_own_data(model: FakeModel, alice: Broker) -> None:
    for sender in ("56911111111", "56922222222"):
        asks(model, sender)
    alice.opening_hours = {"mon": ["10:00-11:00"]}
    alice.save(update_fields=["opening_hours"])
    asks(model, "56933333333")

    assert by()[-1] == "fake"


def test_taking_documents_out_and_another_voice_change_the_basis(alice: Broker) -> None:
    before = basis_of("voice")
    assert basis_of("voice") == before != basis_of("another voice")

    document_remove(document=document_add(title="Otra", text="Otra cosa.", language="es"))
    assert basis_of("voice") == before
    document_remove(document=Document.objects.get())
    assert basis_of("voice") != before


def test_a_differing_answer_is_not_trusted_before_more_agree(model: FakeModel) -> None:
    other = "La comisión de corretaje es más IVA, y no la cobramos al 50% de un mes de arriendo."
    asks(model, "56911111111")
    asks(model, "56922222222", answer=other)
    asks(model, "56933333333")
    asks(model, "56944444444")

    assert "cache" not in by()
    kept = CachedAnswer.objects.get()
    assert (kept.agreed, kept.differed) == (2, 2)


def test_one_in_so_many_is_thought_out_and_held_against_it(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sender in ("56911111111", "56922222222"):
        asks(model, sender)
    monkeypatch.setattr(cached, "_PROBED", 1)

    asks(model, "56933333333")

    assert by()[-1] == "fake"
    assert CachedAnswer.objects.get().agreed == 3


@pytest.mark.parametrize(
    "before",
    [
        {"memory": {"shown_units": [SHOWN]}},
        {"memory": {"offered_slots": [{"slot_id": "x"}]}},
        {"agreed": "Se le descuenta la comisión."},
    ],
)
def test_a_talk_in_which_something_is_pending_is_answered_by_itself(
    model: FakeModel, before: dict[str, Any]
) -> None:
    for sender in ("56911111111", "56922222222"):
        asks(model, sender)
    drive.receive("Hola", sender="56933333333")
    Conversation.objects.filter(peer="+56933333333").update(**before)

    asks(model, "56933333333")

    assert by()[-1] == "fake"


def test_what_was_made_for_somebody_known_is_not_kept(model: FakeModel) -> None:
    model.calls(("update_lead", {"areas": ["Ñuñoa"]})).says("Claro, ¿para comprar?")
    drive.receive("Busco en Ñuñoa", sender="56911111111")
    drive.settle()

    asks(model, "56911111111")

    assert not CachedAnswer.objects.exists()


def test_what_names_the_lead_is_not_kept(model: FakeModel) -> None:
    model.calls(("search_knowledge", {"query": "comisión"})).says(f"Pedro, {ANSWER}")
    drive.receive(QUESTION, name="Pedro Rojas")
    drive.settle()

    assert not CachedAnswer.objects.exists()


def test_what_holds_today_only_is_not_kept(model: FakeModel) -> None:
    asks(model, "56911111111", answer=ANSWER.replace("Sí:", "Sí, hoy"))

    assert not CachedAnswer.objects.exists()


def test_who_is_owed_a_person_is_not_answered_from_the_store(
    model: FakeModel, alice: Broker
) -> None:
    for sender in ("56911111111", "56922222222"):
        asks(model, sender)
    alice.handover_value = 100
    alice.save(update_fields=["handover_value"])
    drive.receive("Hola", sender="56933333333")
    profile = Conversation.objects.get(peer="+56933333333").lead.profile
    profile.budget_max = 200
    profile.save(update_fields=["budget_max"])

    asks(model, "56933333333")

    assert by()[-1] == "fake"
    assert Conversation.objects.get(peer="+56933333333").handover_reason == "high_value"


def test_an_answer_without_a_document_is_not_kept(model: FakeModel) -> None:
    model.says("Te lo averiguo.")
    drive.receive(QUESTION)
    drive.settle()

    assert not CachedAnswer.objects.exists()


def test_a_refused_answer_is_not_given_and_comes_back_only_when_learnt_anew(
    model: FakeModel,
) -> None:
    for sender in ("56911111111", "56922222222"):
        asks(model, sender)
    admin = User.objects.create(email="a@alice.test", name="Ana", role="ADMIN")
    services.answer_refuse(answer=CachedAnswer.objects.get(), user=admin)

    asks(model, "56933333333")
    assert by()[-1] == "fake"
    services.answer_allow(answer=CachedAnswer.objects.get())
    for sender in ("56944444444", "56955555555", "56966666666"):
        asks(model, sender)

    assert by()[-1] == "cache"


def test_another_brokers_answers_are_not_there(model: FakeModel) -> None:
    for sender in ("56911111111", "56922222222"):
        asks(model, sender)

    with in_schema("t_charlie"):
        assert not CachedAnswer.objects.exists()


def test_old_answers_go_and_refusals_stay(alice: Broker) -> None:
    old = timezone.now() - timedelta(days=40)
    for matter, refused in (("a", None), ("b", old)):
        CachedAnswer.objects.create(
            matter=matter, basis="x", language="es", question="?", answer="!", refused_at=refused
        )
    CachedAnswer.objects.update(updated_at=old)

    assert services.answers_prune() == 1
    assert CachedAnswer.objects.get().matter == "b"
