"""No page and no call grows with the broker's data: ten times as much costs as many queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from channels_app.models import ChannelAccount
from crm.accounts.models import User
from crm.conversations.models import Conversation, Message
from crm.leads.models import Lead
from tests.api.cast import Scene, scene
from tests.api.client import Api
from tests.complaints.calls import by_whatsapp, interpret
from tests.pages import door
from tests.payloads import whatsapp

Act = Callable[[], Any]


def cost(act: Act) -> int:
    """How many queries it takes, once everything that is remembered is."""
    act()
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def grow(bobs: Scene, times: int = 10) -> None:
    """Ten times as many leads with their threads, and ten times as long a thread."""
    for number in range(times):
        scene(None, name=f"Lead {number}", phone=f"+569876{61000 + number}")
    Message.objects.bulk_create(
        Message(
            conversation=bobs.conversation, direction="out", author="sofia", text=f"m{number}",
            account_key="whatsapp:1", status="read", sent_at=timezone.now(),
        )
        for number in range(20 * times)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "budget"),
    [("inbox", 10), ("thread", 20), ("api list", 10), ("api thread", 10), ("api deliveries", 10)],
)
def test_reading_costs_the_same_with_ten_times_the_data(
    name: str, budget: int, admin: User, bobs: Scene
) -> None:
    """Chatwoot #12874, #15204, Frappe #1884, EspoCRM #1556: lists that die of their length."""
    browser, api, thread = door(admin), Api(admin), bobs.conversation.pk
    acts: dict[str, Act] = {
        "inbox": lambda: browser.get("/inbox/"),
        "thread": lambda: browser.get(f"/inbox/{thread}/"),
        "api list": lambda: api.get("conversations"),
        "api thread": lambda: api.get(f"conversations/{thread}/messages"),
        "api deliveries": lambda: api.get("deliveries"),
    }
    before = cost(acts[name])

    grow(bobs)

    assert acts[name]().status_code == 200
    assert cost(acts[name]) <= max(before, budget)
    assert cost(acts[name]) - before <= 2


def test_a_reply_costs_the_same_in_a_long_thread_of_a_big_broker(admin: User, bobs: Scene) -> None:
    """Chatwoot #15226: posting timed out where much had been written."""
    api, path = Api(admin), f"conversations/{bobs.conversation.pk}/messages"
    before = cost(lambda: api.post(path, {"text": "Hola"}))

    grow(bobs)

    assert cost(lambda: api.post(path, {"text": "Hola"})) <= before <= 45


def test_a_webhook_is_acknowledged_with_the_same_few_queries(
    number: ChannelAccount, admin: User, bobs: Scene
) -> None:
    """Chatwoot #15204: minutes until a message showed."""

    def arrives() -> None:
        assert by_whatsapp(whatsapp.text("Hola")).make() == 200

    before = cost(arrives)
    grow(bobs)

    assert cost(arrives) <= before <= 4


def test_reading_a_message_costs_the_same_with_many_leads(
    number: ChannelAccount, admin: User, bobs: Scene
) -> None:
    """Frappe #2187: one query for each of 173,539 users."""

    def arrives() -> None:
        by_whatsapp(whatsapp.text("Hola")).make()
        interpret()

    before = cost(arrives)
    grow(bobs)

    assert cost(arrives) <= before <= 60
    assert Lead.objects.count() > 10 < Conversation.objects.count()
