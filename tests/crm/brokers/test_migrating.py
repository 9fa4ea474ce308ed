"""Migrating every schema, sparing those that are up to date."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from crm.brokers import migrating
from crm.brokers.cloning import TEMPLATE, schema_clone
from crm.brokers.models import Broker
from tests.platform import PASSWORD

pytestmark = pytest.mark.django_db


def test_after_migrating_everything_is_current() -> None:
    assert migrating.is_current()


def test_a_schema_without_its_last_migration_is_behind() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TEMPLATE}.django_migrations WHERE app = 'agents'")

    assert migrating.behind(["public", TEMPLATE, "missing"]) == [TEMPLATE, "missing"]
    assert not migrating.is_current()


def test_only_what_is_behind_is_migrated(capsys: pytest.CaptureFixture[str]) -> None:
    Broker.objects.create(schema_name="late", name="Late")
    schema_clone(TEMPLATE, "late")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE late.knowledge_chunk, late.knowledge_document")
        cursor.execute("DELETE FROM late.django_migrations WHERE app = 'knowledge'")

    call_command("migrate_schemas", interactive=False)

    said = capsys.readouterr().out
    assert "late]   Applying knowledge.0001_initial" in said
    assert "public]" not in said
    assert migrating.is_current()


def test_a_broker_made_by_command_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_broker", "recien", name="Recién", admin="r@recien.test", password=PASSWORD)

    assert "recien.localhost" in capsys.readouterr().out
    assert migrating.behind(["recien"]) == []
