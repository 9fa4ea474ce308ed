"""An owed answer, from the claim to what is kept: with a model, with none, and when it is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from agents.desk.answering import answer_work
from agents.desk.models import DeskMessage
from agents.desk.selectors import answers_due
from agents.desk.services import answer_stop, question_ask
from agents.desk.signals import desk_drawn
from agents.llm.base import ErrorKind, Prompt, ProviderError
from agents.models import AgentRun
from crm.accounts.models import User
from crm.leads.models import Lead
from tests.agents.desk.conftest import answered
from tests.api.cast import Scene
from tests.fakes.model import FakeModel

HOT = ("leads_waiting", {"score_min": 75})


def test_an_answer_is_kept_with_its_run_and_cards(bob: User, bobs: Scene, model: FakeModel) -> None:
    model.calls(("leads_waiting", {})).says("Pedro Rojas espera respuesta.")

    done = answered(bob, "¿Quién espera?")

    assert (done.state, done.text) == ("done", "Pedro Rojas espera respuesta.")
    assert done.cards[0]["tool"] == "leads_waiting"
    assert done.cards[0]["links"][0]["id"] == str(bobs.lead.pk)
    assert done.run is not None
    assert (done.run.user, done.run.specialist, done.run.tool_calls) == (bob, "analyst", 1)


def test_an_agent_gets_only_their_own(bob: User, luz: User, bobs: Scene) -> None:
    hers = answered(luz, "¿Qué leads están sin respuesta?")
    his = answered(bob, "¿Qué leads están sin respuesta?")

    assert "Pedro" not in hers.text
    assert "Pedro Rojas" in his.text


def test_tools_without_the_right_are_not_offered(bob: User, model: FakeModel) -> None:
    model.says("Hola.")

    answered(bob, "Hola")

    offered = {tool.name for tool in model.prompts[0].tools}
    assert "leads_waiting" in offered
    assert not offered & {"unit_update", "document_add", "lead_rescore", "update_lead"}


def test_a_number_nobody_told_is_written_anew(bob: User, model: FakeModel) -> None:
    model.says("Tienes 4.731 leads calientes.").says("No lo sé.")

    assert answered(bob, "¿Cuántos leads?").text == "No lo sé."


def test_a_model_that_insists_gives_way_to_the_results(
    bob: User, bobs: Scene, model: FakeModel
) -> None:
    model.calls(("leads_waiting", {})).says("Hay 4.731.").says("Son 4.731.")

    done = answered(bob, "¿Qué leads están sin respuesta?")

    assert "Un lead espera respuesta" in done.text
    assert "4.731" not in done.text


def test_without_any_model_the_person_is_told(bob: User, model: FakeModel) -> None:
    for _each in range(3):
        model.fails(ProviderError(ErrorKind.UNAVAILABLE, "down"))

    done = answered(bob, "Hola")

    assert done.state == "failed"
    assert "Try again" in done.error
    assert AgentRun.objects.get().outcome == "failed"


def test_stop_while_it_runs_ends_it(bob: User, bobs: Scene, model: FakeModel) -> None:
    owed = question_ask(user=bob, text="¿Quién espera?")

    def stop(_prompt: Prompt) -> None:
        answer_stop(answer=DeskMessage.objects.get(pk=owed.pk), user=bob)

    model.before = stop
    model.calls(("leads_waiting", {}))
    answer_work(owed.pk)

    owed.refresh_from_db()
    assert owed.state == "stopped"
    assert len(model.prompts) == 1
    assert owed.run is not None


def test_pages_are_told_while_it_is_written(bob: User, model: FakeModel) -> None:
    drawn: list[dict[str, Any]] = []

    def hear(**told: Any) -> None:
        drawn.append(told)

    desk_drawn.connect(hear)
    model.says("Hola, Bob.")
    answered(bob, "Hola")
    desk_drawn.disconnect(hear)

    assert {each["user_id"] for each in drawn} == {bob.pk}
    assert "answer-" in drawn[0]["html"]


def test_an_answer_whose_worker_died_is_written_by_another(bob: User, model: FakeModel) -> None:
    owed = question_ask(user=bob, text="Hola")
    past = timezone.now() - timedelta(seconds=1)
    DeskMessage.objects.filter(pk=owed.pk).update(
        state="running", claimed_by="gone/1", lease_until=past
    )

    assert answers_due(timezone.now(), limit=5) == [owed.pk]
    model.says("Hola.")
    answer_work(owed.pk)

    owed.refresh_from_db()
    assert owed.state == "done"


def test_a_fault_of_ours_is_tried_again_and_then_told(
    bob: User, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    owed = question_ask(user=bob, text="Hola")
    monkeypatch.setattr("agents.desk.answering.plan_for", lambda _task: 1 / 0)

    for _each in range(settings.TURN_MAX_ATTEMPTS):
        DeskMessage.objects.filter(pk=owed.pk).update(due_at=timezone.now())
        answer_work(owed.pk)

    owed.refresh_from_db()
    assert owed.state == "failed"
    assert "ZeroDivision" not in owed.error


def test_what_was_said_before_goes_along(bob: User, model: FakeModel) -> None:
    model.says("Rosa Díaz.")
    first = answered(bob, "¿Quién llamó?")
    again = question_ask(user=bob, thread=first.thread, text="¿Qué quería?")
    model.says("No lo sé.")
    answer_work(again.pk)

    said = [getattr(item, "text", "") for item in model.prompts[1].items]
    assert said == ["¿Quién llamó?", "Rosa Díaz.", "¿Qué quería?"]


def test_who_wants_no_campaigns_is_in_no_group(bob: User, bobs: Scene) -> None:
    Lead.objects.filter(pk=bobs.lead.pk).update(
        score=80, last_activity_at=timezone.now() - timedelta(days=20)
    )
    assert "1" in answered(bob, "Dame ideas para una campaña").text

    bobs.lead.contact.marketing_opted_out_at = timezone.now()
    bobs.lead.contact.save()
    assert "ningún grupo" in answered(bob, "Dame ideas para una campaña").text
