"""What a test leaves behind that a rollback does not take back."""

from __future__ import annotations

from typing import Any

from django.db import connection

from crm.core import redis as shared

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


def redis_forget() -> None:
    """Forget what tests before left in Redis: rates, breakers, accounts told to wait.

    Since when this Redis remembers is kept: without it every account would pause for a moment.
    """
    shared.wake()
    since = shared.key("pace-since", schema="public").encode()

    def forget(redis: Any) -> None:
        if keys := [key for key in redis.scan_iter() if key != since]:
            redis.delete(*keys)

    shared.attempt(forget, otherwise=None)
