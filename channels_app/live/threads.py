"""The threads in which sockets read and draw: the broker entered, the connection given back."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

from django.db import connection

from crm.core.tenancy import in_schema

P = ParamSpec("P")
T = TypeVar("T")

# Each holds a database connection while it works, and none while it waits.
_POOL: Final = ThreadPoolExecutor(max_workers=8, thread_name_prefix="sockets")


async def in_broker(schema: str, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """What ``work`` returns when a thread runs it with the broker in hand."""

    def run() -> T:
        return entered(schema, work, *args, **kwargs)

    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(_POOL, context.run, run)


def entered(schema: str, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Run ``work`` in the broker's schema; this thread's connection goes back to the pool."""
    try:
        with in_schema(schema):
            return work(*args, **kwargs)
    finally:
        connection.close()
