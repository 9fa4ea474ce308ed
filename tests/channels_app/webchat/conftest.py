"""What the tests of the web chat ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from crm.brokers import current, hosts
from crm.brokers.models import Broker
from crm.core import rates
from tests.channels_app.sockets import HOST, ana, boss, broker, luis
from tests.platform import bare

__all__ = ["ana", "bare", "boss", "broker", "luis"]


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What this process remembers of a broker that a test changed and rolled back, gone."""
    hosts._forget()
    current.forget_all()
    yield
    hosts._forget()
    current.forget_all()


@pytest.fixture
def visitor(alice: Broker) -> Iterator[Client]:
    """A browser at Alice's host."""
    rates.forget_all()
    yield Client(headers={"host": HOST})
    rates.forget_all()
