"""Fixtures of the platform's own tests: nothing remembered from before, doors with host names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from crm.accounts.models import User
from crm.accounts.services import user_create
from crm.brokers import active, hosts, routing
from crm.brokers.models import Broker
from crm.core import rates
from crm.core.actors import SYSTEM
from crm.core.tenancy import in_schema
from tests.cleaning import redis_forget

PASSWORD = "correct-horse-7"
ALICES_HOST = "t-alice.localhost"
CHARLIES_HOST = "t-charlie.localhost"


@pytest.fixture(autouse=True)
def nothing_remembered(settings: Any) -> Iterator[None]:
    """What this process and Redis remember of hosts, routes and rates, gone before each test."""
    # Slow hashing is tested once, where it matters.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for kept in (hosts, routing, active):
        kept._forget()
    redis_forget()
    rates.forget_all()
    yield
    for kept in (hosts, routing, active):
        kept._forget()


@pytest.fixture
def alices(alice: Broker) -> Client:
    """A browser at Alice's host."""
    return Client(HTTP_HOST=ALICES_HOST)


@pytest.fixture
def charlies_door(charlie: Broker) -> Client:
    """A browser at Charlie's host."""
    return Client(HTTP_HOST=CHARLIES_HOST)


@pytest.fixture
def bare(db: None) -> Client:
    """A browser at the bare host."""
    return Client(HTTP_HOST="localhost")


def person(schema: str, email: str, *, role: str = "AGENT") -> User:
    """Somebody of a broker who signs in with PASSWORD."""
    with in_schema(schema):
        return user_create(email=email, password=PASSWORD, name="Ana Ríos", role=role, actor=SYSTEM)
