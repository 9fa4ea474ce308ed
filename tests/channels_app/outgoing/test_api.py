"""Webhooks over the API: made, changed, tested, replayed; secrets told once; admins only."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from crm.core.models import AuditLog, IdempotentAnswer
from crm.core.tenancy import in_schema
from tests.api.cast import Scene, webhook_told
from tests.api.client import Api, error_of
from tests.api.described import assert_described, calls, named
from tests.channels_app.outgoing import drive
from tests.channels_app.outgoing.endpoint import Endpoint, is_signed

URL = "https://hooks.example.com/sofia"


def raw(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(t::text, '|') FROM {table} t")
        return str(cursor.fetchone()[0])


def test_a_whole_life_is_as_described(as_admin: Api, endpoint: Endpoint) -> None:
    tour = {"webhooks_create": as_admin.post("webhooks", {"url": endpoint.url})}
    made = tour["webhooks_create"].json()
    base = f"webhooks/{made['id']}"
    drive.happen()
    drive.settle()
    tour |= {
        "webhooks_list": as_admin.get("webhooks"),
        "webhooks_retrieve": as_admin.get(base),
        "webhooks_update": as_admin.patch(base, {"description": "n8n", "events": ["lead_hot"]}),
        "webhooks_test": as_admin.post(f"{base}/test"),
        "webhooks_rotate_secret": as_admin.post(f"{base}/rotate-secret"),
        "webhooks_deliveries_list": as_admin.get(f"{base}/deliveries", state="sent"),
    }
    rows = tour["webhooks_deliveries_list"].json()["results"]
    again = f"{base}/deliveries/{rows[0]['id']}/replay"
    tour["webhooks_deliveries_replay"] = as_admin.post(again)
    tour["webhooks_replay"] = as_admin.post(f"{base}/replay", {"since_id": 0})
    removed = as_admin.send("DELETE", base, {})

    for name, answer in tour.items():
        assert answer.status_code in {200, 201}, (name, answer.content)
        assert_described(named(name), answer)
    assert (removed.status_code, removed.content) == (204, b"")
    assert as_admin.get(base).status_code == 404
    every = {call.id for call in calls() if call.path.startswith("webhooks")}
    assert every == {*tour, "webhooks_delete"}


def test_the_secret_is_told_once_and_is_unreadable_at_rest(as_admin: Api) -> None:
    made = as_admin.post("webhooks", {"url": URL}, idempotency_key="one").json()
    again = as_admin.post("webhooks", {"url": URL}, idempotency_key="one").json()
    secret = made["secret"]

    assert again == made | {"secret": None}
    assert secret not in as_admin.get("webhooks").content.decode()
    assert OutgoingWebhook.objects.get().secret == secret
    for table in ("outgoing_outgoingwebhook", "core_auditlog", "core_idempotentanswer"):
        assert secret not in raw(f"t_alice.{table}"), table
    assert secret.encode() not in bytes(IdempotentAnswer.objects.get().body)


def test_a_test_call_is_signed_and_told_with_its_answer(
    as_admin: Api, webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    endpoint.says(418)
    refused = as_admin.post(f"webhooks/{webhook.pk}/test").json()
    taken = as_admin.post(f"webhooks/{webhook.pk}/test").json()

    assert (refused["state"], refused["status"], refused["answer"]) == ("dead", 418, "ok")
    assert (taken["state"], taken["status"], taken["type"]) == ("sent", 200, "ping")
    assert is_signed(endpoint.heard[1], webhook.secret)
    assert OutgoingWebhook.objects.get().health == "good"


def test_a_failed_test_call_says_nothing_of_its_health(
    as_admin: Api, webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    endpoint.says(410)
    as_admin.post(f"webhooks/{webhook.pk}/test")

    assert OutgoingWebhook.objects.get().health == "new"


def test_one_delivery_is_sent_again_under_its_id(
    as_admin: Api, webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    drive.happen()
    drive.settle()
    path = f"webhooks/{webhook.pk}/deliveries/{drive.the_delivery().pk}/replay"

    assert as_admin.post(path).json()["state"] == "queued"
    drive.settle()
    assert endpoint.heard[0].id == endpoint.heard[1].id
    assert endpoint.heard[0].body == endpoint.heard[1].body
    assert drive.the_delivery().attempts == 2


def test_everything_since_an_event_is_sent_again(
    as_admin: Api, webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    OutgoingWebhook.objects.update(cursor=10**9)  # as one that came to know of them never
    rows = [drive.happen(n=number) for number in range(4)]

    told = as_admin.post(f"webhooks/{webhook.pk}/replay", {"since_id": rows[1].pk}).json()
    drive.settle()
    moment = {"since": rows[3].at.isoformat()}
    assert as_admin.post(f"webhooks/{webhook.pk}/replay", moment).json()["queued"] == 1
    drive.settle()

    assert told == {"queued": 2, "last_id": rows[3].pk, "more": False}
    heard = [each.event["id"] for each in endpoint.heard]
    assert heard == [rows[2].pk, rows[3].pk, rows[3].pk]


def test_a_long_replay_says_where_to_go_on(
    as_admin: Api, webhook: OutgoingWebhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels_app.outgoing.replaying.MOST", 2)
    rows = [drive.happen(n=number) for number in range(3)]

    first = as_admin.post(f"webhooks/{webhook.pk}/replay", {"since_id": 0}).json()
    rest = as_admin.post(f"webhooks/{webhook.pk}/replay", {"since_id": first["last_id"]}).json()

    assert (first["queued"], first["more"], first["last_id"]) == (2, True, rows[1].pk)
    assert (rest["queued"], rest["more"]) == (1, False)


@pytest.mark.parametrize("body", [{}, {"since": "2026-01-01T00:00:00Z", "since_id": 1}])
def test_a_replay_says_from_where(as_admin: Api, webhook: OutgoingWebhook, body: Any) -> None:
    assert as_admin.post(f"webhooks/{webhook.pk}/replay", body).status_code == 400


def test_switched_off_it_hears_nothing_and_replays_what_it_missed(
    as_admin: Api, webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    path = f"webhooks/{webhook.pk}"
    as_admin.patch(path, {"enabled": False})
    missed = drive.happen()
    drive.settle()
    assert as_admin.post(f"{path}/replay", {"since_id": 0}).status_code == 409
    as_admin.patch(path, {"enabled": True})
    drive.settle()
    assert endpoint.heard == []

    as_admin.post(f"{path}/replay", {"since_id": missed.pk - 1})
    drive.settle()

    assert [each.event["id"] for each in endpoint.heard] == [missed.pk]


def test_agents_have_no_say(as_bob: Api, webhook: OutgoingWebhook) -> None:
    for answer in (
        as_bob.get("webhooks"),
        as_bob.post("webhooks", {"url": URL}),
        as_bob.post(f"webhooks/{webhook.pk}/rotate-secret"),
    ):
        assert answer.status_code == 403


def test_another_webhooks_delivery_is_404(
    as_admin: Api, webhook: OutgoingWebhook, bobs: Scene
) -> None:
    path = f"webhooks/{webhook.pk}/deliveries/{bobs.delivery.pk}/replay"

    assert as_admin.post(path).status_code == 404


def test_another_brokers_webhook_is_404(as_admin: Api, charlies: Any) -> None:
    with in_schema("t_charlie"):
        theirs, delivery = webhook_told()

    with in_schema("t_alice"):
        for path in ("", "/deliveries", f"/deliveries/{delivery.pk}/replay", "/test"):
            call = as_admin.get if path in {"", "/deliveries"} else as_admin.post
            assert call(f"webhooks/{theirs.pk}{path}").status_code == 404, path


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"url": "http://10.0.0.1/"}, "url"),
        ({"url": "ftp://example.com/"}, "url"),
        ({"url": URL, "events": ["lead_sneezed"]}, "events"),
        ({}, "url"),
    ],
)
def test_what_is_wrong_is_named(as_admin: Api, body: Any, field: str) -> None:
    answer = as_admin.post("webhooks", body)

    assert answer.status_code == 400
    assert field in error_of(answer)["fields"]


def test_there_is_a_limit(as_admin: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels_app.outgoing.services.MOST", 1)

    assert as_admin.post("webhooks", {"url": URL}).status_code == 201
    assert as_admin.post("webhooks", {"url": URL}).status_code == 409


def test_every_change_is_in_the_log(as_admin: Api) -> None:
    made = as_admin.post("webhooks", {"url": URL}).json()
    path = f"webhooks/{made['id']}"
    as_admin.patch(path, {"description": "x"})
    as_admin.patch(path, {"description": "x"})
    as_admin.post(f"{path}/rotate-secret")
    as_admin.patch(path, {"enabled": False})
    as_admin.patch(path, {"enabled": True})
    as_admin.send("DELETE", path, {})

    verbs = AuditLog.objects.filter(verb__startswith="crm.webhook").order_by("id")
    assert [row.verb.rpartition(".")[2] for row in verbs] == [
        "created", "updated", "rotated", "disabled", "enabled", "deleted",
    ]  # fmt: skip
    assert not OutgoingDelivery.objects.exists()
