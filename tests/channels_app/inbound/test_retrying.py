"""What could not be interpreted stays, is seen, and is tried again."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from channels_app.accounts import account_connect
from channels_app.channels.base import Delivered
from channels_app.channels.registry import adapter_for
from channels_app.inbound import processing
from channels_app.inbound.ledger import store
from channels_app.inbound.processing import MAX_ATTEMPTS, event_process, events_due
from channels_app.inbound.unrouted import unrouted_give
from channels_app.models import ChannelAccount, Delivery, InboundEvent
from crm.accounts.models import User
from crm.brokers.models import Broker, UnroutedEvent
from crm.brokers.routing import forget_routes
from crm.conversations.models import Message
from crm.conversations.services import person_reply
from crm.core.models import AuditLog
from tests import drive
from tests.api.client import Api
from tests.channels_app.delivery.acts import send
from tests.fakes.channel import FakeChannel
from tests.payloads import whatsapp


@pytest.fixture(autouse=True)
def routes(db: None) -> None:
    """No account is remembered from a test that was rolled back."""
    forget_routes()


def arrives(payload: Any) -> None:
    raw, headers = whatsapp.signed(payload)
    delivered = Delivered(raw, {name.lower(): each for name, each in headers.items()})
    store("whatsapp", adapter_for("whatsapp").split(delivered))


def replay(*arguments: str) -> str:
    said = io.StringIO()
    call_command("replay", "t_alice", *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def failed(number: ChannelAccount, monkeypatch: pytest.MonkeyPatch) -> InboundEvent:
    """A lead's message that a fault of ours kept from being understood."""
    arrives(whatsapp.text("Hola", message_id="wamid.FAILED"))
    with monkeypatch.context() as patched:
        patched.setattr(processing, "apply", fault)
        for _try in range(MAX_ATTEMPTS):
            event_process(InboundEvent.objects.get().pk)
    return InboundEvent.objects.get()


def fault(*_args: Any) -> Any:
    raise LookupError("no such thing")


def test_an_event_that_keeps_failing_ends_as_failed_with_its_reason(failed: InboundEvent) -> None:
    assert (failed.state, failed.attempts) == ("failed", MAX_ATTEMPTS)
    assert failed.error == "LookupError: no such thing"
    assert events_due(limit=10) == []


def test_replay_understands_what_failed(failed: InboundEvent) -> None:
    assert "1 events replayed: 1 understood, 0 not." in replay()

    assert Message.objects.get().external_id == "wamid.FAILED"
    assert replay().startswith("0 events replayed")


def test_replaying_everything_changes_nothing(failed: InboundEvent) -> None:
    replay()
    before = list(Message.objects.values()), Delivery.objects.count()

    assert "1 understood" in replay("--all")

    assert (list(Message.objects.values()), Delivery.objects.count()) == before


def test_one_event_can_be_named(failed: InboundEvent) -> None:
    arrives(whatsapp.text("Otra"))

    assert replay("--event", str(failed.pk)).startswith("1 events replayed")
    assert AuditLog.objects.filter(verb="crm.inbound.retried").count() == 1


def test_days_before_are_left_alone(failed: InboundEvent) -> None:
    assert replay("--since", "2999-01-01").startswith("0 events")
    assert replay("--since", "2020-01-01").startswith("1 events")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "yesterday"], "is no date"),
        (["--event", "7"], "no such event"),
        (["--dead", "--all"], "--dead goes with"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    alice: Broker, arguments: list[str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        replay(*arguments)


def test_dead_messages_whose_cause_is_gone_go_out(
    number: ChannelAccount, channel: FakeChannel, person: User
) -> None:
    drive.receive("Hola")
    thread = Message.objects.get().conversation
    alive, lasting = (person_reply(conversation=thread, user=person, text=x) for x in "ab")
    Message.objects.filter(direction="out").update(status="failed")
    Delivery.objects.update(state="dead", error_code="131026")
    Delivery.objects.filter(message=lasting).update(error_code="file_gone")

    said = replay("--dead")

    assert "2 dead messages: 1 sent again, left as they are: 1 file_gone." in said
    assert send(alive).status == "sent"


def test_dead_messages_of_a_paused_account_wait(
    number: ChannelAccount, channel: FakeChannel, person: User
) -> None:
    drive.receive("Hola")
    message = person_reply(
        conversation=Message.objects.get().conversation, user=person, text="Hola"
    )
    Message.objects.filter(pk=message.pk).update(status="failed")
    Delivery.objects.update(state="dead")
    ChannelAccount.objects.update(paused_at="2026-01-01T00:00:00Z")

    assert "1 channel_paused" in replay("--dead")


def test_what_came_before_the_account_was_connected_is_not_lost(alice: Broker) -> None:
    arrives(whatsapp.text("Hola", message_id="wamid.EARLY"))
    assert InboundEvent.objects.count() == 0
    assert UnroutedEvent.objects.count() == 1

    account_connect(broker=alice, channel="whatsapp", account_id=whatsapp.NUMBER, token="t")
    drive.settle(rounds=1)

    assert Message.objects.filter(external_id="wamid.EARLY").count() == 1
    assert UnroutedEvent.objects.count() == 0


def test_what_comes_again_after_it_was_given_is_one_message(alice: Broker) -> None:
    early = whatsapp.text("Hola", message_id="wamid.EARLY")
    arrives(early)
    account_connect(broker=alice, channel="whatsapp", account_id=whatsapp.NUMBER, token="t")
    arrives(early)
    drive.settle(rounds=2)

    assert Message.objects.filter(external_id="wamid.EARLY").count() == 1


def test_nothing_is_given_to_nobody(alice: Broker) -> None:
    arrives(whatsapp.text("Hola"))

    assert unrouted_give(channel="whatsapp", account_id=whatsapp.NUMBER) == 0
    assert UnroutedEvent.objects.count() == 1


def test_an_admin_tries_again_over_the_api(failed: InboundEvent, person: User) -> None:
    api = Api(person)

    assert api.get("inbound-events?state=failed").json()["count"] == 1
    assert api.get(f"inbound-events/{failed.pk}").json()["payload"]
    answer = api.post(f"inbound-events/{failed.pk}/retry")

    assert (answer.status_code, answer.json()["state"]) == (200, "received")
    assert AuditLog.objects.filter(verb="crm.inbound.retried").count() == 1
    drive.settle(rounds=1)
    assert api.post(f"inbound-events/{failed.pk}/retry").status_code == 409
