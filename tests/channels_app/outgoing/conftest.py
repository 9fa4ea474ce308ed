from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from channels_app.outgoing import services
from channels_app.outgoing.models import OutgoingWebhook
from channels_app.outgoing.receivers import subscriptions
from crm.accounts.models import User
from tests.channels_app.outgoing import endpoint as endpoints
from tests.channels_app.outgoing.endpoint import Endpoint
from tests.platform import nothing_remembered

__all__ = ["nothing_remembered"]


@pytest.fixture(autouse=True)
def no_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are not looked up: none is known."""

    def unknown(host: str, port: int, seconds: float) -> list[str]:
        raise OSError(f"{host} is not known here")

    monkeypatch.setattr(services, "system_resolve", unknown)
    subscriptions.forget_all()


@pytest.fixture
def endpoint(settings: Any) -> Iterator[Endpoint]:
    """A broker's server on this machine, which may be called."""
    settings.OUTGOING_ALLOW_PRIVATE = True
    with endpoints.running() as server:
        yield server


@pytest.fixture
def webhook(admin: User, endpoint: Endpoint) -> OutgoingWebhook:
    """Alice's webhook at that server, for every event."""
    return services.webhook_create(url=endpoint.url, user=admin)
