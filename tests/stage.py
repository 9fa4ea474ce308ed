"""Fixtures that put a whole conversation on stage: the number, the model, the channel."""

from __future__ import annotations

from typing import Any

import pytest

from agents.routing import plan
from channels_app.channels import registry
from channels_app.models import ChannelAccount
from crm.brokers.models import Broker, ChannelRoute
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel
from tests.payloads import whatsapp


@pytest.fixture
def number(alice: Broker) -> ChannelAccount:
    """Alice's WhatsApp number, routed to her."""
    ChannelRoute.objects.get_or_create(
        channel="whatsapp", account_id=whatsapp.NUMBER, defaults={"broker": alice}
    )
    account, _made = ChannelAccount.objects.get_or_create(
        channel="whatsapp", account_id=whatsapp.NUMBER, defaults={"token": "wa-token"}
    )
    return account


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    """The only model there is; it says what the test tells it to."""
    fake = FakeModel()
    monkeypatch.setattr(plan, "provider_of", lambda _candidate: fake)
    return fake


@pytest.fixture
def channel(monkeypatch: pytest.MonkeyPatch) -> FakeChannel:
    """WhatsApp, whose sends are kept."""
    real = registry.adapter_for
    fake = FakeChannel(real("whatsapp"))

    def adapter_for(name: str) -> Any:
        return fake if name == "whatsapp" else real(name)

    monkeypatch.setattr(registry, "adapter_for", adapter_for)
    return fake


@pytest.fixture
def window_off(settings: Any) -> None:
    """No waiting for the rest of a burst."""
    settings.COALESCE_SECONDS = 0.0


@pytest.fixture
def person(alice: Broker) -> Any:
    """Ana, an agent of Alice's broker."""
    from crm.accounts.models import User

    return User.objects.create(email="ana@alice.test", name="Ana Ríos", role=User.Role.ADMIN)


@pytest.fixture
def listings(alice: Broker) -> list[str]:
    """Two flats of Alice's, with one and three bedrooms; their references."""
    from crm.inventory.models import Unit

    refs = []
    for beds in (1, 3):
        unit = Unit.objects.create(
            ref=f"ÑUÑ-000{beds}",
            title=f"Departamento de {beds}",
            operation="sale",
            property_type="apartment",
            city="Santiago",
            area="Ñuñoa",
            beds=beds,
            price=100_000_000 if beds == 1 else 90_000_000,
            currency="CLP",
        )
        refs.append(unit.ref)
    return refs
