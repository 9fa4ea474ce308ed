"""django-tenants' PostgreSQL backend, spared the ``SET search_path`` a connection already has.

The pool hands out connections whose session still has the search path of its last user. The
stock backend forgets that on every ``set_tenant`` and sends the statement once a request. Here
the path is remembered on the driver's connection itself: it travels with it through the pool,
and it is forgotten whenever a rollback may have undone it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db.backends.postgresql import operations
from django.utils.asyncio import async_unsafe
from django_tenants.postgresql_backend import base as tenants
from psycopg.pq import TransactionStatus

_REMEMBERED = "_sofia_search_path"
#: Parameters that one statement takes: the protocol counts them in sixteen bits.
_MOST_PARAMETERS: Final = 2**16 - 1


class DatabaseOperations(operations.DatabaseOperations):
    """Writes many rows in as many statements as their parameters need."""

    def bulk_batch_size(self, fields: Sequence[Any], objs: Sequence[Any]) -> int:
        return max(1, _MOST_PARAMETERS // max(1, len(fields)))


class DatabaseWrapper(tenants.DatabaseWrapper):
    """Sends ``SET search_path`` only when the session's path is another one."""

    ops_class = DatabaseOperations
    search_path_set_schemas: list[str] | None

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self._setting_search_path or self.search_path_set_schemas:
            return
        wanted = tuple(self._get_cursor_search_paths())
        if getattr(self.connection, _REMEMBERED, None) == wanted:
            self.search_path_set_schemas = list(wanted)
            return
        super()._handle_search_path(cursor)
        setattr(self.connection, _REMEMBERED, wanted if self.search_path_set_schemas else None)

    def _forget_search_path(self) -> None:
        self.search_path_set_schemas = None
        if self.connection is not None:
            setattr(self.connection, _REMEMBERED, None)

    @async_unsafe
    def rollback(self) -> None:
        self._forget_search_path()
        super().rollback()

    @async_unsafe
    def savepoint_rollback(self, sid: str) -> None:
        try:
            super().savepoint_rollback(sid)
        finally:
            self._forget_search_path()

    @async_unsafe
    def close(self) -> None:
        # The pool rolls back what a closing user left open, and with it a SET made in there.
        connection = self.connection
        if connection is not None and (
            connection.closed or connection.info.transaction_status != TransactionStatus.IDLE
        ):
            setattr(connection, _REMEMBERED, None)
        super().close()
