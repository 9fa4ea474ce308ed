"""How long a call may take, and a way to stop it from another thread.

A call's work is its statements: each is refused once the time is over or somebody stopped the
call, and one that runs when it is stopped is cancelled in the server. What was written before in
the same transaction is rolled back by it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import psycopg
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from crm.core.errors import DomainError

_CANCEL_SECONDS: Final = 2.0
#: What takes a transaction back has to run however late it is.
_UNDOES: Final = ("ROLLBACK", "RELEASE")


class Stopped(DomainError):
    """The call was stopped: it took too long, or who asked for it does not want it any more."""

    code = "stopped"
    status = 503


class Stop:
    """Stops the call that runs under it, from any thread, at most once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: psycopg.Connection[Any] | None = None
        self.is_set = False

    def set(self) -> None:
        """Let no further statement begin, and cancel the one that runs."""
        with self._lock:
            self.is_set = True
            # Under the lock: once the call has left, its connection is somebody else's.
            if self._running is not None:
                self._running.cancel_safe(timeout=_CANCEL_SECONDS)

    @contextmanager
    def statement(self) -> Iterator[None]:
        """The time of one statement; raises :class:`Stopped` instead of beginning one too late."""
        with self._lock:
            if self.is_set:
                raise Stopped(_("The call was stopped."))
            self._running = connection.connection
        try:
            yield
        finally:
            with self._lock:
                self._running = None


_stop: ContextVar[Stop | None] = ContextVar("tool_stop", default=None)


@contextmanager
def stoppable(stop: Stop) -> Iterator[None]:
    """Let ``stop`` end the calls made inside."""
    token = _stop.set(stop)
    try:
        yield
    finally:
        _stop.reset(token)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """The time of one call; a statement begun after ``seconds`` raises :class:`Stopped`."""
    ends = time.monotonic() + seconds
    stop = _stop.get()

    def watched(
        execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        if isinstance(sql, str) and sql.startswith(_UNDOES):
            return execute(sql, params, many, context)
        if time.monotonic() > ends:
            raise Stopped(_("The call took too long and was stopped."), code="timeout")
        if stop is None:
            return execute(sql, params, many, context)
        try:
            with stop.statement():
                return execute(sql, params, many, context)
        except DatabaseError as error:
            if stop.is_set:
                raise Stopped(_("The call was stopped.")) from error
            raise

    with connection.execute_wrapper(watched):
        yield
