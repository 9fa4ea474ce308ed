"""What a lead wrote first is read first, whoever reads it and whenever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from channels_app.channels.base import Delivered
from channels_app.channels.registry import adapter_for
from channels_app.inbound.ledger import Stored, store
from channels_app.inbound.processing import event_process
from channels_app.models import InboundEvent
from crm.conversations.models import Message
from tests.payloads import whatsapp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stage(number: Any) -> None:
    """Alice's number."""


def _stored(text: str, **options: str) -> Stored:
    raw, headers = whatsapp.signed(whatsapp.text(text, **options))
    delivered = Delivered(raw, {name.lower(): each for name, each in headers.items()})
    return store("whatsapp", adapter_for("whatsapp").split(delivered))[0]


def _said() -> list[str]:
    return list(Message.objects.order_by("id").values_list("text", flat=True))


def test_what_was_left_behind_goes_before_what_came_after_it() -> None:
    _stored("primero")
    second = _stored("segundo")

    brought = event_process(second.event_id)

    assert _said() == ["primero", "segundo"]
    assert [message.text for message in brought] == ["segundo"]


def test_what_failed_and_waits_for_its_next_try_holds_nobody_back() -> None:
    first = _stored("primero")
    InboundEvent.objects.filter(pk=first.event_id).update(
        attempts=1, due_at=timezone.now() + timedelta(minutes=5)
    )

    event_process(_stored("segundo").event_id)

    assert _said() == ["segundo"]


def test_one_event_that_cannot_be_read_does_not_stop_the_lane() -> None:
    first = _stored("primero")
    InboundEvent.objects.filter(pk=first.event_id).update(payload={"changes": 7})

    event_process(_stored("segundo").event_id)

    assert _said() == ["segundo"]
    assert InboundEvent.objects.get(pk=first.event_id).attempts == 1


def test_nobody_waits_for_another_persons_events() -> None:
    left_behind = _stored("de otra persona", sender="56987654321")

    brought = event_process(_stored("mío").event_id)

    assert [message.text for message in brought] == ["mío"]
    assert InboundEvent.objects.get(pk=left_behind.event_id).state == "received"
