"""An endpoint is told what happened: signed, in order, again until it takes it, never for ever."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from channels_app.outgoing import sending
from channels_app.outgoing.deriving import deliveries_derive
from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from channels_app.outgoing.recovery import recover
from channels_app.outgoing.sending import _claim, leases_end, sent_record, webhook_send
from channels_app.outgoing.services import webhook_rotate, webhook_update
from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.models import AuditLog
from crm.core.tenancy import in_schema
from crm.core.worker import worker_name
from tests.channels_app.outgoing import drive
from tests.channels_app.outgoing.endpoint import Answer, Endpoint, is_signed


def later(**span: Any) -> Any:
    return time_machine.travel(datetime.now(UTC) + timedelta(**span), tick=True)


def test_an_event_is_told_as_the_contract_says(
    webhook: OutgoingWebhook, endpoint: Endpoint, alice: Broker
) -> None:
    row = drive.happen(source="whatsapp")
    drive.settle()

    told = endpoint.heard[0].event
    assert told == {
        "type": "lead_created",
        "id": row.pk,
        "broker_id": str(alice.pk),
        "lead_id": str(drive.LEAD),
        "at": row.at.isoformat().replace("+00:00", "Z"),
        "data": {"source": "whatsapp"},
    }
    assert endpoint.heard[0].headers["content-type"] == "application/json"
    assert drive.the_delivery().state == "sent"


def test_it_is_signed_as_standard_webhooks_has_it(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    drive.happen(name="Ñuñoa ✓")
    drive.settle()

    heard = endpoint.heard[0]
    assert is_signed(heard, webhook.secret)
    assert not is_signed(heard, "whsec_" + "A" * 44)
    heard.body = heard.body.replace(b"lead_created", b"lead_deleted")
    assert not is_signed(heard, webhook.secret)


def test_the_guides_own_example_accepts_it(webhook: OutgoingWebhook, endpoint: Endpoint) -> None:
    guide = Path(settings.BASE_DIR, "docs", "webhooks.md").read_text(encoding="utf-8")
    code = dedent(
        "    import base64" + guide.partition("    import base64")[2].partition("\n\nThe")[0]
    )
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - the text of our own documentation
    drive.happen()
    drive.settle()

    heard = endpoint.heard[0]
    assert names["is_ours"](heard.headers, heard.body, webhook.secret)
    assert not names["is_ours"](heard.headers, heard.body + b" ", webhook.secret)


def test_for_a_day_after_a_change_both_secrets_sign(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    old = webhook.secret
    webhook_rotate(webhook=webhook, actor=SYSTEM)
    drive.happen()
    drive.settle()
    OutgoingWebhook.objects.update(previous_until=timezone.now())
    drive.happen()
    drive.settle()

    during, after = endpoint.heard
    assert is_signed(during, old)
    assert is_signed(during, webhook.secret)
    assert is_signed(after, webhook.secret)
    assert not is_signed(after, old)


def test_events_go_out_in_their_order_and_once(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    ids = [drive.happen(n=number).pk for number in range(12)]
    drive.settle()
    drive.settle()

    assert [each.event["id"] for each in endpoint.heard] == ids


def test_only_the_types_asked_for_are_told(webhook: OutgoingWebhook, endpoint: Endpoint) -> None:
    webhook_update(webhook=webhook, actor=SYSTEM, types=["lead_hot"])
    drive.happen("crm.lead.created")
    drive.happen("crm.lead.hot")
    drive.happen("crm.lead.noted")
    drive.settle()

    assert endpoint.types() == ["lead_hot"]


@pytest.mark.parametrize("status", [500, 503, 404, 400, 301, 429])
def test_a_refusal_is_tried_again_under_the_same_id(
    webhook: OutgoingWebhook, endpoint: Endpoint, status: int
) -> None:
    endpoint.says(status)
    drive.happen()
    drive.settle()
    drive.settle()
    assert len(endpoint.heard) == 1, "not before its time"
    with later(seconds=8):
        drive.settle()

    first, second = endpoint.heard
    assert (first.id, first.body) == (second.id, second.body)
    row = drive.the_delivery()
    assert (row.state, row.attempts, row.status) == ("sent", 2, 200)


def test_a_redirect_is_not_followed(webhook: OutgoingWebhook, endpoint: Endpoint) -> None:
    endpoint.says(Answer(302, {"location": f"http://127.0.0.1:{endpoint.port}/elsewhere"}))
    drive.happen()
    drive.settle()

    assert len(endpoint.heard) == 1
    assert drive.the_delivery().status == 302


def test_pauses_grow_and_end_after_a_day(webhook: OutgoingWebhook, endpoint: Endpoint) -> None:
    endpoint.always = Answer(500)
    drive.happen()
    tried = [0.0]
    begin = datetime.now(UTC)
    with time_machine.travel(begin, tick=False) as clock:
        drive.settle()
        while drive.the_delivery().state == "queued":
            row = OutgoingWebhook.objects.get()
            due = max(drive.the_delivery().due_at, row.rest_until or begin)
            clock.move_to(due)
            drive.settle()
            tried.append((due - begin).total_seconds())

    pauses = [after - before for before, after in pairwise(tried)]
    for pause, wanted in zip(pauses, [5, 30, 120, 600, 1800, 3600, 7200], strict=False):
        assert 0.8 * wanted <= pause <= 1.2 * wanted
    assert 14 <= len(tried) <= 22
    assert 20 * 3600 < tried[-1] <= 24 * 3600
    assert drive.the_delivery().state == "dead"


def test_retry_after_is_listened_to_within_reason(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    endpoint.says(Answer(429, {"retry-after": "300"}), Answer(503, {"retry-after": "999999"}))
    drive.happen()
    drive.settle()
    first = drive.the_delivery().due_at - timezone.now()
    with later(seconds=301):
        drive.settle()
        second = drive.the_delivery().due_at - timezone.now()

    assert timedelta(seconds=290) < first <= timedelta(seconds=300)
    assert timedelta(minutes=59) < second <= timedelta(hours=1)


def test_410_switches_it_off_at_once(webhook: OutgoingWebhook, endpoint: Endpoint) -> None:
    endpoint.says(410)
    drive.happen()
    drive.happen()
    drive.settle()
    drive.happen()
    drive.settle()

    row = OutgoingWebhook.objects.get()
    assert len(endpoint.heard) == 1
    assert (row.health, row.disabled_reason) == ("disabled", "gone")
    assert drive.states() == ["dead", "dead"]
    assert AuditLog.objects.filter(verb="crm.webhook.disabled", object_id=row.pk).count() == 1


def test_a_week_of_failure_switches_it_off_and_leaves_a_notice(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    endpoint.always = Answer(500)
    for day in range(8):
        with later(days=day, minutes=day):
            drive.happen()
            drive.settle()
            if day == 6:
                assert OutgoingWebhook.objects.get().health == "failing"

    row = OutgoingWebhook.objects.get()
    assert (row.health, row.disabled_reason) == ("disabled", "failing")
    assert AuditLog.objects.filter(verb="crm.webhook.disabled").count() == 1


def test_one_success_in_the_week_keeps_it_on(webhook: OutgoingWebhook, endpoint: Endpoint) -> None:
    for day in range(9):
        endpoint.always = Answer(200 if day == 4 else 500)
        with later(days=day, minutes=day):
            drive.happen()
            drive.settle()

    assert OutgoingWebhook.objects.get().disabled_at is None


def test_what_waited_a_day_behind_a_dead_endpoint_is_given_up_together(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    endpoint.always = Answer(503)
    for _each in range(30):
        drive.happen()
    drive.settle()
    with later(hours=25):
        drive.settle()

    assert set(drive.states()) == {"dead"}
    assert len(endpoint.heard) == 2, "one call at a time while it fails"


def test_an_endpoint_that_fails_for_one_event_hears_the_others(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    endpoint.says(422)
    for _each in range(3):
        drive.happen()
    drive.settle()

    assert sorted(drive.states()) == ["queued", "sent", "sent"]


def test_a_slow_endpoint_is_not_waited_for(
    webhook: OutgoingWebhook, endpoint: Endpoint, settings: Any
) -> None:
    settings.OUTGOING_TIMEOUT_SECONDS = 0.3
    endpoint.says(Answer(after=5.0))
    drive.happen()
    began = time.monotonic()
    drive.settle()

    assert time.monotonic() - began < 2.0
    row = drive.the_delivery()
    assert (row.state, row.error, row.status) == ("queued", "timeout", None)


def test_an_answer_that_drips_takes_no_longer_either(
    webhook: OutgoingWebhook, endpoint: Endpoint, settings: Any
) -> None:
    settings.OUTGOING_TIMEOUT_SECONDS = 0.5
    endpoint.says(Answer(body=b"x" * 200, drip=0.05))
    drive.happen()
    began = time.monotonic()
    drive.settle()

    assert time.monotonic() - began < 2.0
    assert drive.the_delivery().state == "sent", "it said 200; the rest does not matter"


def test_a_huge_answer_is_read_no_further_than_needed(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    endpoint.says(Answer(500, body=b"y" * 20_000_000))
    drive.happen()
    drive.settle()

    row = drive.the_delivery()
    assert (row.status, len(row.answer)) == (500, 500)


def test_a_dead_workers_delivery_is_sent_again_with_the_same_id(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    drive.happen()
    deliveries_derive(webhook.pk)
    claim = _claim(webhook.pk)
    assert claim is not None
    claim.call()  # and then the process is killed
    drive.settle()
    assert len(endpoint.heard) == 1
    with later(seconds=61):
        drive.settle()

    assert endpoint.heard[0].id == endpoint.heard[1].id
    assert drive.states() == ["sent"]


def test_a_worker_that_starts_again_takes_back_its_own_at_once(
    webhook: OutgoingWebhook, endpoint: Endpoint, settings: Any
) -> None:
    settings.WORKER_NAME = "worker-1"
    drive.happen()
    drive.happen()
    deliveries_derive(webhook.pk)
    for _each in range(2):
        assert _claim(webhook.pk) is not None
    first, second = OutgoingDelivery.objects.order_by("id")
    OutgoingDelivery.objects.filter(pk=first.pk).update(claimed_by=worker_name())
    OutgoingDelivery.objects.filter(pk=second.pk).update(claimed_by="somebody-else")

    with in_schema("public"):
        recover()

    assert drive.states() == ["queued", "sending"]


def test_a_success_counts_even_when_the_lease_had_ended(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    drive.happen()
    deliveries_derive(webhook.pk)
    claim = _claim(webhook.pk)
    assert claim is not None
    OutgoingDelivery.objects.update(lease_until=timezone.now())
    leases_end()

    sent_record(claim, claim.call())
    webhook_send(webhook.pk)

    assert len(endpoint.heard) == 1
    assert drive.states() == ["sent"]


def test_what_is_on_its_way_is_not_claimed_again(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    drive.happen()
    deliveries_derive(webhook.pk)

    assert _claim(webhook.pk) is not None
    assert _claim(webhook.pk) is None


def test_one_endpoint_has_only_so_many_workers(
    webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    for _each in range(10):
        drive.happen()
    deliveries_derive(webhook.pk)
    healthy = [claim for claim in (_claim(webhook.pk) for _each in range(10)) if claim]
    OutgoingDelivery.objects.update(state="queued", lease_until=None)
    OutgoingWebhook.objects.update(failures=1)
    failing = [claim for claim in (_claim(webhook.pk) for _each in range(10)) if claim]

    assert len(healthy) == sending.SLOTS
    assert len({claim.delivery_id for claim in healthy}) == sending.SLOTS
    assert len(failing) == 1


def test_a_stretch_ends_so_that_others_have_their_turn(
    webhook: OutgoingWebhook, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_STRETCH", 0.0)
    for _each in range(3):
        drive.happen()
    deliveries_derive(webhook.pk)

    assert webhook_send(webhook.pk) == 1


def test_another_brokers_events_are_not_told(
    webhook: OutgoingWebhook, endpoint: Endpoint, charlie: Broker
) -> None:
    drive.happen()
    drive.settle()

    assert endpoint.heard == []
