"""One lane, many workers: each event once, in the order in which they came."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from channels_app.channels.base import Delivered
from channels_app.channels.registry import adapter_for
from channels_app.inbound.ledger import store
from channels_app.inbound.processing import event_process
from channels_app.models import ChannelAccount
from crm.brokers.models import Broker, ChannelRoute
from crm.conversations.models import Message
from crm.core.tenancy import in_schema
from tests.payloads import whatsapp

_EVENTS = 40


@pytest.fixture
def _number(alice_for_real: Broker) -> None:
    ChannelRoute.objects.get_or_create(
        channel="whatsapp", account_id=whatsapp.NUMBER, defaults={"broker": alice_for_real}
    )
    ChannelAccount.objects.get_or_create(channel="whatsapp", account_id=whatsapp.NUMBER)


@pytest.mark.usefixtures("_number")
def test_eight_workers_read_a_lane_in_its_order(alice_for_real: Broker) -> None:
    ids: list[Any] = []
    for number in range(_EVENTS):
        raw, headers = whatsapp.signed(whatsapp.text(f"m{number:02d}"))
        delivered = Delivered(raw, {name.lower(): each for name, each in headers.items()})
        ids += [
            each.event_id for each in store("whatsapp", adapter_for("whatsapp").split(delivered))
        ]

    def work(mine: list[Any]) -> None:
        try:
            with in_schema(alice_for_real.slug):
                for event_id in mine:
                    event_process(event_id)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(ids[place::8],)) for place in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    said = list(Message.objects.order_by("id").values_list("text", flat=True))
    assert said == [f"m{number:02d}" for number in range(_EVENTS)]
