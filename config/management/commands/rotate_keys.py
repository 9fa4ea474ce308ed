"""``manage.py rotate_keys``: everything encrypted, under the first key of FIELD_ENCRYPTION_KEY."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from psycopg import sql

from crm.brokers.cloning import TEMPLATE
from crm.brokers.models import Broker
from crm.core.crypto import EncryptedTextField, is_current, reencrypt
from crm.core.progress import Bar

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Column:
    """A column of ciphertext in one schema."""

    schema: str
    table: str
    key: str
    name: str

    @property
    def place(self) -> sql.Composable:
        """The table, for a statement."""
        return sql.Identifier(self.schema, self.table)

    def __str__(self) -> str:
        return f"{self.schema}.{self.table}.{self.name}"


@dataclass(slots=True)
class Tally:
    """What was found."""

    rotated: int = 0
    current: int = 0
    unreadable: int = 0


class Command(BaseCommand):
    help = "Encrypt every credential anew with the first key of FIELD_ENCRYPTION_KEY."

    def handle(self, *_: Any, **__: Any) -> None:
        """Go through every schema, skip what is under the first key, and say what was done.

        It may run beside the system, and again after it was stopped: a value that changed
        meanwhile is left to whoever changed it, who wrote it under the first key.
        """
        columns = list(encrypted_columns())
        bar = Bar(self.stderr, total=sum(_count(column) for column in columns), label="values")
        tally, broken = Tally(), list[str]()
        for column in columns:
            before = tally.unreadable
            for _done in _rotate(column, tally):
                bar.at(tally.rotated + tally.current + tally.unreadable)
            if tally.unreadable > before:
                broken.append(f"{column} ({tally.unreadable - before})")
        bar.done()
        self.stdout.write(
            f"{tally.rotated} rotated, {tally.current} were under the first key already."
        )
        if broken:
            raise CommandError(
                f"{tally.unreadable} open with no key of FIELD_ENCRYPTION_KEY: {', '.join(broken)}"
            )


def encrypted_columns() -> Iterator[Column]:
    """Every encrypted column of every model, in every schema that has its table."""
    public = settings.PUBLIC_SCHEMA_NAME
    brokers = Broker.objects.order_by("schema_name").values_list("schema_name", flat=True)
    for schema in (public, TEMPLATE, *brokers):
        for model in apps.get_models():
            fields = [
                each for each in model._meta.local_fields if isinstance(each, EncryptedTextField)
            ]
            if fields and _exists(schema, model._meta.db_table):
                key = str(model._meta.pk.column)
                for field in fields:
                    yield Column(schema, model._meta.db_table, key, str(field.column))


def _rotate(column: Column, tally: Tally) -> Iterator[None]:
    """Go through the column in the order of its keys, a batch at a time."""
    last: Any = None
    while rows := _after(column, last):
        for key, token in rows:
            last = key
            if is_current(token):
                tally.current += 1
                continue
            try:
                fresh = reencrypt(token)
            except ValueError:
                tally.unreadable += 1
                continue
            # Whoever wrote it since we read it wrote it under the first key.
            tally.rotated += _replace(column, key, token, fresh)
        yield


def _after(column: Column, last: Any) -> list[tuple[Any, str]]:
    key, name = sql.Identifier(column.key), sql.Identifier(column.name)
    seen = sql.SQL("AND {} > {}").format(key, sql.Literal(last)) if last else sql.SQL("")
    return _fetch(
        sql.SQL("SELECT {}, {} FROM {} WHERE {} <> '' {} ORDER BY {} LIMIT {}").format(
            key, name, column.place, name, seen, key, sql.Literal(_BATCH)
        )
    )


def _replace(column: Column, key: Any, token: str, fresh: str) -> int:
    name = sql.Identifier(column.name)
    statement = sql.SQL("UPDATE {} SET {} = {} WHERE {} = {} AND {} = {}").format(
        column.place, name, sql.Literal(fresh), sql.Identifier(column.key), sql.Literal(key), name,
        sql.Literal(token),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.connection))
        return int(cursor.rowcount)


def _count(column: Column) -> int:
    name = sql.Identifier(column.name)
    query = sql.SQL("SELECT count(*) FROM {} WHERE {} <> ''").format(column.place, name)
    return int(_fetch(query)[0][0])


def _exists(schema: str, table: str) -> bool:
    name = sql.Literal(f'"{schema}"."{table}"')
    return bool(_fetch(sql.SQL("SELECT to_regclass({}) IS NOT NULL").format(name))[0][0])


def _fetch(query: sql.Composed) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query.as_string(cursor.connection))
        return list(cursor.fetchall())
