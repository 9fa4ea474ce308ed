"""Who is called to a conversation that waits, and who after them, while somebody is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations import events as verbs
from crm.conversations.models import Conversation
from crm.conversations.services import (
    conversation_escalate,
    conversation_open,
    conversation_release,
    conversation_stop,
    conversation_take,
    message_receive,
    person_echo,
    person_reply,
)
from crm.conversations.services.escalating import calls_sweep
from crm.conversations.tasks import escalate
from crm.core.actors import SOFIA, SYSTEM
from crm.core.models import AuditLog
from crm.leads.models import Task
from crm.leads.services import contact_opt_out, lead_create
from tests.api.cast import person

SANTIAGO = ZoneInfo("America/Santiago")


@pytest.fixture(autouse=True)
def clock(alice: Broker) -> Iterator[Any]:
    """A Monday, 10:00 in Santiago."""
    with time_machine.travel(at("10:00"), tick=False) as travel:
        yield travel


def at(hour: str, day: str = "2026-11-23") -> datetime:
    return datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=SANTIAGO)


def thread(owner: User | None = None, number: int = 1) -> Conversation:
    lead = lead_create(actor=SYSTEM, name="Pedro", phone=f"+5698765000{number}", owner=owner)
    found = conversation_open(
        contact=lead.contact, lead=lead, channel="whatsapp", account_id="1", peer=f"{number}"
    )
    says(found, "Hola")
    return found


def says(conversation: Conversation, text: str) -> None:
    message_receive(
        conversation=conversation, external_id=f"wamid.{conversation.pk}.{text}", text=text,
        sent_at=timezone.now(),
    )  # fmt: skip


def waits(conversation: Conversation, *, promised: datetime | None = None) -> Conversation:
    conversation_escalate(
        conversation=conversation, reason="asked_for_person", summary="Quiere hablar", closing="",
        actor=SOFIA, version=conversation.version, promised_at=promised or at("10:15"),
    )  # fmt: skip
    return fresh(conversation)


def fresh(conversation: Conversation) -> Conversation:
    return Conversation.objects.select_related("called_user").get(pk=conversation.pk)


def calls(conversation: Conversation) -> list[str]:
    names = dict(User.objects.values_list("pk", "name"))
    people = {str(pk): name for pk, name in names.items()}
    return [people[each["user"]] for each in fresh(conversation).called]


def sweep(clock: Any, moment: datetime) -> int:
    clock.move_to(moment)
    return calls_sweep()


def test_the_owner_is_called_first() -> None:
    person("Alice", "ADMIN")
    bob, _luz = person("Bob"), person("Luz")

    assert waits(thread(bob)).called_user == bob


def test_without_an_owner_it_is_who_has_least_to_do() -> None:
    person("Alice", "ADMIN")
    bob, luz = person("Bob"), person("Luz")
    conversation_take(conversation=thread(number=1), user=bob)

    assert waits(thread(number=2)).called_user == luz
    assert {waits(thread(number=n)).called_user for n in (3, 4)} == {bob, luz}


def test_an_owner_who_has_left_is_not_called() -> None:
    alice, bob = person("Alice", "ADMIN"), person("Bob")
    conversation = thread(bob)
    User.objects.filter(pk=bob.pk).update(is_active=False)

    assert waits(conversation).called_user == alice


def test_who_does_not_come_is_followed_by_another_each_once_then_the_admins(clock: Any) -> None:
    person("Alice", "ADMIN")
    person("Bob"), person("Luz")
    conversation = waits(thread())

    assert sweep(clock, at("10:14")) == 0
    assert [sweep(clock, at(hour)) for hour in ("10:15", "10:16", "10:30")] == [1, 0, 1]
    assert sorted(calls(conversation)[:2]) == ["Bob", "Luz"]
    assert calls(conversation)[2] == "Alice"
    # Everybody knows now: the admin is asked once an hour, and has one task, not ten.
    assert [sweep(clock, at(hour)) for hour in ("10:45", "11:29", "11:30", "12:30")] == [0, 0, 1, 1]
    assert fresh(conversation).calls == 5
    assert Task.objects.filter(lead=conversation.lead).count() == 3


def test_a_colleagues_lead_goes_to_an_admin_and_to_nobody_who_may_not_see_it(clock: Any) -> None:
    person("Alice", "ADMIN")
    bob, _luz = person("Bob"), person("Luz")
    conversation = waits(thread(bob))
    sweep(clock, at("10:15"))

    assert calls(conversation) == ["Bob", "Alice"]


def test_the_clock_stands_still_while_nobody_is_there(clock: Any) -> None:
    person("Alice", "ADMIN"), person("Bob")
    conversation = waits(thread(), promised=at("18:20"))

    assert sweep(clock, at("18:25")) == 1
    assert sweep(clock, at("23:00")) == 0
    assert sweep(clock, at("09:05", "2026-11-24")) == 0
    assert sweep(clock, at("10:20", "2026-11-24")) == 1
    assert fresh(conversation).calls == 3


def test_each_call_is_told_to_the_world_and_to_the_one_called(clock: Any) -> None:
    person("Alice", "ADMIN"), person("Bob")
    conversation = waits(thread())
    sweep(clock, at("10:15"))

    first = AuditLog.objects.get(verb=verbs.ESCALATED)
    second = AuditLog.objects.get(verb=verbs.CALLED)
    assert (first.data["calls"], second.data["calls"]) == (1, 2)
    assert second.data["called_user"] == str(fresh(conversation).called_user_id)
    titles = Task.objects.values_list("title", "assignee__name")
    assert set(titles) == {
        ("Responder a Pedro: pide una persona", "Bob"),
        ("Responder a Pedro: pide una persona", "Alice"),
    }


def test_taking_it_ends_the_calls_and_their_tasks(clock: Any) -> None:
    alice, bob = person("Alice", "ADMIN"), person("Bob")
    conversation = waits(thread())
    sweep(clock, at("10:15"))
    conversation_take(conversation=conversation, user=bob)

    assert not Task.objects.filter(done_at__isnull=True).exists()
    assert (fresh(conversation).called, fresh(conversation).calls) == ([], 0)
    assert sweep(clock, at("10:20")) == 0
    assert alice.tasks.count() == 1


def test_a_call_nobody_could_be_found_for_is_made_when_there_is_somebody(clock: Any) -> None:
    conversation = waits(thread())
    assert fresh(conversation).called_user is None
    bob = person("Bob")

    assert sweep(clock, at("10:01")) == 1
    assert fresh(conversation).called_user == bob


def test_who_wants_no_messages_and_writes_is_waited_on_and_the_reason_is_told() -> None:
    bob = person("Bob")
    conversation = thread(bob)
    contact_opt_out(
        contact=conversation.contact, actor=SYSTEM, channel="whatsapp", words="BAJA",
        source="message",
    )  # fmt: skip
    again = conversation_open(
        contact=conversation.contact, lead=conversation.lead, channel="whatsapp", account_id="1",
        peer="1",
    )  # fmt: skip
    says(again, "¿Sigue disponible?")

    assert (fresh(again).holder, fresh(again).called_user) == ("queue", bob)
    assert "no quiere mensajes automáticos" in Task.objects.get(assignee=bob).title


# --- in a person's hands ----------------------------------------------------------------------


def test_a_lead_left_unanswered_by_a_person_is_brought_back_to_mind(clock: Any) -> None:
    person("Alice", "ADMIN")
    bob = person("Bob")
    conversation = thread()
    conversation_take(conversation=conversation, user=bob)
    says(conversation, "¿Me responden?")

    swept = [sweep(clock, at(hour)) for hour in ("10:29", "10:30", "10:31", "11:00", "11:30")]
    assert swept == [0, 1, 0, 1, 0]
    assert calls(conversation) == ["Bob", "Alice"]
    assert fresh(conversation).holder == "person"
    assert AuditLog.objects.filter(verb=verbs.REMINDED).count() == 2


@pytest.mark.parametrize("route", ["inbox", "phone"])
def test_an_answer_ends_the_reminders(clock: Any, route: str) -> None:
    person("Alice", "ADMIN")
    bob = person("Bob")
    conversation = thread()
    conversation_take(conversation=conversation, user=bob)
    sweep(clock, at("10:30"))
    if route == "inbox":
        person_reply(conversation=conversation, user=bob, text="Aquí estoy")
    else:
        person_echo(conversation=conversation, external_id="e", text="Hola", sent_at=timezone.now())

    assert not Task.objects.filter(done_at__isnull=True).exists()
    assert sweep(clock, at("12:00")) == 0
    assert fresh(conversation).called == []


def test_what_was_left_for_weeks_is_left_in_peace(clock: Any) -> None:
    bob = person("Bob")
    conversation_take(conversation=thread(), user=bob)

    assert sweep(clock, at("12:00") + timedelta(days=15)) == 0


# --- the rest ---------------------------------------------------------------------------------


def test_the_platform_stops_sofia_and_a_person_is_called() -> None:
    bob = person("Bob")
    conversation = conversation_stop(conversation=thread(), actor=SYSTEM)

    assert (conversation.holder, fresh(conversation).called_user) == ("queue", bob)
    assert conversation_stop(conversation=conversation, actor=SYSTEM).version == 2


def test_giving_back_keeps_what_was_agreed_until_somebody_says_otherwise() -> None:
    bob = person("Bob")
    conversation = thread()
    for agreed, kept in (
        ("Visita el jueves", "Visita el jueves"),
        (None, "Visita el jueves"),
        ("", ""),
    ):
        conversation_take(conversation=conversation, user=bob)
        conversation_release(conversation=conversation, user=bob, agreed=agreed)
        assert fresh(conversation).agreed == kept


def test_the_sweep_goes_round_all_brokers_whatever_one_of_them_does(
    monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    conversation = waits(thread())
    bob = person("Bob")
    monkeypatch.setattr("crm.conversations.tasks.active_schemas", lambda: ["t_gone", "t_alice"])

    escalate()

    assert fresh(conversation).called_user == bob
