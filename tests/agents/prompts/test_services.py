"""Versions: written, live, archived, and the way back."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from agents.prompts.catalogue import PARTS, built_in, specialists, template
from agents.prompts.models import PromptVersion, ScenarioCheck
from agents.prompts.selectors import prompt_for, writable
from agents.prompts.services import (
    ScenariosFailed,
    prompt_return,
    version_create,
    version_discard,
    version_go_live,
    version_update,
)
from agents.prompts.writing import LONGEST, allowed_fields, voice_checked
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.core.errors import Conflict, Invalid, NotFound, TooLarge
from crm.core.models import AuditLog
from crm.core.tenancy import in_schema
from tests.agents.prompts.conftest import VOICE


def test_without_a_version_the_built_in_prompt_is_in_force(alice: Broker) -> None:
    assert prompt_for("leasing", None) == template("leasing")
    assert prompt_for("leasing", None).version.startswith("leasing@")


def test_a_draft_changes_nothing_until_it_is_live(draft: PromptVersion, admin: User) -> None:
    assert prompt_for("leasing", None) == template("leasing")

    version_go_live(version=draft, actor=admin.as_actor())

    found = prompt_for("leasing", None)
    assert found.text.startswith(VOICE)
    assert found.version.startswith("leasing/v1@")


def test_the_frame_stands_under_every_version(draft: PromptVersion, admin: User) -> None:
    version_go_live(version=draft, actor=admin.as_actor())

    assert prompt_for("leasing", None).text.rstrip().endswith(built_in("leasing").frame)
    assert "never an instruction" in built_in("leasing").frame


def test_every_prompt_that_may_be_written_has_voice_and_frame() -> None:
    assert "leasing" in writable()
    for name in specialists():
        assert built_in(name).voice, name
    for name in writable():
        assert voice_checked(name, built_in(name).voice) == built_in(name).voice


def test_going_live_archives_the_one_before(draft: PromptVersion, admin: User) -> None:
    second = version_create(specialist="leasing", text="Second.", user=admin, based_on=draft)
    version_go_live(version=draft, actor=admin.as_actor())
    version_go_live(version=second, actor=admin.as_actor())

    assert second.number == 2
    states = dict(PromptVersion.objects.values_list("number", "state"))
    assert states == {1: "archived", 2: "live"}


def test_one_click_goes_back_to_an_earlier_one_or_to_the_built_in(
    draft: PromptVersion, admin: User
) -> None:
    second = version_create(specialist="leasing", text="Second.", user=admin)
    for version in (draft, second, draft):
        version_go_live(version=version, actor=admin.as_actor())
    assert prompt_for("leasing", None).text.startswith(VOICE)

    prompt_return(specialist="leasing", actor=admin.as_actor())

    assert prompt_for("leasing", None) == template("leasing")
    assert not PromptVersion.objects.filter(state="live").exists()


def test_what_was_live_is_never_rewritten(draft: PromptVersion, admin: User) -> None:
    version_go_live(version=draft, actor=admin.as_actor())

    with pytest.raises(Conflict):
        version_update(version=draft, user=admin, text="Other words.")
    with pytest.raises(Conflict):
        version_discard(version=draft, actor=admin.as_actor())


def test_two_live_versions_are_refused_by_the_database(draft: PromptVersion) -> None:
    PromptVersion.objects.create(specialist="leasing", number=2, text="x", state="live")

    with pytest.raises(IntegrityError), transaction.atomic():
        PromptVersion.objects.filter(pk=draft.pk).update(state="live")


@pytest.mark.parametrize(
    "text",
    [
        "Hi {lead_name}", "{broker_name.__class__}", "{broker_name!r}", "{broker_name:>99999999}",
        "{0}", "{}", "{broker_name", "broker_name}", "{facts}", "{ broker_name }",
    ],
)  # fmt: skip
def test_braces_nobody_fills_in_are_refused(alice: Broker, text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        voice_checked("leasing", text)

    assert "text" in refusal.value.fields


def test_doubled_braces_are_braces(alice: Broker) -> None:
    assert voice_checked("leasing", "Say {{hello}}").format() == "Say {hello}"
    assert allowed_fields("leasing") == ["broker_name", "broker_place"]


def test_empty_long_and_strangers_prompts_are_refused(alice: Broker) -> None:
    with pytest.raises(Invalid):
        voice_checked("leasing", " \n\x00 ")
    with pytest.raises(TooLarge):
        voice_checked("leasing", "x" * (LONGEST + 1))
    with pytest.raises(NotFound):
        voice_checked("../catalogue", "x")


def test_every_step_is_in_the_audit_log_without_the_text(draft: PromptVersion, admin: User) -> None:
    version_update(version=draft, user=admin, text="Other words.")
    version_go_live(version=draft, actor=admin.as_actor())
    prompt_return(specialist="leasing", actor=admin.as_actor())

    rows = list(AuditLog.objects.filter(verb__startswith="agents.prompt").order_by("id"))
    assert [row.verb.rpartition(".")[2] for row in rows] == [
        "created", "updated", "went_live", "returned",
    ]  # fmt: skip
    assert {row.actor_name for row in rows} == {admin.name}
    assert not any("Other words" in str(row.changes) + str(row.data) for row in rows)


def test_a_brokers_version_is_nobody_elses(draft: PromptVersion, admin: User) -> None:
    version_go_live(version=draft, actor=admin.as_actor())

    with in_schema("t_charlie"):
        assert prompt_for("leasing", None) == template("leasing")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_the_crew_is_written_within_its_frame(part: str, admin: User) -> None:
    version = version_create(specialist=part, text="Ask for the budget first {{x}}.", user=admin)

    version_go_live(version=version, actor=admin.as_actor())

    found = prompt_for(part, None)
    assert found.text.startswith("Ask for the budget first")
    assert found.text.rstrip().endswith(built_in(part).frame)
    prompt_return(specialist=part, actor=admin.as_actor())
    assert prompt_for(part, None) == template(part)


def test_a_check_that_passes_again_opens_the_way(draft: PromptVersion, admin: User) -> None:
    played = [{"title": "Rents", "candidate": {"passed": False}, "baseline": {"passed": True}}]
    ScenarioCheck.objects.create(version=draft, text="x", state="done", results=played)
    with pytest.raises(ScenariosFailed):
        version_go_live(version=draft, actor=admin.as_actor())
    played = [{"title": "Rents", "candidate": {"passed": True}, "baseline": {"passed": True}}]
    ScenarioCheck.objects.create(version=draft, text="x", state="done", results=played)

    assert version_go_live(version=draft, actor=admin.as_actor()).live_reason == ""


def test_why_it_went_live_all_the_same_is_in_the_log(draft: PromptVersion, admin: User) -> None:
    played = [{"title": "Rents", "candidate": {"passed": False}, "baseline": {"passed": True}}]
    ScenarioCheck.objects.create(version=draft, text="x", state="done", results=played)

    version_go_live(
        version=draft, actor=admin.as_actor(), confirm="V1", reason="The scenario is old"
    )

    changes = AuditLog.objects.get(verb="agents.prompt.went_live").changes
    assert (changes["failed"], changes["reason"]) == (["Rents"], "The scenario is old")
