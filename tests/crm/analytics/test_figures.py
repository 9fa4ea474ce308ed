"""The funnel and the waits, told of what each person may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.accounts.models import User
from crm.analytics.funnel import funnel_for
from crm.analytics.responses import responses_for
from crm.brokers.models import Broker
from crm.conversations.models import Message
from crm.core.actors import SYSTEM
from crm.leads.services import lead_create
from crm.pipeline.selectors import stage_get
from crm.pipeline.services import lead_move
from tests.api.cast import conversation

MONTH = timedelta(days=30)


def said(thread: Any, direction: str, author: str, *, ago: float, text: str = "x") -> Message:
    """A message so many seconds ago."""
    return Message.objects.create(
        conversation=thread, direction=direction, author=author, text=text,
        account_key="x", status="sent" if direction == "out" else "received",
        sent_at=timezone.now() - timedelta(seconds=ago),
    )  # fmt: skip


def test_the_funnel_counts_who_stands_where_and_who_came(admin: User) -> None:
    first, second, third = (lead_create(actor=SYSTEM, name=name) for name in "ABC")
    lead_move(lead=first, stage=stage_get("offer"), actor=SYSTEM)
    lead_move(lead=second, stage=stage_get("lost"), actor=SYSTEM, reason="Sin respuesta")
    lead_move(lead=third, stage=stage_get("offer"), actor=SYSTEM)
    lead_move(lead=third, stage=stage_get("new"), actor=SYSTEM)

    found = funnel_for(admin, since=timezone.now() - MONTH)

    steps = {step.stage.key: (step.standing, step.entered) for step in found.steps}
    assert found.created == 3
    assert (steps["offer"], steps["lost"], steps["new"]) == ((1, 2), (1, 1), (1, 1))
    assert found.lost_for == [("Sin respuesta", 1)]


def test_an_agent_reckons_without_what_is_anothers(bob: User, luz: User) -> None:
    lead = lead_create(actor=SYSTEM, name="De Luz", owner=luz)
    lead_move(lead=lead, stage=stage_get("offer"), actor=SYSTEM)

    assert funnel_for(bob, since=timezone.now() - MONTH).created == 0
    assert sum(step.entered for step in funnel_for(luz, since=timezone.now() - MONTH).steps) == 1


def test_a_burst_is_one_wait_from_its_first_message(admin: User) -> None:
    thread = conversation(lead_create(actor=SYSTEM, name="Ana", phone="+56987650001"))
    Message.objects.filter(conversation=thread).delete()
    said(thread, "in", "lead", ago=100)
    said(thread, "in", "lead", ago=95)
    said(thread, "out", "sofia", ago=80)
    said(thread, "in", "lead", ago=70)
    said(thread, "out", "person", ago=10)
    said(thread, "in", "lead", ago=5)

    found = responses_for(admin, since=timezone.now() - MONTH)

    assert (found.all.count, found.sofia.count, found.person.count, found.open) == (2, 1, 1, 1)
    assert found.sofia.median == 20.0
    assert found.person.p95 == 60.0
    assert found.longest_open is not None


def test_nothing_yet_is_no_figure(alice: Broker, admin: User) -> None:
    found = responses_for(admin, since=timezone.now() - MONTH)

    assert (found.all.count, found.all.median, found.longest_open) == (0, None, None)


def test_figures_cost_the_same_however_many_leads(admin: User) -> None:
    def cost() -> int:
        since = timezone.now() - MONTH
        with CaptureQueriesContext(connection) as queries:
            funnel_for(admin, since=since)
            responses_for(admin, since=since)
        return len(queries)

    cost()
    few = cost()
    for number in range(4):
        conversation(lead_create(actor=SYSTEM, name=f"L{number}", phone=f"+5698765000{number}"))

    assert cost() == few
