"""Accounts of Alice's that forms come from, a vendor that holds their answers, and the workers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from channels_app.account_secrets import forget_secrets
from channels_app.accounts import account_connect
from channels_app.channels.linkedin import responses
from channels_app.forms.models import FormEntry
from channels_app.forms.processing import entries_due, entry_process
from channels_app.inbound.processing import event_process
from channels_app.models import ChannelAccount, InboundEvent
from crm.brokers.models import Broker
from crm.core import rates
from tests.fakes.vendor import Vendor, vendor
from tests.payloads import forms


@pytest.fixture
def api(settings: Any) -> Iterator[Vendor]:
    """Meta, TikTok and LinkedIn, all at one address."""
    forget_secrets()
    responses._kept.clear()
    rates.forget_all()
    with vendor() as fake:
        settings.GRAPH_API_URL = settings.TIKTOK_API_URL = settings.LINKEDIN_API_URL = fake.url
        settings.TIKTOK_CLIENT_SECRET = settings.LINKEDIN_CLIENT_SECRET = ""
        yield fake
    forget_secrets()


@pytest.fixture
def accounts(alice: Broker, api: Vendor) -> dict[str, ChannelAccount]:
    """Alice's accounts of all four vendors."""
    given = {
        "leadads": {"account_id": forms.PAGE, "token": "page-token"},
        "googleads": {"account_id": "alice-google", "secret": forms.GOOGLE_KEY},
        "tiktok": {"account_id": forms.TIKTOK_PAGE, "secret": forms.TIKTOK_SECRET,
                   "token": "tt-token", "config": {"advertiser_id": "7310001"}},
        "linkedin": {"account_id": forms.OWNER, "secret": forms.LINKEDIN_SECRET,
                     "token": "li-token"},
    }  # fmt: skip
    return {
        channel: account_connect(broker=alice, channel=channel, **values)  # type: ignore[arg-type]
        for channel, values in given.items()
    }


def post(channel: str, signed: forms.Signed, *, part: str = "") -> Any:
    """A vendor's call at the bare host."""
    body, headers = signed
    url = f"/webhooks/{channel}" + (f"/{part}" if part else "")
    client = Client(headers={"host": "localhost"})
    return client.post(url, body, content_type="application/json", headers=headers)


def work() -> None:
    """What the workers would do: interpret what was stored, make leads of what is due."""
    for event_id in InboundEvent.objects.filter(state="received").values_list("pk", flat=True):
        event_process(event_id)
    for entry_id in entries_due(limit=1000):
        entry_process(entry_id)


def later() -> None:
    """As work, after every wait has passed."""
    FormEntry.objects.filter(state="waiting").update(due_at="2020-01-01T00:00:00Z")
    FormEntry.objects.filter(state="fetching").update(lease_until="2020-01-01T00:00:00Z")
    work()
