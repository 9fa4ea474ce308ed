"""Opting out and merging, as people and other software do it."""

from __future__ import annotations

from typing import Any

import pytest

from crm.accounts.models import User
from crm.core.actors import SYSTEM
from crm.leads.models import Consent, Contact, Lead
from crm.leads.services import contact_opt_out, lead_assign, lead_create
from tests.api.cast import Scene
from tests.api.client import Api, error_of
from tests.api.described import assert_described, named
from tests.pages import door, text_of


@pytest.fixture
def double(bobs: Scene) -> Lead:
    """Nobody's lead with the name of Bob's, newer than it."""
    return lead_create(actor=SYSTEM, name=str(bobs.lead.contact), source="webchat")


def test_an_opt_out_told_on_the_phone_is_recorded_with_its_words(bob: User, bobs: Scene) -> None:
    path = f"/leads/{bobs.lead.pk}/consent/"
    browser = door(bob, htmx=True)
    assert 'name="words"' in text_of(browser.get(path))

    card = text_of(browser.post(path, {"wish": "out", "words": "No me llamen <más>"}))

    row = Consent.objects.get()
    assert (row.source, row.actor_name, row.words) == ("person", bob.name, "No me llamen <más>")
    assert "No me llamen &lt;más&gt;" in card
    assert 'class="tag tag-late"' in text_of(door(bob).get("/leads/"))


def test_it_is_taken_back_the_same_way(bob: User, bobs: Scene) -> None:
    contact_opt_out(contact=bobs.lead.contact, actor=SYSTEM, channel="sms", source="message")

    door(bob, htmx=True).post(f"/leads/{bobs.lead.pk}/consent/", {"wish": "in", "words": "Sí"})

    assert Contact.objects.get(pk=bobs.lead.contact_id).accepts_messages


def test_without_words_nothing_is_recorded(bob: User, bobs: Scene) -> None:
    answer = door(bob, htmx=True).post(
        f"/leads/{bobs.lead.pk}/consent/", {"wish": "out", "words": " "}
    )

    assert answer.status_code == 422
    assert not Consent.objects.exists()


def test_a_likely_double_is_offered_and_merged(bob: User, bobs: Scene, double: Lead) -> None:
    path = f"/leads/{bobs.lead.pk}/merge/"
    browser = door(bob, htmx=True)
    assert str(double.pk) in text_of(browser.get(path))

    answer = browser.post(path, {"with": str(double.pk)})

    assert answer["HX-Redirect"] == f"/leads/{bobs.lead.pk}/"
    double.refresh_from_db()
    assert double.merged_into == bobs.lead


def test_an_old_link_leads_to_the_lead_that_stays(bob: User, bobs: Scene, double: Lead) -> None:
    door(bob).post(f"/leads/{bobs.lead.pk}/merge/", {"with": str(double.pk)})

    answer = door(bob).get(f"/leads/{double.pk}/")

    assert answer["Location"] == f"/leads/{bobs.lead.pk}/"
    assert str(double.pk) not in text_of(door(bob).get("/leads/"))


def test_nobody_to_merge_with_is_said(bob: User, bobs: Scene) -> None:
    page = door(bob).get(f"/leads/{bobs.lead.pk}/merge/")

    assert page.status_code == 200
    assert 'name="with"' not in text_of(page)


def test_who_works_neither_lead_cannot_merge_them(luz: User, bobs: Scene, double: Lead) -> None:
    other = lead_create(actor=SYSTEM, name="Otra")

    answer = door(luz, htmx=True).post(f"/leads/{double.pk}/merge/", {"with": str(other.pk)})

    assert answer.status_code == 403
    assert Lead.objects.filter(merged_into__isnull=False).count() == 0


def test_a_strangers_lead_cannot_be_drawn_in(luz: User, bobs: Scene, double: Lead) -> None:
    lead_assign(lead=double, owner=luz, actor=SYSTEM)

    answer = door(luz, htmx=True).post(f"/leads/{double.pk}/merge/", {"with": str(bobs.lead.pk)})

    assert answer.status_code == 400
    assert not Lead.objects.filter(merged_into__isnull=False).exists()


def test_the_api_records_wishes(as_bob: Api, bobs: Scene) -> None:
    path = f"leads/{bobs.lead.pk}/opt-out"

    answer = as_bob.post(path, {"words": "Pidió que no le escriban"})
    again = as_bob.post(path, {"words": "Otra vez"})
    back = as_bob.post(f"leads/{bobs.lead.pk}/opt-in", {"words": "Ticked", "source": "form"})

    assert_described(named("leads_opt_out"), answer)
    assert answer.json()["contact"]["opted_out_at"] == again.json()["contact"]["opted_out_at"]
    assert back.json()["contact"]["opted_out_at"] is None
    assert Consent.objects.count() == 2


@pytest.mark.parametrize("body", [{}, {"words": ""}, {"words": "x", "source": "message"}])
def test_the_api_takes_no_wish_without_words(as_bob: Api, bobs: Scene, body: Any) -> None:
    assert as_bob.post(f"leads/{bobs.lead.pk}/opt-out", body).status_code == 400


def test_the_api_merges_and_answers_with_the_one_that_stays(
    as_bob: Api, bobs: Scene, double: Lead
) -> None:
    answer = as_bob.post(f"leads/{double.pk}/merge", {"with": str(bobs.lead.pk)})

    assert_described(named("leads_merge"), answer)
    assert answer.json()["id"] == str(bobs.lead.pk)
    assert as_bob.get(f"leads/{double.pk}").json()["id"] == str(bobs.lead.pk)


def test_the_api_merges_with_nobody_it_cannot_see(
    as_bob: Api, bobs: Scene, double: Lead, luz: User
) -> None:
    lead_assign(lead=double, owner=luz, actor=SYSTEM)

    answer = as_bob.post(f"leads/{bobs.lead.pk}/merge", {"with": str(double.pk)})
    itself = as_bob.post(f"leads/{bobs.lead.pk}/merge", {"with": str(bobs.lead.pk)})

    assert answer.status_code == 400
    assert "with" in error_of(answer)["fields"]
    assert error_of(itself)["code"] == "same_person"
