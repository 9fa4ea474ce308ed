"""Mails and events again and again, in any order, to eight workers at once."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.utils import timezone

from agents.models import Turn
from channels_app.accounts import account_connect
from channels_app.channels.base import Delivered
from channels_app.channels.email.models import Undeliverable
from channels_app.models import ChannelAccount, InboundEvent, Receipt
from crm.brokers.models import Broker
from crm.conversations.models import Attachment, Conversation, Message
from crm.leads.models import Contact, Lead
from tests import drive
from tests.channels_app.channels.test_eight_workers import at_once
from tests.fakes.model import FakeModel
from tests.payloads import email as em


@pytest.fixture
def alice(alice_for_real: Broker) -> Broker:
    """Alice's broker with real commits."""
    return alice_for_real


def mailed(body: bytes, content_type: str) -> Delivered:
    return Delivered(body, {"content-type": content_type}, query={"key": em.WORD}, part="sendgrid")


def told(*events: dict[str, Any]) -> Delivered:
    body, headers = em.signed(events)
    names = {name.lower(): value for name, value in headers.items()}
    return Delivered(body, {**names, "content-type": "application/json"}, part="sendgrid")


def test_repeats_in_any_order_by_eight_workers_give_the_same_rows_and_one_reply(
    alice: Broker, model: FakeModel, window_off: None
) -> None:
    model.says("Hello! In which area?")
    secret = f"{em.public()} {em.WORD}"
    account_connect(broker=alice, channel="sendgrid", account_id=em.ADDRESS, secret=secret)
    files = {"attachment1": ("plan.pdf", "application/pdf", b"%PDF-1")}
    gone = em.event("bounce", email="gone@example.org", type="bounce")
    deliveries = [
        mailed(*em.mail("Is it free?")),
        mailed(*em.mail("Here is my plan", subject="Re: Flat", files=files)),
        mailed(*em.mail("Thanks", subject="Re: Flat")),
        told(gone, gone, em.event("open", email="other@example.org")),
    ] * 5
    random.Random(8).shuffle(deliveries)

    assert at_once([deliveries[each::8] for each in range(8)], "email") == []

    assert InboundEvent.objects.filter(state="done").count() == InboundEvent.objects.count() == 5
    assert (Message.objects.count(), Attachment.objects.count()) == (3, 1)
    assert Contact.objects.count() == Lead.objects.count() == Conversation.objects.count() == 1
    assert (Undeliverable.objects.count(), Receipt.objects.count()) == (1, 2)

    Turn.objects.update(due_at=timezone.now())
    ChannelAccount.objects.update(paused_at=timezone.now())
    drive.settle()
    assert len(drive.replies()) == 1
