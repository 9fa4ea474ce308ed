"""Waking the workers: a hint that a row is due, never the only record of it.

A wake is handed to a thread that publishes it, so that no request waits for the queue. Wakes of
one kind that pile up meanwhile travel as one. When the queue cannot be reached they are dropped
and the sweepers find the rows.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.db import transaction

from crm.core import context, followups
from crm.core.tasks import CORRELATION_HEADER
from crm.core.tenancy import current_schema, in_schema, require_broker

logger = logging.getLogger(__name__)

_PUBLISH_AT_ONCE: Final = 64
_QUIET_SECONDS: Final = 1.0
# An outage is told once in so many seconds.
_TOLD_EVERY: Final = 60.0
_QUEUE_LIMIT: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Wake:
    task: str
    schema: str
    id: str
    countdown: float
    together: bool
    correlation_id: str


class _Publisher:
    """One daemon thread a process, started by the first wake."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[_Wake] = queue.Queue(maxsize=_QUEUE_LIMIT)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._quiet_until = 0.0
        self._told_until = 0.0

    def put(self, wake: _Wake) -> None:
        if self._thread is None or not self._thread.is_alive():
            with self._lock:
                if self._thread is None or not self._thread.is_alive():
                    self._thread = threading.Thread(target=self._run, name="wake", daemon=True)
                    self._thread.start()
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(wake)

    def _run(self) -> None:
        while True:
            batch = [self._waiting.get()]
            with contextlib.suppress(queue.Empty):
                while len(batch) < _PUBLISH_AT_ONCE:
                    batch.append(self._waiting.get_nowait())
            if time.monotonic() < self._quiet_until:
                continue
            try:
                for first, ids in _grouped(batch):
                    _publish(first, ids)
            except Exception as error:
                # Any failure of the queue means the same: be quiet for a moment, sweepers follow.
                now = time.monotonic()
                self._quiet_until = now + _QUIET_SECONDS
                if now >= self._told_until:
                    self._told_until = now + _TOLD_EVERY
                    logger.warning("The queue cannot be reached: %s", type(error).__name__)


def _grouped(batch: list[_Wake]) -> Iterator[tuple[_Wake, list[str]]]:
    groups: dict[tuple[str, str], tuple[_Wake, list[str]]] = {}
    for wake in batch:
        if not wake.together:
            yield wake, [wake.id]
        else:
            _first, ids = groups.setdefault((wake.task, wake.schema), (wake, []))
            if wake.id not in ids:
                ids.append(wake.id)
    yield from groups.values()


def _publish(wake: _Wake, ids: list[str]) -> None:
    current_app.send_task(
        wake.task,
        kwargs={"schema": wake.schema, "ids": ids},
        countdown=wake.countdown or None,
        headers={CORRELATION_HEADER: wake.correlation_id},
        retry=False,
        ignore_result=True,
    )


_publisher = _Publisher()


def wake(task: str, row_id: UUID, *, countdown: float = 0.0, together: bool = False) -> None:
    """Tell the workers that a row of the broker in hand is due in ``countdown`` seconds.

    ``together`` lets wakes of the same task be handled by one worker thread in one go.
    """
    if not settings.WAKE_WORKERS:
        return
    schema = require_broker()
    if not countdown and followups.take(followups.FollowUp(task, schema, str(row_id))):
        return
    _publisher.put(
        _Wake(
            task=task,
            schema=schema,
            id=str(row_id),
            countdown=countdown,
            together=together,
            correlation_id=context.correlation_id(),
        )
    )


def wake_on_commit(
    task: str, row_id: UUID, *, countdown: float = 0.0, together: bool = False
) -> None:
    """The same, once the transaction in hand has committed, for the broker in hand now.

    A transaction may have begun before its broker was entered, and commits after it was left.
    """
    schema = require_broker()

    def woken() -> None:
        with nullcontext() if current_schema() == schema else in_schema(schema):
            wake(task, row_id, countdown=countdown, together=together)

    transaction.on_commit(woken)
