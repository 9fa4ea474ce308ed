"""From when on a person is called, as an admin of the broker sets it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crm.accounts.models import User
from crm.brokers.current import broker_current
from crm.brokers.models import Broker
from crm.core.models import AuditLog
from tests.pages import door, text_of

PATH = "/settings/handover/"
LIMITS = {
    "handover_sentiment": "-0.5", "handover_misses": "3", "handover_value": "500000000",
    "handover_when_urgent": "on",
}  # fmt: skip


def test_an_admin_sets_the_limits(admin: User) -> None:
    assert door(admin).post(PATH, LIMITS).status_code == 302

    broker = Broker.objects.get(pk=broker_current().pk)
    assert (broker.handover_sentiment, broker.handover_misses) == (-0.5, 3)
    assert (broker.handover_value, broker.handover_when_urgent) == (Decimal(500_000_000), True)
    assert AuditLog.objects.filter(verb="crm.broker.handover_changed").count() == 1


def test_the_page_shows_what_holds(admin: User) -> None:
    page = text_of(door(admin).get(PATH))

    assert '<option value="-0.8" selected>' in page
    assert 'name="handover_misses" value="2"' in page


def test_the_same_again_changes_nothing(admin: User) -> None:
    door(admin).post(PATH, LIMITS)
    door(admin).post(PATH, LIMITS)

    assert AuditLog.objects.filter(verb="crm.broker.handover_changed").count() == 1


@pytest.mark.parametrize(
    "changes", [{"handover_misses": "-1"}, {"handover_value": "-5"}, {"handover_sentiment": "2"}]
)
def test_a_limit_that_is_none_is_told_at_its_field(admin: User, changes: dict[str, str]) -> None:
    page = text_of(door(admin).post(PATH, LIMITS | changes))

    assert "field-error" in page
    assert Broker.objects.get(pk=broker_current().pk).handover_misses == 2


def test_an_agent_may_not(bob: User) -> None:
    assert door(bob).get(PATH).status_code == 403
