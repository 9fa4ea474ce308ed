"""Database work for a caller, in a thread of its own, that ends when nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

import anyio
import anyio.to_thread
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agents.mcp.caller import Caller
from agents.mcp.calls import revocable, stop_aside
from agents.tools.limit import Stop, Stopped, stoppable
from agents.tools.staff import StaffContext
from crm.core import context as tracing
from crm.core.tenancy import in_schema

T = TypeVar("T")
#: Calls that work at the same time in this process; each holds a database connection.
AT_ONCE: Final = 16

_threads: anyio.CapacityLimiter | None = None


async def perform(
    caller: Caller, work: Callable[[StaffContext], T], *, seconds: float, call: str = ""
) -> T:
    """Do ``work`` with the caller's broker in hand and their language.

    ``call`` is its :func:`agents.mcp.calls.call_key`, by which it may be taken back.

    After ``seconds`` it is stopped and :class:`Stopped` raised; when the call is cancelled, or
    the client is gone, it is stopped too: what it has not committed is rolled back.
    """
    stop = Stop()
    try:
        with anyio.move_on_after(seconds):
            with revocable(call, stop):
                return await in_thread(lambda: _with_broker(caller, work, stop))
    except anyio.get_cancelled_exc_class():
        stop_aside(stop)
        raise
    stop_aside(stop)
    raise Stopped(_("The call took too long and was stopped."), code="timeout")


async def in_thread(work: Callable[[], T]) -> T:
    """``work`` in a thread whose database connection goes back to the pool afterwards."""
    return await anyio.to_thread.run_sync(
        lambda: _released(work), limiter=_limiter(), abandon_on_cancel=True
    )


def _with_broker(caller: Caller, work: Callable[[StaffContext], T], stop: Stop) -> T:
    # A session's calls run in the session's own task, which knows of no single call.
    tracing.begin(caller.correlation)
    context = caller.context()
    with (
        in_schema(caller.broker.schema_name),
        translation.override(context.language),
        timezone.override(context.timezone),
        stoppable(stop),
    ):
        return work(context)


def _released(work: Callable[[], T]) -> T:
    try:
        return work()
    finally:
        connection.close()


def _limiter() -> anyio.CapacityLimiter:
    # Made on first use: it belongs to the event loop that runs then.
    global _threads
    if _threads is None:
        _threads = anyio.CapacityLimiter(AT_ONCE)
    return _threads
