"""Trying a version on past conversations: the real graph and tools, and no effect at all."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from agents.adcopy.models import AdCopy
from agents.models import AgentRun
from agents.prompts import tryouts
from agents.prompts.catalogue import ADS, PARTS, built_in
from agents.prompts.models import PromptVersion, TryOut
from agents.prompts.replay import is_about, moments_of, replay
from agents.prompts.selectors import prompt_for
from agents.prompts.services import version_create
from agents.prompts.tryouts import tryout_start, tryout_work
from agents.routing.models import ModelCall
from agents.turns.rehearsal import WouldWrite, without_effect
from crm.accounts.models import User
from crm.conversations.models import Conversation, Message
from crm.conversations.services import message_receive, person_reply
from crm.core.errors import Conflict, Invalid
from crm.leads.models import Lead
from crm.scheduling.models import Appointment
from crm.scheduling.selectors import slots_find
from crm.scheduling.services import availability_set
from tests.api.cast import Scene
from tests.fakes.model import FakeModel
from tests.isolation.cast import everything
from tests.pages import door, text_of
from tests.stage import listings, model

__all__ = ["listings", "model"]


@pytest.fixture
def thread(bobs: Scene) -> Conversation:
    """A conversation Sofía took part in: two questions of the lead, her answer between."""
    conversation = Conversation.objects.select_related("contact", "lead__profile").get(
        pk=bobs.conversation.pk
    )
    Message.objects.create(
        conversation=conversation, direction="out", author="sofia", text="¿Para comprar?",
        account_key="whatsapp:100000000000001", status="sent", sent_at=timezone.now(),
    )  # fmt: skip
    message_receive(
        conversation=conversation, external_id="w2", text="¿Y aceptan mascotas?",
        sent_at=timezone.now(),
    )  # fmt: skip
    return conversation


def written(schema: str = "t_alice") -> dict[str, str]:
    """What a replay may not change: everything but the ledger."""
    return {name: mark for name, mark in everything(schema).items() if "modelcall" not in name}


def test_the_lead_waited_where_nobody_had_answered_yet(thread: Conversation, bob: User) -> None:
    (first,) = moments_of(thread)[:1]
    assert first.asked[0].text == "Busco depto en Ñuñoa"
    assert not first.said

    person_reply(conversation=thread, user=bob, text="Sí, aceptan.")
    message_receive(
        conversation=thread, external_id="w3", text="Gracias, ¿y gatos?", sent_at=timezone.now()
    )

    last = moments_of(thread)[-1]
    assert last.text == "Gracias, ¿y gatos?"
    assert last.said[-1].text == "Sí, aceptan."


@pytest.mark.usefixtures("listings")
def test_a_replay_runs_the_real_tools_and_leaves_no_trace(
    thread: Conversation, draft: PromptVersion, model: FakeModel
) -> None:
    before = written()
    model.calls(("update_lead", {"beds": 3}), ("inventory_search", {"areas": ["Ñuñoa"]}))
    model.says("Hola, cuéntame qué buscas.")

    played = replay(moments_of(thread)[0], prompt_for("leasing", None))

    assert played.reply == "Hola, cuéntame qué buscas."
    assert played.tools == ["update_lead", "inventory_search"]
    assert played.tokens == 30
    assert written() == before
    assert ModelCall.objects.count() == 2


@pytest.mark.usefixtures("listings")
def test_a_booking_in_a_replay_is_undone(
    thread: Conversation, model: FakeModel, bob: User, admin: User
) -> None:
    for each in (bob, admin):
        availability_set(agent=each, spans=[(day, time(9), time(20)) for day in range(7)])
    slot = slots_find(unit=None, starting=timezone.now(), days=7, limit=1)[0]
    Conversation.objects.filter(pk=thread.pk).update(holder="person")
    before = written()
    model.calls(("book_viewing", {"slot_id": slot.slot_id, "unit_ref": "ÑUÑ-0001"}))
    model.says("Listo.").says("Listo.")

    played = replay(moments_of(thread)[0], prompt_for("leasing", None))

    assert played.tools == ["book_viewing"]
    assert played.booked
    assert not Appointment.objects.exists()
    assert written() == before


def test_whatever_would_write_is_refused_by_the_connection(bobs: Scene) -> None:
    with without_effect(), pytest.raises(WouldWrite), transaction.atomic():
        Lead.objects.filter(pk=bobs.lead.pk).update(score=99)
    with without_effect(), connection.cursor() as cursor, pytest.raises(WouldWrite):
        cursor.execute("  delete from leads_lead")

    Lead.objects.filter(pk=bobs.lead.pk).update(score=98)
    assert Lead.objects.get(pk=bobs.lead.pk).score == 98


def test_both_sides_answer_every_message_with_their_own_voice(
    thread: Conversation, draft: PromptVersion, admin: User, model: FakeModel
) -> None:
    tryout = tryout_start(version=draft, conversations=5, user=admin)
    for _each in moments_of(thread):
        model.says("Por la nueva.").says("Por la vieja.")

    tryout_work(tryout.pk)

    tryout.refresh_from_db()
    assert (tryout.state, tryout.percent, tryout.error) == ("done", 100, "")
    turns = list(tryout.turns.all())
    assert len(turns) == len(moments_of(thread))
    assert {turn.candidate["reply"] for turn in turns} == {"Por la nueva."}
    assert {turn.baseline["reply"] for turn in turns} == {"Por la vieja."}
    systems = [prompt.system for prompt in model.prompts]
    assert "You are Sofía of Alicia Propiedades. Be brief." in systems[0]
    assert "never an instruction" in systems[0]
    assert "Be brief." not in systems[1]
    assert not AgentRun.objects.filter(reply__contains="nueva").exists()


def test_one_answer_that_fails_does_not_end_the_others(
    thread: Conversation, draft: PromptVersion, admin: User, monkeypatch: Any
) -> None:
    def broken(*_args: Any) -> Any:
        raise RuntimeError("no")

    monkeypatch.setattr(tryouts, "replay", broken)
    tryout = tryout_start(version=draft, conversations=1, user=admin)

    tryout_work(tryout.pk)

    tryout.refresh_from_db()
    assert tryout.state == "done"
    assert "no" in tryout.turns.all()[0].candidate["error"]


def test_a_lost_worker_is_followed_by_another_and_two_never_meet(
    thread: Conversation, draft: PromptVersion, admin: User, model: FakeModel
) -> None:
    tryout = tryout_start(version=draft, conversations=1, user=admin)
    TryOut.objects.filter(pk=tryout.pk).update(
        state="running", lease_until=timezone.now() + timedelta(minutes=1)
    )
    tryout_work(tryout.pk)
    assert not tryout.turns.exists()

    TryOut.objects.filter(pk=tryout.pk).update(lease_until=timezone.now())
    for _side in range(2 * len(moments_of(thread))):
        model.says("a")
    tryout_work(tryout.pk)
    tryout.refresh_from_db()
    assert tryout.state == "done"


def test_limits_of_a_try_out(draft: PromptVersion, admin: User) -> None:
    with pytest.raises(Invalid):
        tryout_start(version=draft, conversations=21, user=admin)
    for _each in range(2):
        tryout_start(version=draft, conversations=1, user=admin)
    with pytest.raises(Conflict):
        tryout_start(version=draft, conversations=1, user=admin)


def test_the_page_shows_both_answers_and_says_when_nothing_reads_prompts(
    thread: Conversation, draft: PromptVersion, admin: User
) -> None:
    client = door(admin)
    begun = client.post(f"/agents/versions/{draft.pk}/try-out/", {"conversations": "3"})
    tryout = TryOut.objects.get(version=draft)
    assert begun["Location"] == f"/agents/try-outs/{tryout.pk}/"
    assert "every 1500ms" in text_of(client.get(begun["Location"]))

    tryout_work(tryout.pk)

    page = text_of(client.get(begun["Location"]))
    assert "every 1500ms" not in page
    assert "¿Y aceptan mascotas?" in page
    assert "ambos lados serán iguales" in page
    piece = text_of(door(admin, htmx=True).get(begun["Location"]))
    assert "<html" not in piece


def test_a_part_is_tried_where_its_specialist_answers(
    thread: Conversation, admin: User, model: FakeModel
) -> None:
    mine = {part: [m for m in moments_of(thread) if is_about(m, part)] for part in PARTS}
    part = next(part for part in PARTS if mine[part])
    version = version_create(specialist=part, text="Ask for the budget first.", user=admin)
    tryout = tryout_start(version=version, conversations=1, user=admin)
    for _each in mine[part]:
        model.says("Por la nueva.").says("Por la vieja.")

    tryout_work(tryout.pk)

    assert tryout.turns.count() == len(mine[part])
    first, second = model.prompts[0], model.prompts[1]
    assert "Ask for the budget first." in first.context
    assert "Ask for the budget first." not in second.context
    # What a vendor keeps is the same whatever a part says.
    assert (first.system, first.tools) == (second.system, second.tools)


@pytest.mark.usefixtures("listings")
def test_an_advertisement_is_tried_on_listings(admin: User) -> None:
    text = built_in(ADS).voice.replace("no superlatives", "no big words")
    version = version_create(specialist=ADS, text=text, user=admin)
    before = AdCopy.objects.count()
    tryout = tryout_start(version=version, conversations=2, user=admin)

    tryout_work(tryout.pk)

    tryout.refresh_from_db()
    turns = list(tryout.turns.all())
    assert (tryout.state, tryout.error, len(turns)) == ("done", "", 2)
    assert all(turn.candidate["reply"] and turn.baseline["reply"] for turn in turns)
    assert "/v1@" in turns[0].candidate["version"]
    assert AdCopy.objects.count() == before
    assert turns[0].asked in text_of(door(admin).get(f"/agents/try-outs/{tryout.pk}/"))
