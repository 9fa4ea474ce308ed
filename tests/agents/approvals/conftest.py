"""A lead who wants a viewing, at a broker who wants to be asked first."""

from __future__ import annotations

import pytest

from agents.approvals.models import Approval
from agents.approvals.services import rules_set
from crm.accounts.models import User
from crm.inventory.models import Unit
from crm.inventory.selectors import unit_by_ref
from tests import drive
from tests.agents.tools.calls import slot_of
from tests.crm.scheduling.cast import agent
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel
from tests.stage import channel, listings, model, number, window_off

__all__ = ["channel", "listings", "model", "number", "window_off"]


@pytest.fixture(autouse=True)
def _stage(window_off: None, number: None) -> None:
    """Turns are due at once, and messages come in on WhatsApp."""


@pytest.fixture
def unit(listings: list[str]) -> Unit:
    """The flat the lead wants to see."""
    return unit_by_ref(listings[0])


@pytest.fixture
def shower(admin: User) -> User:
    """Ana, who shows it; Sofía has to ask before she books."""
    rules_set(tools=["book_viewing"], user=admin)
    return agent()


@pytest.fixture
def asked(model: FakeModel, channel: FakeChannel, unit: Unit, shower: User) -> Approval:
    """Sofía looked for property, wanted to book, and stopped to ask."""
    slot = slot_of(shower, unit, 12)
    model.calls(("inventory_search", {"operation": "buy"}))
    model.calls(("book_viewing", {"unit_ref": unit.ref, "slot_id": slot}))
    drive.receive("Quiero visitar el departamento el jueves a las 12")
    drive.settle()
    return Approval.objects.get()
