"""Migrations over all schemas, sparing those that have nothing to do.

``migrate_schemas`` runs Django's whole migrate command once a schema, half a second each. Here one
small query a schema tells whether it is up to date, and the template that new brokers are
copied from is migrated like a broker, before them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_tenants.migration_executors.standard import StandardExecutor
from psycopg import sql

from crm.brokers.cloning import TEMPLATE, schema_make
from crm.brokers.models import Broker

# With one of these the caller wants more than "bring everything up to date".
_UNUSUAL = (
    "app_label",
    "migration_name",
    "fake",
    "fake_initial",
    "plan",
    "prune",
    "check_unapplied",
)


class SparingExecutor(StandardExecutor):
    """Django-tenants' plain executor, with the template added and the up-to-date left out."""

    codename = "standard"

    def run_migrations(self, tenants: Iterable[str] | None = None) -> None:
        """Migrate these schemas; a call for all brokers includes the template."""
        # The command hands a queryset for all brokers, and a list for one schema by its name.
        wanted = list(tenants or ())
        if not isinstance(tenants, list):
            schema_make(TEMPLATE)
            wanted.insert(0, TEMPLATE)
        if not any(self.options.get(name) for name in _UNUSUAL):
            wanted = behind(wanted)
        super().run_migrations(tenants=wanted)


def get_executor(codename: str | None = None) -> Any:
    """The executor for ``migrate_schemas`` (setting GET_EXECUTOR_FUNCTION)."""
    return SparingExecutor


def behind(schemas: Iterable[str]) -> list[str]:
    """Those of the schemas that lack a migration the code has."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    needed = set(loader.graph.nodes)
    return [schema for schema in schemas if not needed <= _applied(schema)]


def is_current() -> bool:
    """Whether public, template and every broker have all migrations."""
    public = settings.PUBLIC_SCHEMA_NAME
    if behind([public, TEMPLATE]):
        return False
    return not behind(Broker.objects.values_list("schema_name", flat=True))


def _applied(schema: str) -> set[tuple[str, str]]:
    table = sql.Identifier(schema, "django_migrations")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f'"{schema}".django_migrations'])
        if not cursor.fetchone()[0]:
            return set()
        statement = sql.SQL("SELECT app, name FROM {}").format(table)
        cursor.execute(statement.as_string(cursor.connection))
        return set(cursor.fetchall())
