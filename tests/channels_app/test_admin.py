"""The superadmin sees how each broker's messages do, and tries again what failed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from channels_app.figures import all_brokers
from channels_app.inbound.counters import refused
from channels_app.models import ChannelAccount, InboundEvent
from crm.accounts.models import User
from crm.brokers.models import Broker, ChannelRoute, UnroutedEvent
from crm.core.tenancy import in_schema
from tests import drive
from tests.payloads import whatsapp


@pytest.fixture
def console(db: None) -> Client:
    """A superadmin's browser at the bare host."""
    with in_schema("public"):
        root = User.objects.create_superuser("root@sofia.test", "x", name="Root")
        client = Client(headers={"host": "localhost"})
        client.force_login(root)
    return client


def broken(alice: Broker) -> InboundEvent:
    with in_schema(alice.slug):
        return InboundEvent.objects.create(
            channel="whatsapp", account_id="1", dedupe_key="k", payload={"changes": []},
            state="failed", attempts=8, due_at="2026-01-01T00:00:00Z", error="LookupError: x",
        )  # fmt: skip


def page(alice: Broker) -> str:
    return f"/admin/brokers/broker/{alice.pk}/messages/"


def test_a_brokers_trouble_is_on_its_page(alice: Broker, console: Client) -> None:
    event = broken(alice)

    with in_schema("public"):
        text = console.get(page(alice)).content.decode()

    assert "LookupError: x" in text
    assert str(event.pk) in text


def test_the_list_says_where_to_look(alice: Broker, console: Client) -> None:
    broken(alice)

    with in_schema("public"):
        assert page(alice) in console.get("/admin/brokers/broker/").content.decode()


@pytest.mark.parametrize("one", [True, False])
def test_failed_events_are_tried_again(alice: Broker, console: Client, one: bool) -> None:
    event = broken(alice)
    said: dict[str, Any] = {"event": str(event.pk)} if one else {"what": "events"}

    with in_schema("public"):
        assert console.post(page(alice), said).status_code == 302

    event.refresh_from_db()
    assert (event.state, event.attempts) == ("received", 0)


def test_kept_events_are_given_to_the_broker(alice: Broker, console: Client) -> None:
    with in_schema("public"):
        kept = UnroutedEvent.objects.create(
            channel="whatsapp", account_id=whatsapp.NUMBER, reason="unknown_account",
            dedupe_key="d", body=b'{"changes": []}',
        )  # fmt: skip
        ChannelRoute.objects.create(channel="whatsapp", account_id=whatsapp.NUMBER, broker=alice)
        console.post(
            "/admin/brokers/unroutedevent/", {"action": "give", "_selected_action": [str(kept.pk)]}
        )

        assert UnroutedEvent.objects.count() == 0
    assert InboundEvent.objects.count() == 1


def test_nobody_else_is_let_in(alice: Broker, db: None) -> None:
    with in_schema("public"):
        assert Client(headers={"host": "localhost"}).get(page(alice)).status_code == 302


def test_metrics_tell_what_waits_and_what_went_wrong(
    alice: Broker, console: Client, number: ChannelAccount
) -> None:
    broken(alice)
    drive.receive("Hola")
    refused("telegram")
    all_brokers.forget()

    with in_schema("public"):
        lines = console.get("/metrics").content.decode().splitlines()
    all_brokers.forget()

    assert 'sofia_inbound_events{state="failed"} 1' in lines
    assert 'sofia_deliveries{state="dead"} 0' in lines
    assert any(line.startswith('sofia_webhook_refused_total{channel="telegram"}') for line in lines)
