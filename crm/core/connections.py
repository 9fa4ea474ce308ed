"""Not holding a database connection while waiting for somebody else."""

from __future__ import annotations

from django.db import connection


def release() -> None:
    """Give this thread's connection back to the pool before a network call.

    Inside a transaction nothing happens: there it is a test's own, since no code of ours waits
    for the network in one.
    """
    if not connection.in_atomic_block:
        connection.close()
