"""The list of leads and the one view of a lead."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.scoring.qualify import lead_qualify
from crm.accounts.models import User
from crm.core.actors import SOFIA, SYSTEM
from crm.leads.models import Activity, Lead, LeadProfile, Task
from crm.leads.services import lead_assign, lead_create, profile_update
from tests.api.cast import Scene
from tests.pages import door, text_of


def test_the_list_is_searched_narrowed_and_sorted(admin: User, bobs: Scene) -> None:
    lead_create(actor=SYSTEM, name="Ana Nadie", phone="+56987650099")
    browser = door(admin)

    assert "Ana Nadie" in text_of(browser.get("/leads/"))
    assert "Ana Nadie" not in text_of(browser.get("/leads/?q=rojás"))
    assert "Pedro Rojas" not in text_of(browser.get("/leads/?owner=none"))
    by_name = text_of(browser.get("/leads/?sort=name"))
    assert by_name.index("Ana Nadie") < by_name.index("Pedro Rojas")


@pytest.mark.parametrize("query", ["sort=drop", "score_min=abc", "owner=x", "page=-3", "stage=%00"])
def test_nonsense_in_the_address_breaks_nothing(admin: User, bobs: Scene, query: str) -> None:
    assert door(admin).get(f"/leads/?{query}").status_code == 200


def test_an_empty_list_says_what_will_be_here(admin: User) -> None:
    assert "/leads/new/" in text_of(door(admin).get("/leads/"))


def test_a_lead_costs_the_same_few_queries_whatever_hangs_on_it(bob: User, bobs: Scene) -> None:
    browser = door(bob)
    browser.get(f"/leads/{bobs.lead.pk}/")
    with CaptureQueriesContext(connection) as before:
        browser.get(f"/leads/{bobs.lead.pk}/")
    for number in range(10):
        Activity.objects.create(
            lead=bobs.lead, kind="note", actor_kind="person", actor_name="Bob", text=f"{number}"
        )
        Task.objects.create(lead=bobs.lead, title=f"Task {number}")

    with CaptureQueriesContext(connection) as after:
        answer = browser.get(f"/leads/{bobs.lead.pk}/")

    assert answer.status_code == 200
    assert len(before) == len(after) <= 12


def test_the_panel_is_the_same_card_without_the_page(bob: User, bobs: Scene) -> None:
    page = text_of(door(bob).get(f"/leads/{bobs.lead.pk}/"))
    panel = text_of(door(bob, htmx=True, target="panel").get(f"/leads/{bobs.lead.pk}/"))

    card = f'<article id="lead-{bobs.lead.pk}"'
    assert card in page
    assert card in panel
    assert "<html" in page
    assert "<html" not in panel


def test_a_fact_names_who_said_it_and_links_the_message(bob: User, bobs: Scene) -> None:
    message = bobs.conversation.messages.get(direction="in")
    profile_update(lead=bobs.lead, changes={"baths": 2}, actor=SOFIA, message_id=message.pk)

    assert f"/inbox/messages/{message.pk}/" in text_of(door(bob).get(f"/leads/{bobs.lead.pk}/"))


def test_the_score_shows_its_parts_with_reasons(bob: User, bobs: Scene) -> None:
    verdict = lead_qualify(lead=bobs.lead, actor=SOFIA)

    page = text_of(door(bob).get(f"/leads/{bobs.lead.pk}/"))

    assert page.count('class="score-part"') == len(verdict.parts) == 7
    reason = next(iter(verdict.parts.values()))["reason"]
    assert reason in page


def test_a_fact_is_edited_in_place_and_stays_the_persons(bob: User, bobs: Scene) -> None:
    path = f"/leads/{bobs.lead.pk}/wants/budget/"
    browser = door(bob, htmx=True)
    assert 'name="budget_max"' in text_of(browser.get(path))

    answer = browser.post(path, {"budget_min": "", "budget_max": "130000000", "currency": "CLP"})

    assert "$130.000.000" in text_of(answer)
    profile_update(lead=bobs.lead, changes={"budget_max": 90_000_000}, actor=SOFIA)
    assert LeadProfile.objects.get(lead=bobs.lead).budget_max == 130_000_000


def test_a_value_that_cannot_be_is_said_beside_its_field(bob: User, bobs: Scene) -> None:
    answer = door(bob, htmx=True).post(f"/leads/{bobs.lead.pk}/wants/beds/", {"beds": "many"})

    assert answer.status_code == 422
    assert "field-error" in text_of(answer)
    assert LeadProfile.objects.get(lead=bobs.lead).beds == 2


def test_who_the_lead_is_can_be_changed(bob: User, bobs: Scene) -> None:
    path = f"/leads/{bobs.lead.pk}/contact/"

    refused = door(bob, htmx=True).post(path, {"name": "Pedro", "phone": "12", "email": ""})
    assert refused.status_code == 422
    door(bob, htmx=True).post(path, {"name": "Pedro R.", "phone": "+56987650001", "email": ""})

    assert Lead.objects.get(pk=bobs.lead.pk).contact.name == "Pedro R."


def test_notes_and_tasks_land_on_the_card(bob: User, bobs: Scene) -> None:
    browser = door(bob, htmx=True)

    noted = browser.post(f"/leads/{bobs.lead.pk}/notes/", {"text": "Tiene <dos> perros"})
    added = browser.post(
        f"/leads/{bobs.lead.pk}/tasks/", {"title": "Mandar fotos", "due_at": "2031-01-05T10:00"}
    )
    done = browser.post(f"/leads/tasks/{bobs.task.pk}/complete/")

    assert "Tiene &lt;dos&gt; perros" in text_of(noted)
    assert "Mandar fotos" in text_of(added)
    assert "data-done" in text_of(done)
    assert Task.objects.get(title="Mandar fotos").assignee == bob


def test_an_empty_note_is_refused_in_words(bob: User, bobs: Scene) -> None:
    answer = door(bob, htmx=True).post(f"/leads/{bobs.lead.pk}/notes/", {"text": " "})

    assert answer.status_code == 400
    assert 'data-swap="toast"' in text_of(answer)


def test_a_lead_given_away_leaves_the_givers_sight(bob: User, luz: User, bobs: Scene) -> None:
    lead_assign(lead=bobs.lead, owner=luz, actor=bob.as_actor())

    assert door(bob).get(f"/leads/{bobs.lead.pk}/").status_code == 404


def test_a_lead_entered_by_hand_opens(bob: User) -> None:
    answer = door(bob).post("/leads/new/", {"name": "Nueva Persona", "phone": "", "email": ""})

    lead = Lead.objects.get(contact__name="Nueva Persona")
    assert answer["Location"] == f"/leads/{lead.pk}/"
    assert lead.owner == bob
    empty = door(bob).post("/leads/new/", {"name": "", "phone": "", "email": ""})
    assert empty.status_code == 422


PATHS = ("", "contact/", "wants/beds/", "assign/")


@pytest.mark.parametrize("path", PATHS)
def test_a_strangers_lead_looks_like_none(luz: User, bobs: Scene, path: str) -> None:
    assert door(luz).get(f"/leads/{bobs.lead.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["notes/", "tasks/", "assign/"])
def test_a_strangers_lead_takes_no_writes(luz: User, bobs: Scene, path: str) -> None:
    answer = door(luz).post(f"/leads/{bobs.lead.pk}/{path}", {"text": "x", "title": "x"})

    assert answer.status_code == 404


def test_another_brokers_lead_looks_like_none(admin: User, charlies: Any) -> None:
    theirs, _api = charlies

    assert door(admin).get(f"/leads/{theirs.lead.pk}/").status_code == 404
