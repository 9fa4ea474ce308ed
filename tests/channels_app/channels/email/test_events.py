"""What became of our mails: who may tell, and what follows."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from sendgrid.helpers.eventwebhook import EventWebhook

from channels_app.accounts import account_connect
from channels_app.channels.email.identifiers import message_id_of
from channels_app.channels.email.models import Undeliverable
from channels_app.models import ChannelAccount, InboundEvent, Receipt
from crm.brokers.models import Broker, UnroutedEvent
from crm.conversations.models import Message
from crm.core.tenancy import in_schema
from crm.leads.models import Contact
from tests.channels_app.channels.email.conftest import Post
from tests.payloads import email as em

pytestmark = pytest.mark.django_db


def events(post: Post, rows: Any, **changes: Any) -> int:
    """Post a signed batch; the status of the answer."""
    body, headers = em.signed(rows, **changes)
    return int(post(body, headers=headers))


@pytest.fixture
def ours(inbox: ChannelAccount, post: Post) -> Message:
    """A mail of ours to the lead that has gone out."""
    post(*em.mail())
    question = Message.objects.get()
    message = Message.objects.create(
        conversation=question.conversation,
        direction="out",
        author="sofia",
        text="Yes",
        account_key=question.account_key,
        status="sent",
        sent_at=question.sent_at,
    )
    message.external_id = message_id_of(str(message.pk), em.ADDRESS)
    message.save()
    return message


def of(message: Message, kind: str, **fields: Any) -> dict[str, Any]:
    return em.event(kind, message_id=str(message.pk), account=em.ADDRESS, **fields)


def status_of(message: Message) -> str:
    message.refresh_from_db()
    return message.status


@pytest.mark.parametrize(
    ("kind", "fields", "status"),
    [
        ("processed", {}, "sent"),
        ("deferred", {}, "sent"),
        ("delivered", {}, "delivered"),
        ("open", {"sg_machine_open": False}, "read"),
        ("open", {"sg_machine_open": True}, "sent"),
        ("click", {"url": "https://a.test"}, "read"),
        ("bounce", {"type": "bounce", "status": "5.1.1", "reason": "550 none"}, "failed"),
        ("bounce", {"type": "blocked", "status": "4.2.2", "reason": "452 full"}, "failed"),
        ("dropped", {"reason": "Bounced Address"}, "failed"),
    ],
)
def test_an_event_moves_its_message(
    kind: str, fields: dict[str, Any], status: str, ours: Message, post: Post
) -> None:
    assert events(post, [of(ours, kind, **fields)]) == 200

    assert status_of(ours) == status


def test_receipts_out_of_order_only_move_forward(ours: Message, post: Post) -> None:
    events(post, [of(ours, "open"), of(ours, "delivered"), of(ours, "processed")])

    assert status_of(ours) == "read"


def test_an_interrupted_attempt_is_settled_by_an_event(ours: Message, post: Post) -> None:
    Message.objects.update(external_id="")
    Message.objects.filter(pk=ours.pk).update(status="unsure")

    events(post, [of(ours, "delivered")])

    assert status_of(ours) == "delivered"


def test_the_same_batch_again_is_the_same_rows(ours: Message, post: Post) -> None:
    batch = [of(ours, "delivered"), of(ours, "bounce", type="bounce")]
    before = InboundEvent.objects.count()
    for _time in range(3):
        assert events(post, [*batch, batch[1]]) == 200

    assert InboundEvent.objects.count() == before + 2
    assert Undeliverable.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "fields", "is_marked"),
    [
        ("bounce", {"type": "bounce"}, True),
        ("bounce", {"type": "blocked"}, False),
        ("dropped", {"reason": "Invalid"}, True),
        ("dropped", {"reason": "Bounced Address"}, True),
        ("dropped", {"reason": "Spam Content"}, False),
        ("dropped", {"reason": "Unsubscribed Address"}, False),
    ],
)
def test_an_address_that_bounced_for_good_is_marked(
    kind: str, fields: dict[str, Any], is_marked: bool, inbox: ChannelAccount, post: Post
) -> None:
    events(post, [em.event(kind, email="Gone@example.org", **fields)])

    assert Undeliverable.objects.filter(address="gone@example.org").exists() == is_marked


def test_who_writes_can_be_reached_again(inbox: ChannelAccount, post: Post) -> None:
    events(post, [em.event("bounce", type="bounce")])
    assert Undeliverable.objects.exists()

    post(*em.mail())

    assert not Undeliverable.objects.exists()


@pytest.mark.parametrize("kind", ["spamreport", "unsubscribe", "group_unsubscribe"])
def test_an_unwilling_reader_is_left_alone(kind: str, ours: Message, post: Post) -> None:
    events(post, [of(ours, kind)])
    assert Contact.objects.get().opted_out_at is not None

    events(post, [of(ours, "group_resubscribe", timestamp=int(time.time()) + 1)])
    assert Contact.objects.get().opted_out_at is None


def test_a_dropped_mail_may_tell_of_an_opt_out(ours: Message, post: Post) -> None:
    events(post, [of(ours, "dropped", reason="Unsubscribed Address")])

    assert Contact.objects.get().opted_out_at is not None


def test_a_forged_signature_leaves_nothing(inbox: ChannelAccount, post: Post) -> None:
    body, headers = em.signed([em.event("delivered")])
    mark, stamp = headers.values()
    names = list(headers)

    assert events(post, [em.event("delivered")], key=em.OTHER_KEY) == 401
    assert post(body + b" ", headers=headers) == 401
    assert post(body, headers={names[0]: mark[:-8], names[1]: stamp}) == 401
    assert post(body, headers={names[0]: mark, names[1]: str(int(stamp) + 1)}) == 401
    assert post(body, headers={names[0]: mark}) == 401
    assert post(body) == 401
    assert not InboundEvent.objects.exists()
    assert not UnroutedEvent.objects.exists()


def test_a_batch_played_again_long_after_is_refused(
    inbox: ChannelAccount, post: Post, settings: Any
) -> None:
    settings.SENDGRID_SIGNATURE_SECONDS = 600

    assert events(post, [em.event("open")], at=int(time.time()) - 601) == 401
    assert events(post, [em.event("open")], at=int(time.time()) + 601) == 401
    assert events(post, [em.event("open")], at=int(time.time()) - 500) == 200


def test_another_brokers_key_does_not_speak_for_this_one(
    ours: Message, charlie: Broker, post: Post
) -> None:
    account_connect(
        broker=charlie,
        channel="sendgrid",
        account_id="hi@in.charlie.test",
        secret=em.public(em.OTHER_KEY),
    )

    assert events(post, [of(ours, "bounce", type="bounce")], key=em.OTHER_KEY) == 200

    with in_schema("t_alice"):
        assert status_of(ours) == "sent"
    assert UnroutedEvent.objects.get().account_id == ""


def test_our_check_agrees_with_sendgrids_own(inbox: ChannelAccount, post: Post) -> None:
    body, headers = em.signed([em.event("delivered")])
    mark, stamp = headers.values()
    theirs = EventWebhook(em.public())

    for changed in (body, body + b"x"):
        good = theirs.verify_signature(changed.decode(), mark, stamp)
        assert (post(changed, headers=headers) == 200) == good


@pytest.mark.parametrize("row", [{}, {"event": "open", "timestamp": "soon"}, {"event": "new_kind"}])
def test_what_nobody_understands_is_kept(
    row: dict[str, Any], inbox: ChannelAccount, post: Post
) -> None:
    assert events(post, [row]) == 200

    assert InboundEvent.objects.get().state == "done"
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("body", [b"[1, 2]", b"not json", b'"x"'])
def test_a_signed_body_that_is_no_list_of_events_is_kept(
    body: bytes, inbox: ChannelAccount, post: Post
) -> None:
    assert events(post, body) == 200
    assert UnroutedEvent.objects.get().reason == "unreadable"


def test_postmarks_events_are_read_too(ours: Message, post: Post) -> None:
    row = {
        "RecordType": "Bounce",
        "ID": 42,
        "Type": "HardBounce",
        "TypeCode": 1,
        "Email": em.LEAD,
        "BouncedAt": "2026-11-20T10:00:00Z",
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Details": "550 no such user",
        "Metadata": {"message_id": str(ours.pk), "account": em.ADDRESS},
    }

    for _time in range(2):
        assert post(json.dumps(row).encode(), path=em.POSTMARK) == 200

    assert status_of(ours) == "failed"
    assert Undeliverable.objects.get().reason == "550 no such user"
