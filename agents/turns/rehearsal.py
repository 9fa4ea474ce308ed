"""A turn played to see what it would say: nothing it does outlives the moment it is done in.

Tools run for real, so that what they answer is true now; what one of them does for good is done
under the check of :func:`agents.turns.authority.still_ours` and undone at once. Whatever would
write elsewhere is refused by the connection itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from crm.conversations.models import Conversation

_WRITES: Final = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "COPY", "MERGE")
_undone: ContextVar[bool] = ContextVar("undone", default=False)


class WouldWrite(RuntimeError):
    """Something in a rehearsal tried to write for good."""


@contextmanager
def undone(conversation_id: UUID) -> Iterator[Conversation]:
    """A transaction that is rolled back whatever happens in it, with its conversation locked."""
    token = _undone.set(True)
    try:
        with transaction.atomic():
            try:
                yield Conversation.objects.select_for_update().get(pk=conversation_id)
            finally:
                transaction.set_rollback(True)
    finally:
        _undone.reset(token)


@contextmanager
def without_effect() -> Iterator[None]:
    """Let nothing be written on this thread's connection except in :func:`undone`."""
    with connection.execute_wrapper(_guard):
        yield


def _guard(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if not _undone.get() and str(sql).lstrip(" (\n").upper().startswith(_WRITES):
        raise WouldWrite(f"A rehearsal may not write: {str(sql)[:60]}")
    return execute(sql, params, many, context)
