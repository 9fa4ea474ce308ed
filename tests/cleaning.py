"""Emptying a broker's tables after a test that committed for real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

_KEPT = {"leads_stage", "pipeline_lossreason", "django_migrations"}
_PACKAGES = (
    "agents",
    "outgoing",
    "forms",
    "email_channel",
    "channels_app",
    "knowledge",
    "scheduling",
    "pipeline",
    "conversations",
    "leads",
    "inventory",
    "accounts",
    "core",
)


@contextmanager
def emptied(schema: str) -> Iterator[None]:
    """Leave the schema's tables empty, stages and loss reasons aside."""
    try:
        yield
    finally:
        tables = [
            f'"{schema}"."{model._meta.db_table}"'
            for package in _PACKAGES
            for model in apps.get_app_config(package).get_models()
            if model._meta.db_table not in _KEPT
        ]
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            cursor.execute("DELETE FROM public.brokers_channelroute")
