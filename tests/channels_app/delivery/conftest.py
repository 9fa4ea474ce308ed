"""What every test of the delivery asks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from channels_app.models import ChannelAccount, Delivery
from crm.accounts.models import User
from crm.conversations.models import Conversation, Message
from crm.conversations.services import person_reply
from crm.core import redis as shared
from tests import drive


@pytest.fixture
def reply(number: ChannelAccount, person: User) -> Message:
    """A person's reply that waits to be sent."""
    drive.receive("Hola")
    return person_reply(conversation=Conversation.objects.get(), user=person, text="Hola, soy Ana")


@pytest.fixture
def owed(reply: Message) -> Delivery:
    """The delivery of that reply."""
    return Delivery.objects.get(message=reply)


@pytest.fixture(autouse=True)
def pace() -> Iterator[None]:
    """No account is behind or held because of an earlier test."""
    shared.wake()
    client = shared.client()
    for name in client.scan_iter("sofia:*:pace*"):
        client.delete(name)
    client.set(shared.key("pace-since", schema="public"), 1)
    yield
    for name in client.scan_iter("sofia:t_alice:pace*"):
        client.delete(name)
