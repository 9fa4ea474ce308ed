"""What the tests of the web chat ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from crm.brokers.models import Broker
from crm.core import rates
from tests.channels_app.sockets import HOST, ana, boss, broker, luis

__all__ = ["ana", "boss", "broker", "luis"]


@pytest.fixture
def visitor(alice: Broker) -> Iterator[Client]:
    """A browser at Alice's host."""
    rates.forget_all()
    yield Client(headers={"host": HOST})
    rates.forget_all()
