"""An attempt nobody knows the outcome of: found out, decided for a stated reason, or shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from channels_app.channels.base import (
    Advice,
    Capabilities,
    Delivered,
    Outgoing,
    Receipts,
    SendError,
)
from channels_app.channels.registry import adapter_for
from channels_app.delivery import recording, sending
from channels_app.delivery.sending import conversation_deliver
from channels_app.delivery.settling import leases_settle
from channels_app.inbound.ledger import store
from channels_app.inbound.processing import event_process
from channels_app.models import ChannelAccount, Delivery
from crm.accounts.models import User
from crm.conversations.models import Conversation, Message
from crm.conversations.services import message_settle, person_reply
from crm.core.models import AuditLog
from tests import drive
from tests.channels_app.delivery.acts import decisions, due_now, later, send, settle
from tests.fakes.channel import NO_ANSWER, FakeChannel
from tests.payloads import whatsapp


@pytest.fixture
def unsure(reply: Message, channel: FakeChannel) -> Message:
    """A reply whose attempt got no answer."""
    channel.fails(NO_ANSWER)
    return send(reply)


def another(person: User, channel: FakeChannel, *, told: bool) -> Message:
    """A message to somebody else, sent later; its receipt comes if ``told``."""
    drive.receive("Hola", sender="56900000055")
    thread = Conversation.objects.order_by("-id")[0]
    message = send(person_reply(conversation=thread, user=person, text="Buenas"))
    if told:
        drive.deliver(whatsapp.status(message.external_id, "delivered"))
    return message


def without_receipts(channel: FakeChannel, receipts: Receipts = Receipts.NONE) -> None:
    channel.capabilities = Capabilities(receipts=receipts, rate=80.0)


class Asked:
    """The channel's answer to whether it has a message."""

    def __init__(self, *answers: str | SendError) -> None:
        self.answers = list(answers)

    def __call__(self, outgoing: Outgoing) -> str:
        answer = self.answers.pop(0)
        if isinstance(answer, SendError):
            raise answer
        return answer


def test_it_is_not_repeated_and_said_to_be_unsure(unsure: Message, channel: FakeChannel) -> None:
    assert unsure.status == "unsure"
    assert send(unsure).status == "unsure"
    assert channel.sent == []
    assert AuditLog.objects.filter(verb="crm.delivery.unsure").count() == 1


def test_a_receipt_settles_it(unsure: Message) -> None:
    drive.deliver(whatsapp.status("wamid.LATE", "delivered", ours=str(unsure.pk)))

    unsure.refresh_from_db()
    assert (unsure.status, unsure.external_id) == ("delivered", "wamid.LATE")
    assert Delivery.objects.get().state == Delivery.State.SENT
    assert decisions() == ["receipt"]


def test_nothing_else_of_the_conversation_is_sent_while_it_may_be_settled(
    unsure: Message, channel: FakeChannel, person: User
) -> None:
    second = person_reply(conversation=unsure.conversation, user=person, text="¿Sigues ahí?")

    assert send(second).status == "queued"
    drive.deliver(whatsapp.status("wamid.LATE", "sent", ours=str(unsure.pk)))
    assert send(second).status == "sent"


def test_receipts_of_later_attempts_prove_that_it_never_arrived(
    unsure: Message, channel: FakeChannel, person: User
) -> None:
    second = person_reply(conversation=unsure.conversation, user=person, text="dos")
    another(person, channel, told=True)

    later(100)
    settle()
    send(unsure)
    send(second)

    assert decisions() == ["again"]
    assert [sent.text for sent in channel.sent] == ["Buenas", "Hola, soy Ana", "dos"]


def test_a_receipt_that_is_here_and_not_read_yet_is_waited_for(
    unsure: Message, channel: FakeChannel, person: User
) -> None:
    """Everybody's events are read side by side: another person's may be read first."""
    receipt = whatsapp.status("wamid.LATE", "delivered", ours=str(unsure.pk))
    receipt["entry"][0]["changes"][0]["value"]["statuses"][0]["recipient_id"] = "56900000077"
    raw, headers = whatsapp.signed(receipt)
    delivered = Delivered(raw, {name.lower(): each for name, each in headers.items()})
    (stored,) = store("whatsapp", adapter_for("whatsapp").split(delivered))
    another(person, channel, told=True)

    later(100)
    settle()
    undecided = decisions()
    event_process(stored.event_id)

    unsure.refresh_from_db()
    assert undecided == []
    assert unsure.status == "delivered"
    assert [sent.text for sent in channel.sent] == ["Buenas"]


def test_silence_of_all_receipts_proves_nothing(
    unsure: Message, channel: FakeChannel, person: User
) -> None:
    another(person, channel, told=False)

    later(100)
    settle()

    unsure.refresh_from_db()
    assert unsure.status == "unsure"
    assert decisions() == []
    assert Delivery.objects.get(message=unsure).settle_at is not None


def test_what_nothing_tells_is_shown_to_a_person_and_lets_the_next_go(
    unsure: Message, channel: FakeChannel, person: User
) -> None:
    second = person_reply(conversation=unsure.conversation, user=person, text="dos")

    later(1000)
    settle()

    unsure.refresh_from_db()
    assert (unsure.status, unsure.error_code) == ("unsure", "unsure")
    assert decisions() == ["ask"]
    assert send(second).status == "sent"


def test_a_person_says_that_it_arrived(unsure: Message, channel: FakeChannel, person: User) -> None:
    second = person_reply(conversation=unsure.conversation, user=person, text="dos")

    message_settle(message=unsure, user=person)

    assert Delivery.objects.get(message=unsure).state == Delivery.State.SENT
    assert send(second).status == "sent"


@pytest.mark.parametrize("receipts", [Receipts.NONE, Receipts.BY_ID])
@pytest.mark.parametrize(("setting", "decided"), [("ask", "ask"), ("resend", "again")])
def test_without_any_way_to_know_the_account_says_what_is_done(
    reply: Message,
    channel: FakeChannel,
    number: ChannelAccount,
    receipts: Receipts,
    setting: str,
    decided: str,
) -> None:
    without_receipts(channel, receipts)
    ChannelAccount.objects.update(on_unsure=setting)
    channel.fails(NO_ANSWER)

    send(reply)
    due_now()
    send(reply)

    assert decisions() == [decided]
    assert len(channel.sent) == (1 if setting == "resend" else 0)
    assert reply.status == ("sent" if setting == "resend" else "unsure")


def test_a_channel_that_shows_a_message_once_is_told_again(
    reply: Message, channel: FakeChannel
) -> None:
    channel.capabilities = Capabilities(is_repeatable=True, rate=80.0)
    channel.fails(NO_ANSWER)
    send(reply)

    assert send(reply).status == "sent"


def test_a_channel_that_can_be_asked_has_it(
    reply: Message, channel: FakeChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_receipts(channel)
    monkeypatch.setattr(channel, "look_up", Asked("SM1"), raising=False)
    channel.fails(NO_ANSWER)
    send(reply)

    later(6)
    settle()

    reply.refresh_from_db()
    assert (reply.status, reply.external_id) == ("sent", "SM1")
    assert decisions() == ["found"]


def test_a_channel_that_can_be_asked_is_believed_after_a_while(
    reply: Message, channel: FakeChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_receipts(channel)
    asked = Asked("", SendError("unreachable", "away"), "")
    monkeypatch.setattr(channel, "look_up", asked, raising=False)
    channel.fails(NO_ANSWER)
    send(reply)

    for seconds in (6, 25, 21):
        assert decisions() == []
        later(seconds)
        settle()

    assert decisions() == ["again"]
    assert send(reply).status == "sent"


def test_a_receipt_that_comes_after_all_is_still_believed(
    unsure: Message, channel: FakeChannel
) -> None:
    later(1000)
    settle()

    drive.deliver(whatsapp.status("wamid.LATE", "read", ours=str(unsure.pk)))

    unsure.refresh_from_db()
    assert unsure.status == "read"


# --- a worker dies at each step ---------------------------------------------------------------


class Killed(BaseException):
    """What SIGKILL is to a process, as far as a test's thread can have it."""


def killed(*_args: Any, **_more: Any) -> Any:
    raise Killed


STEPS = {
    "before the claim": (sending, "claim_in"),
    "between claim and send": (sending, "slot_wait"),
    "between send and record": (sending, "record_sent"),
    "while recording": (recording, "receipts_waiting_apply"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("arrived", [True, False])
def test_killed_anywhere_it_arrives_once(
    reply: Message,
    channel: FakeChannel,
    person: User,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    arrived: bool,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(*STEPS[step], killed)
        with pytest.raises(Killed):
            conversation_deliver(reply.conversation_id)
    first = len(channel.sent)
    Delivery.objects.filter(state="sending").update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )
    leases_settle()
    if first and arrived:
        drive.deliver(whatsapp.status("wamid.OUT000001", "delivered", ours=str(reply.pk)))
    elif first:
        channel.sent.clear()  # the channel's own fault: accepted, and then lost
    another(person, channel, told=True)
    later(100)
    settle()
    send(reply)

    assert [sent.text for sent in channel.sent].count("Hola, soy Ana") == 1
    assert reply.status in {"sent", "delivered"}


def test_a_worker_that_went_on_after_its_lease_changes_nothing_but_by_success(
    reply: Message, channel: FakeChannel
) -> None:
    def lease_ends(_outgoing: object) -> None:
        Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        leases_settle()

    channel.before = lease_ends
    channel.fails(SendError("131009", "bad", Advice.DEAD))

    assert send(reply).status == "unsure"
