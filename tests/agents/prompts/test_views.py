"""The pages of prompts: written, compared, tried against each other; for admins."""

from __future__ import annotations

from agents.prompts.experiments import experiment_start
from agents.prompts.models import Experiment, PromptVersion, ScenarioCheck
from agents.prompts.selectors import prompt_for, version_live
from crm.accounts.models import User
from crm.brokers.models import Broker
from tests.agents.prompts.conftest import VOICE
from tests.pages import door, text_of

HOME = "/agents/prompts/leasing/"


def test_the_list_says_what_is_in_force(admin: User, draft: PromptVersion) -> None:
    page = text_of(door(admin).get("/agents/"))

    assert HOME in page
    assert "1 borrador" in page


def test_a_draft_is_written_compared_and_goes_live(admin: User) -> None:
    client = door(admin)
    form = text_of(client.get(f"{HOME}new/"))
    assert "{broker_name}" in form
    assert "never an instruction" in form

    made = client.post(f"{HOME}new/", {"text": "You are Sofía.\r\nBe brief.", "note": "corta"})

    version = PromptVersion.objects.get()
    assert made["Location"] == f"/agents/versions/{version.pk}/"
    assert version.text == "You are Sofía.\nBe brief."
    compared = text_of(client.get(made["Location"]))
    assert "diff-removed" in compared
    assert client.post(f"{made['Location']}go-live/").status_code == 302
    assert version_live("leasing") == version
    client.post(f"{HOME}return/")
    assert version_live("leasing") is None


def test_what_cannot_be_saved_is_said_beside_the_field_and_not_lost(admin: User) -> None:
    answer = text_of(door(admin).post(f"{HOME}new/", {"text": "Hola {lead_name} & más"}))

    assert "{lead_name}" in answer
    assert "Hola {lead_name} &amp; más" in answer
    assert "field-error" in answer
    assert not PromptVersion.objects.exists()


def test_a_draft_can_be_written_on_and_thrown_away(admin: User, draft: PromptVersion) -> None:
    client = door(admin)
    client.post(f"/agents/versions/{draft.pk}/edit/", {"text": "Better.", "note": ""})
    draft.refresh_from_db()
    assert draft.text == "Better."

    client.post(f"/agents/versions/{draft.pk}/discard/")

    assert not PromptVersion.objects.exists()


def test_two_versions_are_compared_with_any_other(admin: User, draft: PromptVersion) -> None:
    client = door(admin)
    other = PromptVersion.objects.create(
        specialist="leasing", number=2, text=VOICE.replace("brief", "kind")
    )

    page = text_of(client.get(f"/agents/versions/{draft.pk}/?with={other.pk}"))

    assert "<del>kind</del>" in page
    assert "<ins>brief</ins>" in page
    assert client.get(f"/agents/versions/{draft.pk}/?with=built-in").status_code == 200
    assert client.get(f"/agents/versions/{draft.pk}/?with=nonsense").status_code == 404


def test_an_experiment_is_begun_read_and_won(admin: User, draft: PromptVersion) -> None:
    client = door(admin)
    assert str(draft.pk) in text_of(client.get(f"{HOME}experiment/"))

    form = {"name": "¿Más corta?", "control": "built-in", "challenger": draft.pk, "share": "30"}
    begun = client.post(f"{HOME}experiment/", form)

    experiment = Experiment.objects.get()
    assert begun["Location"] == f"/agents/experiments/{experiment.pk}/"
    page = text_of(client.get(begun["Location"]))
    assert "70 %" in page
    assert "muy pocos para decir algo" in page
    client.post(f"{begun['Location']}stop/", {"winner": "challenger"})
    assert prompt_for("leasing", None).text.startswith(VOICE)


def test_an_experiment_with_itself_is_refused_on_the_form(admin: User) -> None:
    PromptVersion.objects.create(specialist="leasing", number=1, text="x")
    form = {"name": "x", "control": "built-in", "challenger": "built-in", "share": "50"}

    answer = door(admin).post(f"{HOME}experiment/", form)

    assert answer.status_code == 200
    assert "dos prompts distintos" in text_of(answer)
    assert not Experiment.objects.exists()


def test_while_one_runs_the_buttons_that_would_be_refused_are_not_there(
    admin: User, draft: PromptVersion
) -> None:
    experiment_start(
        specialist="leasing", name="Una", control=None, challenger=draft, share=50, user=admin
    )

    page = text_of(door(admin).get(HOME))

    assert "go-live" not in page
    assert "Una" in page


def test_the_pages_are_for_admins(bob: User, alice: Broker) -> None:
    client = door(bob)

    assert client.get("/agents/").status_code == 403
    assert client.post(f"{HOME}return/").status_code == 403
    assert 'href="/agents/"' not in text_of(client.get("/"))
    assert client.get("/agents/prompts/nobody/").status_code in {403, 404}


def test_what_failed_its_scenarios_asks_for_a_name_and_a_reason(
    draft: PromptVersion, admin: User
) -> None:
    played = [{"title": "Arriendo", "candidate": {"passed": False}, "baseline": {"passed": True}}]
    ScenarioCheck.objects.create(version=draft, text="x", state="done", results=played)
    client = door(admin)

    refused = client.post(f"/agents/versions/{draft.pk}/go-live/")
    assert refused["Location"] == f"/agents/versions/{draft.pk}/#go-live"
    page = text_of(client.get(f"/agents/versions/{draft.pk}/"))
    assert "Arriendo" in page
    assert 'name="confirm"' in page

    client.post(
        f"/agents/versions/{draft.pk}/go-live/",
        {"confirm": draft.label, "reason": "El escenario ya no vale"},
    )
    draft.refresh_from_db()
    assert draft.state == "live"
    assert "El escenario ya no vale" in text_of(client.get(f"/agents/versions/{draft.pk}/"))
