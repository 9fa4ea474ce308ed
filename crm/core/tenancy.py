"""The broker whose data is in hand: entered, never guessed.

The schema is chosen in five places only (DESIGN 3.6). All of them go through here or through
the middleware; everything else reads :func:`current_schema`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection as _connection
from django_tenants.utils import get_public_schema_name

#: Django's connection, which django-tenants' backend gives a schema; its stubs know nothing of it.
connection: Any = _connection

RESERVED = frozenset({"public", "template", "information_schema", "www", "admin", "api", "static"})


def current_schema() -> str:
    """Name of the schema the calling thread works in."""
    return str(connection.schema_name)


def in_public() -> bool:
    """Whether no broker is in hand."""
    return current_schema() == str(get_public_schema_name())


def require_broker() -> str:
    """The broker's schema in hand; RuntimeError when a caller forgot to enter one."""
    schema = current_schema()
    if schema == get_public_schema_name():
        raise RuntimeError("No broker is in hand: enter one with in_schema(...) first.")
    return schema


@contextmanager
def in_schema(schema: str) -> Iterator[None]:
    """Work in a broker's schema, and return to the one before whatever happens."""
    previous = connection.tenant
    connection.set_schema(schema)
    try:
        yield
    finally:
        connection.set_tenant(previous)
