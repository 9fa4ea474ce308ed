"""Sent once, in order, and honest about what nobody knows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_app.channels.base import Advice, SendError
from channels_app.delivery.sending import conversation_deliver
from channels_app.delivery.settling import leases_settle
from channels_app.models import ChannelAccount, Delivery
from crm.accounts.models import User
from crm.conversations.models import Conversation, Message
from crm.conversations.services import person_reply
from crm.core.models import AuditLog
from tests import drive
from tests.fakes.channel import NO_ANSWER, UNREACHABLE, WINDOW_CLOSED, FakeChannel
from tests.payloads import whatsapp

pytestmark = pytest.mark.usefixtures("number")


@pytest.fixture
def reply(person: User) -> Message:
    """A person's reply that waits to be sent."""
    drive.receive("Hola")
    return person_reply(conversation=Conversation.objects.get(), user=person, text="Hola, soy Ana")


def send(message: Message) -> Message:
    conversation_deliver(message.conversation_id)
    message.refresh_from_db()
    return message


def test_a_reply_is_sent_once_and_carries_our_id(reply: Message, channel: FakeChannel) -> None:
    send(reply)
    send(reply)

    assert [sent.message_id for sent in channel.sent] == [str(reply.pk)]
    assert (reply.status, reply.external_id) == ("sent", "wamid.OUT000001")


def test_an_unreachable_channel_is_tried_again_later(reply: Message, channel: FakeChannel) -> None:
    channel.fails(UNREACHABLE)

    assert send(reply).status == "queued"
    assert Delivery.objects.get().due_at > timezone.now()
    Delivery.objects.update(due_at=timezone.now())
    assert send(reply).status == "sent"


def test_what_the_channel_asks_to_wait_is_waited(reply: Message, channel: FakeChannel) -> None:
    channel.fails(SendError("130429", "slow down", Advice.WAIT, retry_after=60))

    send(reply)

    assert Delivery.objects.get().due_at > timezone.now() + timedelta(seconds=55)


def test_a_refused_message_is_dead_and_announced(reply: Message, channel: FakeChannel) -> None:
    channel.fails(WINDOW_CLOSED)

    assert send(reply).status == "failed"
    assert reply.error_code == "131047"
    assert AuditLog.objects.filter(verb="crm.delivery.failed").count() == 1


def test_retries_end(reply: Message, channel: FakeChannel, settings: object) -> None:
    settings.DELIVERY_MAX_ATTEMPTS = 2  # type: ignore[attr-defined]
    channel.fails(UNREACHABLE, UNREACHABLE)
    send(reply)
    Delivery.objects.update(due_at=timezone.now())

    assert send(reply).status == "failed"


def test_an_answer_that_never_came_is_unsure_and_not_repeated(
    reply: Message, channel: FakeChannel
) -> None:
    channel.fails(NO_ANSWER)

    assert send(reply).status == "unsure"
    assert send(reply).status == "unsure"
    assert channel.sent == []


def test_a_receipt_settles_what_was_unsure(reply: Message, channel: FakeChannel) -> None:
    channel.fails(NO_ANSWER)
    send(reply)

    drive.deliver(whatsapp.status("wamid.LATE", "delivered", ours=str(reply.pk)))

    reply.refresh_from_db()
    assert (reply.status, reply.external_id) == ("delivered", "wamid.LATE")
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_a_worker_killed_between_send_and_record_leaves_it_unsure(
    reply: Message, channel: FakeChannel
) -> None:
    def die(_outgoing: object) -> None:
        raise SystemExit

    channel.before = die
    with pytest.raises(SystemExit):
        conversation_deliver(reply.conversation_id)
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    channel.before = None

    assert leases_settle() == 1
    assert send(reply).status == "unsure"


def test_an_unsure_message_does_not_block_the_next(
    reply: Message, channel: FakeChannel, person: User
) -> None:
    channel.fails(NO_ANSWER)
    send(reply)

    second = person_reply(conversation=reply.conversation, user=person, text="¿Sigues ahí?")

    assert send(second).status == "sent"


def test_messages_keep_their_order_through_a_retry(
    reply: Message, channel: FakeChannel, person: User
) -> None:
    second = person_reply(conversation=reply.conversation, user=person, text="dos")
    channel.fails(UNREACHABLE)

    send(second)
    assert channel.sent == []
    Delivery.objects.update(due_at=timezone.now())
    send(second)

    assert [sent.text for sent in channel.sent] == ["Hola, soy Ana", "dos"]


def test_a_revoked_token_pauses_the_account(reply: Message, channel: FakeChannel) -> None:
    channel.fails(SendError("190", "token expired", Advice.PAUSE))
    send(reply)

    assert ChannelAccount.objects.get(channel="whatsapp").paused_at is not None


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


def test_a_status_before_its_message_is_kept_and_applied(
    reply: Message, channel: FakeChannel
) -> None:
    drive.deliver(whatsapp.status("wamid.OUT000001", "delivered"))

    assert send(reply).status == "delivered"
