"""Every public event becomes one delivery, however transactions overlap and whoever dies."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from channels_app.outgoing import deriving, receivers, services
from channels_app.outgoing.deriving import deliveries_derive
from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from channels_app.outgoing.tasks import sweep
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.core.tenancy import in_schema
from tests.channels_app.outgoing import drive

URL = "https://hooks.example.com/sofia"


@pytest.fixture
def committed_webhook(alice_for_real: Broker) -> OutgoingWebhook:
    """A webhook of Alice's that other connections see too."""
    admin = User.objects.create(email="eva@alice.test", name="Eva", role="ADMIN")
    return services.webhook_create(url=URL, user=admin)


def in_thread(work: Any) -> threading.Thread:
    def run() -> None:
        with in_schema("t_alice"):
            work()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def derive_later(webhook: OutgoingWebhook, seconds: float) -> int:
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=seconds), tick=True):
        return deliveries_derive(webhook.pk)


def test_deriving_again_makes_nothing_twice(webhook: OutgoingWebhook) -> None:
    for number in range(5):
        drive.happen(n=number)

    assert deliveries_derive(webhook.pk) == 5
    assert deliveries_derive(webhook.pk) == 0


def test_more_than_a_batch_is_derived_in_order(
    webhook: OutgoingWebhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deriving, "_BATCH", 3)
    ids = [drive.happen(n=number).pk for number in range(8)]

    assert deliveries_derive(webhook.pk) == 8
    rows = OutgoingDelivery.objects.order_by("id")
    assert list(rows.values_list("event_id", flat=True)) == ids


def test_what_happened_before_the_webhook_is_not_told(admin: User) -> None:
    drive.happen()
    webhook = services.webhook_create(url=URL, user=admin)
    after = drive.happen()
    deliveries_derive(webhook.pk)

    assert drive.the_delivery().event_id == after.pk


def test_an_event_that_commits_long_after_later_ones_is_not_lost(
    committed_webhook: OutgoingWebhook,
) -> None:
    written, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            drive.happen(which="slow")
            written.set()
            may_commit.wait(10)

    thread = in_thread(slow)
    written.wait(10)
    for moment in (0, 60, 600, 3600):
        drive.happen(which="quick")
        derive_later(committed_webhook, moment)
    may_commit.set()
    thread.join()

    assert OutgoingDelivery.objects.count() == 4
    assert derive_later(committed_webhook, 7200) == 1
    assert "slow" in OutgoingDelivery.objects.latest("id").body


@pytest.mark.parametrize(("oldest_running", "follows"), [(1001, True), (999, False)])
def test_the_cursor_follows_once_all_that_ran_has_ended(
    webhook: OutgoingWebhook,
    monkeypatch: pytest.MonkeyPatch,
    oldest_running: int,
    follows: bool,
) -> None:
    newest, before = drive.happen().pk, webhook.cursor
    monkeypatch.setattr(deriving, "horizon", lambda: (newest, 1000, 1000))
    deliveries_derive(webhook.pk)
    monkeypatch.setattr(deriving, "horizon", lambda: (newest, oldest_running, 1001))
    derive_later(webhook, 5)

    webhook.refresh_from_db()
    assert webhook.cursor == (newest if follows else before)


def test_eight_workers_at_once_make_each_delivery_once(committed_webhook: OutgoingWebhook) -> None:
    def work() -> None:
        for _each in range(5):
            drive.happen()
            deliveries_derive(committed_webhook.pk)

    threads = [in_thread(work) for _each in range(8)]
    for thread in threads:
        thread.join()
    derive_later(committed_webhook, 5)

    rows = list(OutgoingDelivery.objects.values_list("event_id", flat=True))
    assert len(rows) == len(set(rows)) == 40


def test_the_sweep_finds_what_nobody_was_woken_for(webhook: OutgoingWebhook) -> None:
    drive.happen()
    with in_schema("public"):
        sweep()

    assert drive.states() == ["queued"]


def test_a_broker_without_webhooks_is_asked_once_for_many_events(
    alice: Broker, django_assert_num_queries: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        for _each in range(50):
            drive.happen()

    with django_assert_num_queries(1):
        for callback in callbacks:
            callback()


def test_many_events_wake_a_worker_once(
    webhook: OutgoingWebhook,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    woken: list[Any] = []
    monkeypatch.setattr(receivers, "wake", lambda task, pk, **how: woken.append((task, pk)))

    with django_capture_on_commit_callbacks(execute=True):
        for _each in range(20):
            drive.happen()

    assert woken == [(receivers.DERIVE, webhook.pk)]


def test_a_database_away_at_the_announcement_harms_nobody(
    webhook: OutgoingWebhook,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    from django.db import OperationalError

    def broken() -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr(receivers.subscriptions, "_load", broken)
    with django_capture_on_commit_callbacks(execute=True):
        drive.happen()

    assert deliveries_derive(webhook.pk) == 1
