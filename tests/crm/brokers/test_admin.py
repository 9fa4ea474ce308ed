"""What a superadmin changes about a broker in the console."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from crm.accounts.services import superadmin_create
from crm.brokers.models import Broker
from crm.core.tenancy import in_schema
from tests.api.cast import Scene
from tests.platform import PASSWORD


@pytest.fixture
def root(bare: Client) -> Client:
    """The console's door, opened by a superadmin."""
    with in_schema("public"):
        bare.force_login(superadmin_create(email="root@sofia.test", password=PASSWORD))
    return bare


def facts(client: Client, broker: Broker) -> dict[str, Any]:
    """What the form of this broker shows."""
    form = client.get(f"/admin/brokers/broker/{broker.pk}/change/").context["adminform"].form
    shown = {name: form[name].value() for name in form.fields}
    inlines = {
        f"{prefix}-{count}": "0"
        for prefix in ("domains", "routes")
        for count in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {name: "" if value is None else value for name, value in shown.items()} | inlines


def test_the_hours_are_changed_in_the_console(root: Client, alice: Broker) -> None:
    with in_schema("public"):
        given = facts(root, alice) | {"mon": "8-12", "closed_lines": "2026-12-25 Navidad"}
        answer = root.post(f"/admin/brokers/broker/{alice.pk}/change/", given)

    alice.refresh_from_db()
    assert answer.status_code == 302
    assert alice.opening_hours["mon"] == ["08:00-12:00"]
    assert alice.opening_hours["tue"] == ["09:00-18:30"]
    assert alice.closed_days[0]["name"] == "Navidad"


def test_hours_nobody_can_read_are_refused_beside_their_field(root: Client, alice: Broker) -> None:
    with in_schema("public"):
        given = facts(root, alice) | {"mon": "mornings"}
        answer = root.post(f"/admin/brokers/broker/{alice.pk}/change/", given)

    assert "mon" in answer.context["adminform"].form.errors


def test_a_superadmin_stops_sofia_in_one_conversation(root: Client, bobs: Scene) -> None:
    with in_schema("public"):
        broker = Broker.objects.get(schema_name="t_alice")
        page = f"/admin/brokers/broker/{broker.pk}/conversations/"
        shown = root.get(page).content.decode()
        answer = root.post(f"{page}{bobs.conversation.pk}/stop/")

    bobs.conversation.refresh_from_db()
    assert str(bobs.conversation.pk) in shown
    assert "Busco depto" not in shown
    assert "Pedro" not in shown
    assert answer["Location"] == page
    assert (bobs.conversation.holder, bobs.conversation.handover_reason) == ("queue", "stopped")
    assert root.get(f"/admin/brokers/broker/{broker.pk}/open_conversations/").status_code == 302


def test_nobody_else_gets_to_the_brake(bare: Client, bobs: Scene) -> None:
    broker = Broker.objects.get(schema_name="t_alice")
    page = f"/admin/brokers/broker/{broker.pk}/conversations/"

    assert bare.get(page)["Location"].startswith("/admin/login/")
    assert bare.post(f"{page}{bobs.conversation.pk}/stop/").status_code == 302
    bobs.conversation.refresh_from_db()
    assert bobs.conversation.holder == "sofia"
