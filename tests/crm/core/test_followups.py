"""A thread does itself the first thing its task woke; all the rest is the queue's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

import pytest
from celery import current_app

from agents.turns.owe import RUN
from channels_app.delivery.outbox import DELIVER
from crm.core import followups, wake
from crm.core.followups import FollowUp, taking

SCHEMA = "t_alice"


class Queue:
    """What would have been published, and what was done here instead."""

    def __init__(self) -> None:
        self.published: list[str] = []
        self.done: list[str] = []
        self.then: dict[str, list[str]] = {}

    def put(self, one: Any) -> None:
        self.published.append(one.task)

    def does(self, name: str) -> Any:
        """A task of that name, which wakes what ``then`` says."""
        seen = self

        class Task:
            def run(self, ids: list[str]) -> None:
                if name == "breaks":
                    raise RuntimeError("broken")
                seen.done.append(name)
                for each in seen.then.get(name, []):
                    wake.wake(each, uuid4())

        return Task()


@pytest.fixture
def queue(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    settings.WAKE_WORKERS = True
    seen = Queue()
    monkeypatch.setattr(wake, "_publisher", seen)
    monkeypatch.setattr(wake, "require_broker", lambda: SCHEMA)
    monkeypatch.setattr(followups, "in_schema", lambda _schema: nullcontext())
    monkeypatch.setattr(followups, "_is_served_here", lambda task: task != "elsewhere")
    names = ("turn", "delivery", "breaks", "elsewhere")
    for name in names:
        current_app.tasks[name] = seen.does(name)
    yield seen
    for name in names:
        del current_app.tasks[name]


def _wake(*tasks: str, countdown: float = 0.0) -> None:
    for task in tasks:
        wake.wake(task, UUID(int=1), countdown=countdown)


def test_what_follows_is_done_by_the_same_thread_and_so_on(queue: Queue) -> None:
    queue.then["turn"] = ["delivery"]

    with taking():
        _wake("turn")

    assert (queue.done, queue.published) == (["turn", "delivery"], [])


def test_only_the_first_is_done_here(queue: Queue) -> None:
    with taking():
        _wake("turn", "delivery")

    assert (queue.done, queue.published) == (["turn"], ["delivery"])


def test_what_is_due_later_is_the_queues(queue: Queue) -> None:
    with taking():
        _wake("turn", countdown=1.5)

    assert (queue.done, queue.published) == ([], ["turn"])


def test_a_queue_that_is_served_elsewhere_gets_its_own(queue: Queue) -> None:
    with taking():
        _wake("elsewhere")

    assert queue.published == ["elsewhere"]


def test_outside_a_task_everything_is_the_queues(queue: Queue) -> None:
    _wake("turn")

    assert (queue.done, queue.published) == ([], ["turn"])


def _fail() -> None:
    with taking():
        _wake("turn")
        raise ValueError("no")


def test_nothing_follows_a_task_that_failed(queue: Queue) -> None:
    with pytest.raises(ValueError, match="no"):
        _fail()

    assert not followups.take(FollowUp("turn", SCHEMA, "1"))
    assert queue.done == []


def test_a_follow_up_that_fails_leaves_its_task_done(queue: Queue) -> None:
    with taking():
        _wake("breaks")

    assert queue.published == []


def test_what_this_worker_takes_from_the_queue_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    import_module("agents.turns.tasks")
    import_module("channels_app.delivery.tasks")
    served = {"turns": object()}
    monkeypatch.setattr(current_app.amqp.queues, "_consume_from", served)
    asked = followups._is_served_here.__wrapped__

    assert asked(RUN)
    assert not asked(DELIVER)
    assert not asked("nobody.knows.it")
