"""Trying the office's prompts on what their person asked before: nothing of it is done again."""

from __future__ import annotations

from typing import Any

import pytest

from agents.adcopy.models import AdCopy
from agents.adcopy.rehearsing import wanted_newest
from agents.approvals.models import Approval
from agents.desk.executing import task_execute
from agents.desk.rehearsing import pieces_of
from agents.models import AgentRun
from agents.prompts.catalogue import OFFICE
from agents.prompts.models import PromptVersion, TryOut
from agents.prompts.selectors import tryout_list_for
from agents.prompts.services import version_create
from agents.prompts.tryouts import tryout_start, tryout_work
from agents.tools.staff import staff_context
from crm.accounts.models import User
from crm.core.errors import NotFound
from crm.leads.models import Activity
from tests.agents.desk.conftest import answered
from tests.api.cast import Scene
from tests.fakes.model import FakeModel
from tests.pages import door, text_of
from tests.stage import listings, model

__all__ = ["listings", "model"]


@pytest.fixture(autouse=True)
def by_hand(settings: Any) -> None:
    """Nobody is woken: the test runs what is owed."""
    settings.WAKE_WORKERS = False


def tried(version: PromptVersion, admin: User) -> TryOut:
    """A try-out of it, played."""
    tryout = tryout_start(version=version, conversations=3, user=admin)
    tryout_work(tryout.pk)
    tryout.refresh_from_db()
    assert (tryout.state, tryout.error) == ("done", "")
    return tryout


def test_a_question_of_a_talk_is_answered_by_both_and_no_run_is_kept(
    admin: User, bobs: Scene, model: FakeModel
) -> None:
    model.calls(("leads_waiting", {})).says("Pedro Rojas espera.")
    answered(admin, "¿Quién espera respuesta?")
    version = version_create(specialist="analyst", text="Answer in one line.", user=admin)
    runs = AgentRun.objects.count()
    model.calls(("leads_waiting", {})).says("Pedro.").says("Pedro Rojas espera.")

    (turn,) = tried(version, admin).turns.all()

    assert turn.asked == "¿Quién espera respuesta?"
    assert (turn.candidate["reply"], turn.candidate["tools"]) == ("Pedro.", ["leads_waiting"])
    assert turn.baseline["reply"] == "Pedro Rojas espera."
    assert AgentRun.objects.count() == runs
    new, old = model.prompts[2], model.prompts[4]
    assert "Answer in one line." in new.system
    assert "Answer in one line." not in old.system
    assert new.items == old.items


def test_what_would_change_something_ends_where_its_yes_is_owed(
    admin: User, bobs: Scene, model: FakeModel
) -> None:
    note = ("lead_note", {"lead_id": str(bobs.lead.pk), "text": "Prefiere mañanas"})
    model.says("¿Sobre quién?")
    answered(admin, "Anota en Pedro que prefiere mañanas")
    version = version_create(specialist="analyst", text="Act at once.", user=admin)
    before = (Activity.objects.count(), Approval.objects.count())
    model.calls(note).says("Dime sobre quién.")

    (turn,) = tried(version, admin).turns.all()

    assert "Prefiere mañanas" in turn.candidate["asks"]
    assert turn.candidate["reply"] == ""
    assert (Activity.objects.count(), Approval.objects.count()) == before


def test_talks_are_tried_by_who_held_them_and_seen_by_nobody_else(
    admin: User, bob: User, bobs: Scene
) -> None:
    answered(bob, "¿Qué leads están sin respuesta?")
    version = version_create(specialist="analyst", text="Be brief.", user=admin)

    tryout = tried(version, admin)

    assert not tryout.turns.exists()
    bob.role = User.Role.ADMIN
    bob.save()
    assert list(tryout_list_for(admin, version=version)) == [tryout]
    assert not tryout_list_for(bob, version=version).exists()
    assert door(bob).get(f"/agents/try-outs/{tryout.pk}/").status_code == NotFound.status
    assert "Todavía no le preguntas nada" in text_of(
        door(admin).get(f"/agents/try-outs/{tryout.pk}/")
    )


@pytest.mark.parametrize("prompt", [name for name in OFFICE if name != "analyst"])
def test_a_task_given_over_the_api_is_kept_and_tried(
    prompt: str, admin: User, bobs: Scene, model: FakeModel
) -> None:
    name = prompt.removesuffix("_office")
    model.says("Nada.")
    task_execute(staff_context(admin), specialist=name, task="Qué sigue", lead=bobs.lead)
    version = version_create(specialist=prompt, text="Be brief.", user=admin)
    model.says("Llámalo.").says("Escríbele.")

    (turn,) = tried(version, admin).turns.all()

    assert (turn.asked, turn.candidate["reply"]) == ("Qué sigue", "Llámalo.")
    assert str(bobs.lead.pk) in model.prompts[1].context


def test_a_question_goes_to_who_has_the_tools_its_answer_took(
    admin: User, bobs: Scene, model: FakeModel
) -> None:
    model.calls(("campaign_segments", {})).says("Dos grupos.")
    answered(admin, "¿A quién le escribo?")
    model.calls(("leads_waiting", {})).says("Pedro.")
    answered(admin, "¿Quién espera?")

    assert [each.asked for each in pieces_of(admin, "marketing", talks=5)] == [
        "¿A quién le escribo?"
    ]
    assert len(pieces_of(admin, "analyst", talks=5)) == 2
    assert not pieces_of(admin, "property", talks=5)


@pytest.mark.usefixtures("listings")
def test_ads_are_tried_on_what_was_asked_for_before_other_listings(admin: User) -> None:
    for _twice in range(2):
        AdCopy.objects.create(
            brief="Loft en Ñuñoa", platform="google", language="en", tone="direct"
        )

    first, second = wanted_newest(2)

    assert (first.brief, first.platform, first.language) == ("Loft en Ñuñoa", "google", "en")
    assert second.unit is not None
