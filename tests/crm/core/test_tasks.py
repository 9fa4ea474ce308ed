"""Tasks enter the broker they were sent for, and leave it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from celery import shared_task

from config.celery import app
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.brokers.services import broker_suspend
from crm.core import context
from crm.core.tasks import CORRELATION_HEADER, SCHEMA_HEADER, BrokerTask
from crm.core.tenancy import current_schema, in_schema

seen: list[tuple[str, str, int]] = []


@shared_task(name="tests.look", base=BrokerTask)
def look(number: int, fail: bool = False) -> None:
    seen.append((current_schema(), context.correlation_id(), number + User.objects.count()))
    if fail:
        raise ValueError("on purpose")


@pytest.fixture(autouse=True)
def eager() -> Iterator[None]:
    """Tasks run where they are sent."""
    seen.clear()
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_a_task_runs_in_the_broker_it_was_sent_from(alice: Broker) -> None:
    context.begin("req-1")

    look.delay(7)

    assert seen == [("t_alice", "req-1", 7)]


def test_the_broker_may_be_named_and_the_one_before_comes_back(
    alice: Broker, charlie: Broker
) -> None:
    with in_schema("t_alice"):
        look.apply_async((1,), {"schema": "t_charlie"})
        look.apply_async((2,), headers={SCHEMA_HEADER: "t_charlie", CORRELATION_HEADER: "c-9"})

        assert current_schema() == "t_alice"
    assert [(schema, number) for schema, _id, number in seen] == [
        ("t_charlie", 1),
        ("t_charlie", 2),
    ]
    assert seen[1][1] == "c-9"


def test_a_failing_task_leaves_its_broker_too(alice: Broker) -> None:
    result = look.apply_async((1, True), {"schema": "t_charlie"})

    assert result.failed()
    assert current_schema() == "t_alice"


def test_a_task_without_a_broker_fails_instead_of_guessing(db: None) -> None:
    result = look.apply_async((1,))

    assert isinstance(result.result, RuntimeError)
    assert seen == []


def test_what_travels_says_broker_and_request(
    alice: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.conf.task_always_eager = False
    sent: dict[str, Any] = {}
    monkeypatch.setattr(
        "celery.app.amqp.AMQP.send_task_message", lambda *_a, **k: sent.update(k), raising=False
    )
    context.begin("req-2")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app.amqp, "send_task_message", lambda *_a, **k: sent.update(k))
        look.delay(1)

    assert sent["headers"][SCHEMA_HEADER] == "t_alice"
    assert sent["headers"][CORRELATION_HEADER] == "req-2"


def test_a_suspended_or_vanished_broker_s_task_ends_quietly(alice: Broker) -> None:
    broker_suspend(broker=Broker.objects.get(schema_name="t_charlie"))

    for schema in ("t_charlie", "gone"):
        assert look.apply_async((1,), {"schema": schema}).successful()

    assert seen == []


def test_a_warm_worker_asks_nothing_to_know_that_the_broker_is_active(
    alice: Broker, django_assert_num_queries: Any
) -> None:
    look.delay(1)

    with django_assert_num_queries(1):  # the task's own
        look.delay(2)
