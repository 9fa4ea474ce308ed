"""Where the rows of a broker live: in its own schema, and nowhere else."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection, models, transaction

from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.core.models import AuditLog
from crm.core.tenancy import in_schema
from crm.leads.models import Lead, Task
from tests.isolation.cast import Things, everything

_TENANT: Final = {app.label for app in apps.get_app_configs() if app.name in settings.TENANT_APPS}
#: Tables that stand in every schema: who signs in, and what Django needs for it.
BOTH: Final = {"accounts_user", "django_session", "django_content_type", "django_migrations"}


def models_of(labels: set[str]) -> list[Any]:
    """The models of these apps that have a table of their own."""
    found = [model for model in apps.get_models() if model._meta.app_label in labels]
    return sorted((model for model in found if model._meta.managed), key=lambda m: m.__name__)


OURS: Final = [model for model in models_of(_TENANT) if model._meta.db_table not in BOTH]
tenant_models = pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)


def tables(schema: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        return {name for (name,) in cursor.fetchall()}


def test_the_public_schema_has_no_table_of_a_brokers_data(alice: Broker) -> None:
    wanted = {model._meta.db_table for model in OURS}

    assert not wanted & tables("public")


@pytest.mark.parametrize("schema", ["t_alice", "t_charlie", "template"])
def test_each_schema_has_every_table_and_no_other(alice: Broker, schema: str) -> None:
    # A table that is missing here would be looked for in the public schema, and found there.
    through = {
        field.m2m_db_table() for model in models_of(_TENANT) for field in model._meta.many_to_many
    }
    wanted = {model._meta.db_table for model in models_of(_TENANT)} | through

    assert tables(schema) == wanted | {"django_migrations"}


@tenant_models
def test_a_query_without_a_broker_fails_loudly(alice: Broker, model: type[Any]) -> None:
    with (
        in_schema("public"),
        pytest.raises(ProgrammingError, match="does not exist"),
        transaction.atomic(),
    ):
        model.objects.exists()


def test_nothing_a_broker_writes_is_seen_by_another(hers: Things, charlie: Broker) -> None:
    with in_schema("t_alice"):
        written = [model for model in OURS if model.objects.exists()]
        mine = {model: set(model.objects.values_list("pk", flat=True)) for model in written}

    with in_schema("t_charlie"):
        for model, keys in mine.items():
            # Ids that are counted and not drawn may well be equal; the rows are not.
            if isinstance(model._meta.pk, models.UUIDField) and model._meta.label != "leads.Stage":
                assert not model.objects.filter(pk__in=keys).exists(), model._meta.label
    assert len(written) > 10


def test_what_one_broker_throws_away_or_changes_the_other_keeps(
    theirs: Things, hers: Things, alice: Broker
) -> None:
    before = everything("t_charlie")

    AuditLog.objects.all().delete()
    Task.objects.all().delete()
    Lead.objects.update(score=99)
    User.objects.update(name="Nadie")

    assert everything("t_charlie") == before
