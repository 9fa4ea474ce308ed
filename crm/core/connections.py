"""The database as a neighbour: not held while waiting for others, and away now and then."""

from __future__ import annotations

from typing import Final

import psycopg
from django.db import DatabaseError, InterfaceError, connection

#: SQLSTATE classes of a lost connection, and of a server that stops, starts or is full.
_AWAY: Final = ("08", "57P", "53300")


def release() -> None:
    """Give this thread's connection back to the pool before a network call.

    Inside a transaction nothing happens: there it is a test's own, since no code of ours waits
    for the network in one.
    """
    if not connection.in_atomic_block:
        connection.close()


def is_database_away(error: BaseException | None) -> bool:
    """Whether an error says that the database cannot be reached, and not that it said no.

    A deadlock, a timeout of a statement or a broken rule carry a code of their own; a connection
    that was lost or never came carries none.
    """
    if not isinstance(error, DatabaseError | InterfaceError | psycopg.OperationalError):
        return False
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    if not isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    return cause.sqlstate is None or cause.sqlstate.startswith(_AWAY)
