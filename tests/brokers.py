"""Alice's and Charlie's brokers: two schemas, made once a session, entered per test.

Alice's is Spanish, in Santiago; Charlie's English, in Dubai.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from agents.approvals import selectors as asking
from agents.routing import budgets, choices
from agents.routing.breakers import breakers
from crm.brokers import current
from crm.brokers.cloning import TEMPLATE, schema_clone, schema_exists
from crm.brokers.models import Broker
from crm.core.tenancy import in_schema
from crm.inventory import money, places
from crm.pipeline.services import stages_default_create
from tests.cleaning import broker_empty, redis_forget

_BROKERS: dict[str, dict[str, Any]] = {
    "t_alice": {
        "name": "Alicia Propiedades",
        "language": "es",
        "country": "CL",
        "city": "Santiago",
        "currency": "CLP",
        "timezone": "America/Santiago",
    },
    "t_charlie": {
        "name": "Charlie Homes",
        "language": "en",
        "country": "AE",
        "city": "Dubai",
        "currency": "AED",
        "timezone": "Asia/Dubai",
    },
}


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """The test database, also when no test of the session has it by the fixture ``db``.

    pytest-django makes only those its own fixtures and marks ask for; a test with real commits
    has none of them, and run by itself would work on a database that is not the test's.
    """
    verbosity = request.config.option.verbose
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=verbosity, interactive=False, aliases={"default": True})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=verbosity)


@pytest.fixture(scope="session")
def schemas(django_db_setup: None, django_db_blocker: Any) -> None:
    """Both schemas with all their tables, copied from the migrated template as any broker's is."""
    with django_db_blocker.unblock():
        for slug, fields in _BROKERS.items():
            if not schema_exists(slug):
                schema_clone(TEMPLATE, slug)
            Broker.objects.get_or_create(schema_name=slug, defaults=fields)
            with in_schema(slug):
                stages_default_create(language=fields["language"])
        connection.set_schema_to_public()  # type: ignore[attr-defined] # django-tenants


def _enter(slug: str) -> Iterator[Broker]:
    # What a process remembers of a broker must not outlive the test that wrote it.
    money_kept = (money._kept, choices._kept, budgets._kept)
    for kept in (*money_kept, places._kept, current._kept, asking._rules_lately):
        kept.forget_all()
    redis_forget()
    breakers.forget_all()
    broker, _made = Broker.objects.get_or_create(schema_name=slug, defaults=_BROKERS[slug])
    with in_schema(slug):
        yield broker


@pytest.fixture
def alice(schemas: None, db: None) -> Iterator[Broker]:
    """Alice's broker in hand for the whole test; what it writes is rolled back."""
    yield from _enter("t_alice")


@pytest.fixture
def charlie(schemas: None, db: None) -> Iterator[Broker]:
    """Charlie's broker in hand for the whole test."""
    yield from _enter("t_charlie")


@pytest.fixture
def alice_for_real(schemas: None, django_db_blocker: Any) -> Iterator[Broker]:
    """Alice's broker with real commits, for what threads and servers do; emptied afterwards."""
    with django_db_blocker.unblock():
        yield from _enter("t_alice")
        connection.rollback()  # what a failed test left open
        broker_empty("t_alice")
        connection.close()
