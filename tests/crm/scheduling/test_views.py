"""Today: whom to answer, whom to call, where to go."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.accounts.models import User
from crm.conversations.models import Conversation
from crm.core import live
from crm.leads.models import Lead
from crm.leads.services import task_add
from crm.scheduling.models import Appointment
from tests.api.cast import Scene
from tests.crm.conversations.test_views import wait
from tests.crm.pipeline.test_fragments import newest
from tests.pages import door, text_of


def column(page: str, name: str) -> str:
    """One column of the page."""
    return page.split(f'id="today-{name}"')[1].split("</section>")[0]


def book(bobs: Scene, agent: User, *, hours: float) -> Appointment:
    """A viewing so many hours from now."""
    start = timezone.now() + timedelta(hours=hours)
    return Appointment.objects.create(
        lead=bobs.lead, unit=bobs.unit, agent=agent, starts_at=start,
        ends_at=start + timedelta(hours=1),
    )  # fmt: skip


def test_a_thread_in_the_queue_is_to_be_answered_and_late_after_a_while(
    bob: User, bobs: Scene
) -> None:
    wait(bobs.conversation)
    assert "Quiere ofertar" in column(text_of(door(bob).get("/")), "reply")

    Conversation.objects.update(last_inbound_at=timezone.now() - timedelta(hours=2))
    assert 'class="late' in column(text_of(door(bob).get("/")), "reply")


def test_promises_come_before_hot_leads(bob: User, bobs: Scene) -> None:
    Lead.objects.update(temperature="hot", score=90)
    assert "Pedro Rojas" in column(text_of(door(bob).get("/")), "call")

    due = timezone.now() - timedelta(minutes=5)
    task_add(
        lead=bobs.lead,
        title="Llamar por el crédito",
        actor=bob.as_actor(),
        due_at=due,
        assignee=bob,
    )
    calls = column(text_of(door(bob).get("/")), "call")
    assert "Llamar por el crédito" in calls
    assert calls.count("Pedro Rojas") == 1


def test_viewings_of_today_and_tomorrow_are_where_to_go(bob: User, luz: User, bobs: Scene) -> None:
    book(bobs, bob, hours=1)
    book(bobs, bob, hours=24 * 4)

    assert column(text_of(door(bob).get("/")), "go").count("Pedro Rojas") == 1
    assert "Pedro Rojas" not in text_of(door(luz).get("/"))


def test_today_costs_a_fixed_number_of_queries(bob: User, bobs: Scene) -> None:
    browser = door(bob)
    browser.get("/")
    with CaptureQueriesContext(connection) as before:
        browser.get("/")
    wait(bobs.conversation)
    book(bobs, bob, hours=1)

    with CaptureQueriesContext(connection) as after:
        browser.get("/")

    assert len(before) == len(after) <= 12


def test_an_event_redraws_its_column_only(bob: User, bobs: Scene) -> None:
    wait(bobs.conversation)

    html = live.render(["today"], actor=bob, event=newest())

    assert "today-reply" in html
    assert "today-go" not in html


def test_a_viewing_stands_on_the_leads_card(bob: User, bobs: Scene) -> None:
    book(bobs, bob, hours=30)

    assert bobs.unit.ref in text_of(door(bob).get(f"/leads/{bobs.lead.pk}/"))
