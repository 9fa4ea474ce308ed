"""Emptying a broker's tables after a test that committed for real."""

from __future__ import annotations

from django.db import connection

# Rows every broker is born with.
_KEPT = ("django_migrations", "django_content_type", "leads_stage", "pipeline_lossreason")


def broker_empty(schema: str) -> None:
    """Leave the schema's tables as they were before the first test, and no route to any broker."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname = %s AND tablename <> ALL(%s)",
            [schema, list(_KEPT)],
        )
        tables = [name for (name,) in cursor.fetchall()]
        # CASCADE reaches a broker's own tables only: none of the kept ones points at another.
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        cursor.execute("DELETE FROM public.brokers_channelroute")
