"""Free text is over after a day, for everybody; each of Meta's refusals has its own answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.utils import timezone

from channels_app.delivery.sending import conversation_deliver
from channels_app.models import ChannelAccount, Delivery
from crm.accounts.models import User
from crm.conversations.models import Conversation, Message, MessageTemplate
from tests import drive
from tests.api.client import Api, error_of
from tests.complaints.calls import by_whatsapp, interpret
from tests.fakes.channel import FakeChannel
from tests.fakes.graph import GraphWire
from tests.fakes.model import FakeModel
from tests.pages import door, text_of
from tests.payloads import whatsapp


@pytest.fixture
def graph(settings: Any) -> Iterator[GraphWire]:
    """Meta's Graph API, listening to our adapter."""
    with GraphWire().in_place() as wire:
        yield wire


@pytest.fixture
def thread(number: ChannelAccount) -> Conversation:
    """A lead who has written."""
    by_whatsapp(whatsapp.text("Hola")).make()
    interpret()
    return Conversation.objects.get()


@pytest.fixture
def closed(thread: Conversation) -> Conversation:
    """The same, more than a day ago."""
    Conversation.objects.update(reply_until=timezone.now() - timedelta(minutes=1))
    thread.refresh_from_db()
    return thread


@pytest.fixture
def template(number: ChannelAccount) -> MessageTemplate:
    """An approved template of the number."""
    return MessageTemplate.objects.create(
        channel="whatsapp", account_id=whatsapp.NUMBER, name="volver", language="es",
        status="approved", body="Hola {{1}}, ¿seguimos?", places=["1"],
    )  # fmt: skip


def refuses_with(graph: GraphWire, code: int, thread: Conversation, person: User) -> Message:
    """Meta refuses Ana's reply with this code; the message as it is then."""
    graph.error(code)
    Api(person).post(f"conversations/{thread.pk}/messages", {"text": "Hola, soy Ana"})
    conversation_deliver(thread.pk)
    return Message.objects.get(direction="out", author="person")


def test_the_composer_gives_way_to_the_template_picker(
    closed: Conversation, template: MessageTemplate, person: User
) -> None:
    """Chatwoot #14800, #10191."""
    page = text_of(door(person).get(f"/inbox/{closed.pk}/"))
    forced = door(person).post(f"/inbox/{closed.pk}/reply/", {"text": "Hola"}, follow=True)

    assert f"/inbox/{closed.pk}/templates/" in page
    assert "data-composer" not in page
    assert "plantilla" in text_of(forced)
    assert not Message.objects.filter(direction="out").exists()


def test_the_picker_sends_the_template(
    closed: Conversation, template: MessageTemplate, person: User, graph: GraphWire
) -> None:
    """Frappe #2179."""
    given = {"template": str(template.pk), "place:1": "Marta", "client_key": "k"}
    for _twice in range(2):
        door(person).post(f"/inbox/{closed.pk}/templates/", given)
    conversation_deliver(closed.pk)

    assert len(graph.calls) == 1
    assert graph.body["template"]["name"] == "volver"


def test_the_api_says_that_only_a_template_goes(closed: Conversation, person: User) -> None:
    """Chatwoot #10191: the error came hours later, from Meta."""
    answer = Api(person).post(f"conversations/{closed.pk}/messages", {"text": "Hola"})

    assert (answer.status_code, error_of(answer)["code"]) == (409, "window_closed")


def test_sofia_is_too_late_as_well_and_calls_a_person(
    closed: Conversation, model: FakeModel, channel: FakeChannel
) -> None:
    """Chatwoot #14800: the bot wrote into a closed window and nobody knew."""
    model.says("Hola, ¿en qué zona?")
    drive.settle()

    closed.refresh_from_db()
    assert (closed.holder, closed.handover_reason) == ("queue", "window_closed")
    assert channel.sent == []


def test_what_waited_too_long_is_not_sent_either(
    thread: Conversation, person: User, graph: GraphWire
) -> None:
    Api(person).post(f"conversations/{thread.pk}/messages", {"text": "Hola"})
    Conversation.objects.update(reply_until=timezone.now() - timedelta(seconds=1))

    conversation_deliver(thread.pk)

    sent = Message.objects.get(direction="out")
    assert (sent.status, sent.error_code, graph.calls) == ("failed", "window_closed", [])
    again = Api(person).post(f"conversations/{thread.pk}/messages/{sent.pk}/resend")
    assert error_of(again)["code"] == "window_closed"


def test_a_coexistence_number_keeps_to_the_window_too(
    closed: Conversation, template: MessageTemplate, person: User
) -> None:
    """Chatwoot #14800: what the broker writes on the phone opens no window for us."""
    by_whatsapp(whatsapp.echo("text", text={"body": "Soy Ana, del celular"})).make()
    interpret()

    answer = Api(person).post(f"conversations/{closed.pk}/messages", {"text": "Hola"})
    page = text_of(door(person).get(f"/inbox/{closed.pk}/"))

    assert error_of(answer)["code"] == "window_closed"
    assert f"/inbox/{closed.pk}/templates/" in page


def test_a_window_that_meta_has_closed_before_us_offers_templates(
    thread: Conversation, template: MessageTemplate, person: User, graph: GraphWire
) -> None:
    """131047."""
    sent = refuses_with(graph, 131047, thread, person)

    thread.refresh_from_db()
    assert sent.status == "failed"
    assert not thread.is_window_open
    assert f"/inbox/{thread.pk}/templates/" in text_of(door(person).get(f"/inbox/{thread.pk}/"))


def test_a_receipt_that_says_so_closes_it_as_well(
    thread: Conversation, person: User, graph: GraphWire
) -> None:
    """Frappe #2179: accepted at first, refused in the status."""
    Api(person).post(f"conversations/{thread.pk}/messages", {"text": "Hola"})
    conversation_deliver(thread.pk)
    by_whatsapp(whatsapp.status("wamid.OUT", "failed", code=131047)).make()
    interpret()

    thread.refresh_from_db()
    assert Message.objects.get(direction="out").status == "failed"
    assert not thread.is_window_open


def test_131049_is_final_shown_and_not_tried_again_at_once(
    thread: Conversation, person: User, graph: GraphWire
) -> None:
    """The recipient's cap on marketing: trying again makes it last longer."""
    sent = refuses_with(graph, 131049, thread, person)
    drive.settle()

    assert (sent.status, sent.error_code) == ("failed", "131049")
    assert len([call for call in graph.calls if b"soy Ana" in call.content]) == 1


def test_131056_holds_this_person_only_and_goes_out_later(
    thread: Conversation, person: User, graph: GraphWire
) -> None:
    """Too much to one person at once: the others are not made to wait."""
    sent = refuses_with(graph, 131056, thread, person)
    owed = Delivery.objects.get(message=sent)
    accepted = [httpx.Response(200, json={"messages": [{"id": f"wamid.{n}"}]}) for n in (1, 2)]
    graph.answers(*accepted)
    by_whatsapp(whatsapp.text("Hola", sender="56900000077")).make()
    interpret()
    other = Conversation.objects.exclude(pk=thread.pk).get()
    Api(person).post(f"conversations/{other.pk}/messages", {"text": "Buenas"})
    conversation_deliver(other.pk)

    assert (owed.state, owed.attempts, owed.due_at > timezone.now()) == ("queued", 0, True)
    assert Message.objects.get(conversation=other, direction="out").status == "sent"
    Delivery.objects.update(due_at=timezone.now())
    conversation_deliver(thread.pk)
    sent.refresh_from_db()
    assert sent.status == "sent"


def test_131048_slows_the_whole_number_down_for_minutes(
    thread: Conversation, person: User, graph: GraphWire
) -> None:
    """People blocked or reported the number: nothing of it goes out for a while."""
    sent = refuses_with(graph, 131048, thread, person)
    owed = Delivery.objects.get(message=sent)
    calls = len(graph.calls)
    by_whatsapp(whatsapp.text("Hola", sender="56900000077")).make()
    interpret()
    other = Conversation.objects.exclude(pk=thread.pk).get()
    Api(person).post(f"conversations/{other.pk}/messages", {"text": "Buenas"})
    conversation_deliver(other.pk)

    assert owed.due_at > timezone.now() + timedelta(minutes=5)
    assert len(graph.calls) == calls
    assert Message.objects.get(conversation=other, direction="out").status == "queued"


def test_an_account_that_a_receipt_says_cannot_pay_is_paused(
    thread: Conversation, person: User, graph: GraphWire
) -> None:
    """131042: told in the receipt only, and true for everything that would follow."""
    Api(person).post(f"conversations/{thread.pk}/messages", {"text": "Hola"})
    conversation_deliver(thread.pk)

    by_whatsapp(whatsapp.status("wamid.OUT", "failed", code=131042)).make()
    interpret()

    assert ChannelAccount.objects.get().paused_at is not None
