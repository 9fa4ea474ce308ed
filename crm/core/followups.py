"""What a task woke that its own thread may as well do when it is done.

A message becomes an event, the event a turn, the turn a delivery: each would be handed over through
the queue, at the price of a round trip and of the queue's own work, to a thread that does nothing
else meanwhile. A task that works on one row therefore does the first thing it woke for itself,
where its worker serves that task's queue. As with the queue nothing depends on it: the row is
due, and the sweepers find it when this process dies in between.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from celery import current_app

from crm.core.tenancy import in_schema

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A task to be run for one row of one broker."""

    task: str
    schema: str
    id: str


class _Thread(threading.local):
    """What this thread took upon itself; None outside a task that may."""

    taken: list[FollowUp] | None = None


_thread = _Thread()


def take(follow_up: FollowUp) -> bool:
    """Whether this thread will do it when its task ends; otherwise it is the queue's."""
    if _thread.taken is None or _thread.taken or not _is_served_here(follow_up.task):
        return False
    _thread.taken.append(follow_up)
    return True


@contextmanager
def taking() -> Iterator[None]:
    """Let what is woken inside be taken, one thing at a time, and do it at the end.

    What a follow-up wakes may be taken in its turn. Nothing is done when the body raised.
    """
    _thread.taken = []
    try:
        yield
        while _thread.taken:
            _run(_thread.taken.pop())
    finally:
        _thread.taken = None


@contextmanager
def leaving() -> Iterator[None]:
    """Leave to the queue what is woken inside, as for a broker that will be gone by then."""
    before, _thread.taken = _thread.taken, None
    try:
        yield
    finally:
        _thread.taken = before


def _run(follow_up: FollowUp) -> None:
    try:
        with in_schema(follow_up.schema):
            current_app.tasks[follow_up.task].run([follow_up.id])
    except Exception:
        # The task before it is done all the same; this row stays due.
        logger.exception("%s failed as a follow-up", follow_up.task)


@cache
def _is_served_here(task: str) -> bool:
    """Whether this worker takes that task from the queue, so that queues can be scaled apart."""
    route = current_app.amqp.router.route({}, task)
    queue = getattr(route.get("queue"), "name", route.get("queue"))
    return task in current_app.tasks and queue in current_app.amqp.queues.consume_from
