"""Sent once, in order, and by what the channel advises."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from channels_app.accounts import account_connect
from channels_app.channels.base import Advice, SendError
from channels_app.delivery.due import conversations_due
from channels_app.delivery.retries import again_in, wait_in
from channels_app.models import ChannelAccount, Delivery
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.conversations.services import conversation_take, message_queue, person_reply
from crm.core.models import AuditLog
from crm.leads.models import Contact
from tests import drive
from tests.channels_app.delivery.acts import due_now, send
from tests.fakes.channel import UNREACHABLE, WINDOW_CLOSED, FakeChannel
from tests.payloads import whatsapp

pytestmark = pytest.mark.usefixtures("number")


def sofia_says(text: str = "¿Qué buscas?") -> Message:
    drive.receive("Hola")
    thread = Conversation.objects.get()
    return message_queue(conversation=thread, text=text, author="sofia", version=thread.version)


def test_a_reply_is_sent_once_and_carries_our_id(reply: Message, channel: FakeChannel) -> None:
    send(reply)
    send(reply)

    assert [sent.message_id for sent in channel.sent] == [str(reply.pk)]
    assert (reply.status, reply.external_id) == ("sent", "wamid.OUT000001")


def test_an_unreachable_channel_is_tried_again_later(reply: Message, channel: FakeChannel) -> None:
    channel.fails(UNREACHABLE)

    assert send(reply).status == "queued"
    assert Delivery.objects.get().due_at > timezone.now()
    due_now()
    assert send(reply).status == "sent"


def test_trying_goes_on_for_a_day_and_then_ends(reply: Message, channel: FakeChannel) -> None:
    channel.fails(*[UNREACHABLE] * 12)
    for _try in range(11):
        assert send(reply).status == "queued"
        due_now()
    Delivery.objects.update(began_at=timezone.now() - timedelta(hours=24))

    assert send(reply).status == "failed"


def test_the_number_of_tries_is_a_brake(
    reply: Message, channel: FakeChannel, settings: Any
) -> None:
    settings.DELIVERY_MAX_ATTEMPTS = 2
    channel.fails(UNREACHABLE, UNREACHABLE)
    send(reply)
    due_now()

    assert send(reply).status == "failed"


def test_gaps_grow_to_a_quarter_of_an_hour_and_are_drawn_apart() -> None:
    gaps = [again_in(attempts) for attempts in range(1, 40)]

    assert 1.5 <= gaps[0] <= 2.5
    assert all(gap <= 900 * 1.25 for gap in gaps)
    assert gaps[-1] >= 900 * 0.75
    assert len({again_in(20) for _ in range(20)}) > 15


def test_what_the_channel_asks_to_wait_is_waited(reply: Message, channel: FakeChannel) -> None:
    channel.fails(SendError("130429", "slow down", Advice.WAIT, retry_after=60))

    send(reply)

    owed = Delivery.objects.get()
    assert owed.due_at > timezone.now() + timedelta(seconds=55)
    assert (owed.attempts, owed.waits, owed.state) == (0, 1, "queued")


def test_being_asked_to_wait_again_and_again_is_waited_longer() -> None:
    waits = [wait_in(times, retry_after=6) for times in (1, 3, 6, 30)]

    assert waits[0] >= 6
    assert waits == sorted(waits)
    assert waits[-1] <= 900 * 1.25
    assert wait_in(1, retry_after=10_000_000) <= 3600 * 1.25


def test_an_account_that_is_too_fast_is_held_as_a_whole(
    reply: Message, channel: FakeChannel, person: User
) -> None:
    channel.fails(SendError("130429", "slow down", Advice.WAIT, retry_after=30, holds="account"))
    send(reply)

    drive.receive("Hola", sender="56900000077")
    other = person_reply(
        conversation=Conversation.objects.exclude(pk=reply.conversation_id).get(),
        user=person,
        text="Buenas",
    )
    send(other)

    assert channel.sent == []
    assert Delivery.objects.get(message=other).attempts == 0


def test_a_closed_window_says_so_and_offers_a_template(
    reply: Message, channel: FakeChannel
) -> None:
    channel.fails(WINDOW_CLOSED)

    assert send(reply).status == "failed"
    assert reply.error_code == "window_closed"
    assert Delivery.objects.get().error_code == "131047"
    assert not Conversation.objects.get().is_window_open
    assert AuditLog.objects.filter(verb="crm.delivery.failed").count() == 1


def test_a_window_that_closed_meanwhile_is_found_without_the_channel(
    reply: Message, channel: FakeChannel
) -> None:
    Conversation.objects.update(reply_until=timezone.now() - timedelta(minutes=1))

    assert send(reply).status == "failed"
    assert reply.error_code == "window_closed"
    assert channel.sent == []


def test_a_template_is_sent_however_long_ago_they_wrote(
    reply: Message, channel: FakeChannel
) -> None:
    Message.objects.filter(pk=reply.pk).update(kind="template")
    Conversation.objects.update(reply_until=timezone.now() - timedelta(days=3))

    assert send(reply).status == "sent"


def test_a_wish_for_silence_told_by_the_channel_holds(reply: Message, channel: FakeChannel) -> None:
    channel.fails(SendError("21610", "unsubscribed", Advice.OPTED_OUT))

    assert send(reply).status == "failed"
    assert Contact.objects.get().opted_out_at is not None


def test_a_wish_against_marketing_is_no_wish_for_silence(
    reply: Message, channel: FakeChannel
) -> None:
    channel.fails(SendError("131050", "no marketing", Advice.OPTED_OUT, scope="marketing"))
    send(reply)

    person = Contact.objects.get()
    assert person.opted_out_at is None
    assert person.marketing_opted_out_at is not None


def test_sofia_says_nothing_to_somebody_who_opted_out_meanwhile(channel: FakeChannel) -> None:
    message = sofia_says()
    Contact.objects.update(opted_out_at=timezone.now())

    assert send(message).status == "cancelled"
    assert channel.sent == []


def test_what_comes_back_from_an_attempt_is_not_said_after_a_person(
    channel: FakeChannel, person: User
) -> None:
    message = sofia_says()
    thread = message.conversation

    def taken_meanwhile(_outgoing: object) -> None:
        conversation_take(conversation=thread, user=person)

    channel.before = taken_meanwhile
    channel.fails(UNREACHABLE)
    send(message)
    channel.before = None
    due_now()

    assert send(message).status == "cancelled"
    assert channel.sent == []


def test_a_file_that_is_gone_is_told_and_not_sent_without(
    reply: Message, channel: FakeChannel
) -> None:
    Message.objects.filter(pk=reply.pk).update(kind="image")
    reply.attachments.create(kind="image", file="nowhere/gone.jpg", state="stored")

    assert send(reply).status == "failed"
    assert reply.error_code == "file_gone"
    assert channel.sent == []


def test_messages_keep_their_order_through_a_retry(
    reply: Message, channel: FakeChannel, person: User
) -> None:
    second = person_reply(conversation=reply.conversation, user=person, text="dos")
    channel.fails(UNREACHABLE)

    send(second)
    assert channel.sent == []
    due_now()
    send(second)

    assert [sent.text for sent in channel.sent] == ["Hola, soy Ana", "dos"]


def test_a_dead_message_does_not_hold_up_the_next(
    reply: Message, channel: FakeChannel, person: User
) -> None:
    second = person_reply(conversation=reply.conversation, user=person, text="dos")
    channel.fails(SendError("131009", "bad", Advice.DEAD))

    assert send(second).status == "sent"


def test_an_account_that_cannot_send_is_paused_and_loses_nothing(
    reply: Message, channel: FakeChannel, number: ChannelAccount
) -> None:
    channel.fails(SendError("190", "token expired", Advice.PAUSE))

    assert send(reply).status == "queued"
    number.refresh_from_db()
    assert number.pause_reason == "token expired"
    assert AuditLog.objects.filter(verb="crm.channel.paused").count() == 1
    assert send(reply).status == "queued"
    assert conversations_due(limit=10) == []


def test_new_credentials_send_what_waited(
    reply: Message, channel: FakeChannel, alice: Broker
) -> None:
    channel.fails(SendError("190", "token expired", Advice.PAUSE))
    send(reply)

    account_connect(broker=alice, channel="whatsapp", account_id=whatsapp.NUMBER, token="a new one")

    assert conversations_due(limit=10) == [reply.conversation_id]
    assert send(reply).status == "sent"
    assert channel.sent[0].token == "a new one"


def test_without_an_account_nothing_waits_for_ever(reply: Message, channel: FakeChannel) -> None:
    ChannelAccount.objects.all().delete()
    channel.fails(SendError("no_token", "no token", Advice.PAUSE))

    assert send(reply).status == "failed"


def test_accounts_take_turns_when_they_are_swept(reply: Message, person: User) -> None:
    for place in range(6):
        drive.receive("Hola", sender=f"5690000008{place}")
        thread = Conversation.objects.order_by("-id")[0]
        person_reply(conversation=thread, user=person, text="Hola")
    Delivery.objects.filter(message__conversation=thread).update(account_key="telegram:1")

    assert thread.pk in conversations_due(limit=2)


def test_a_conversation_whose_first_message_waits_is_not_woken(
    reply: Message, channel: FakeChannel, person: User
) -> None:
    person_reply(conversation=reply.conversation, user=person, text="dos")
    channel.fails(UNREACHABLE)
    send(reply)

    assert conversations_due(limit=10) == []


def test_who_holds_the_slots_works_off_what_others_left(
    reply: Message, channel: FakeChannel, person: User, number: ChannelAccount
) -> None:
    number.rate = 30
    number.save()
    threads = [reply.conversation]
    for place in range(4):
        drive.receive("Hola", sender=f"5690000009{place}")
        threads.append(Conversation.objects.order_by("-id")[0])
        person_reply(conversation=threads[-1], user=person, text="Hola")
    channel.before = lambda _outgoing: refuse_one()

    def refuse_one() -> None:
        from channels_app.delivery.pacing import slot_take

        slot_take(f"whatsapp:{whatsapp.NUMBER}", rate=30, ahead=-1.0)

    send(reply)

    assert {sent.peer for sent in channel.sent} == {thread.peer for thread in threads}


@pytest.mark.parametrize(
    ("order", "end"),
    [
        (["sent", "delivered", "read"], "read"),
        (["read", "delivered", "sent"], "read"),
        (["delivered", "failed"], "delivered"),
        (["failed", "delivered"], "failed"),
    ],
)
def test_a_status_only_moves_forward(
    reply: Message, channel: FakeChannel, order: list[str], end: str
) -> None:
    send(reply)

    for state in order:
        drive.deliver(whatsapp.status(reply.external_id, state, code=1 if state == "failed" else 0))

    reply.refresh_from_db()
    assert reply.status == end
    dead = Delivery.objects.get().state == Delivery.State.DEAD
    assert dead == (end == "failed")


def test_a_status_before_its_message_is_kept_and_applied(
    reply: Message, channel: FakeChannel
) -> None:
    drive.deliver(whatsapp.status("wamid.OUT000001", "delivered"))

    assert send(reply).status == "delivered"


def test_a_message_that_failed_later_is_announced(reply: Message, channel: FakeChannel) -> None:
    send(reply)

    drive.deliver(whatsapp.status(reply.external_id, "failed", code=131026))

    assert AuditLog.objects.filter(verb="crm.delivery.failed").count() == 1
