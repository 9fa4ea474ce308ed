"""A turn stops before a call a person wants to be asked about, and goes on when they decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.approvals import selectors as asking
from agents.approvals.arguments import arguments_changed
from agents.approvals.models import Approval
from agents.approvals.services import approval_decide, approval_expire, rules_set
from agents.approvals.tasks import sweep
from agents.approvals.words import waiting_words
from agents.llm.base import AssistantCalls, ToolResult
from agents.models import AgentRun, AgentStep, Turn
from agents.turns import run
from crm.accounts.models import User
from crm.conversations.models import Conversation
from crm.conversations.services import conversation_take
from crm.core.errors import Conflict, Invalid
from crm.inventory.models import Unit
from crm.leads.models import LeadProfile, Task
from crm.scheduling.models import Appointment
from crm.scheduling.slots import slot_parse
from tests import drive
from tests.agents.tools.calls import slot_of
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel


def results(model: FakeModel) -> list[ToolResult]:
    """What the newest prompt holds of tools' answers."""
    return [item for item in model.prompts[-1].items if isinstance(item, ToolResult)]


def test_unless_a_broker_wants_it_nobody_is_asked(
    model: FakeModel, unit: Unit, admin: User, channel: FakeChannel
) -> None:
    model.calls(("book_viewing", {"unit_ref": unit.ref, "slot_id": slot_of(admin, unit, 12)}))
    model.says("No pude agendar a esa hora.")

    drive.receive("Quiero visitar el departamento")
    drive.settle()

    assert not Approval.objects.exists()
    assert AgentStep.objects.get(kind="tool").name == "book_viewing"


def test_the_lead_hears_that_it_is_not_confirmed(asked: Approval, channel: FakeChannel) -> None:
    assert channel.said[-1].endswith(waiting_words("es"))
    assert not Appointment.objects.exists()
    assert asked.state == "pending"
    assert asked.expires_at > timezone.now()
    assert Conversation.objects.get().holder == "sofia"


def test_its_people_get_a_task_in_words(asked: Approval, unit: Unit) -> None:
    task = Task.objects.get()

    assert task == asked.task
    assert unit.title in task.title
    assert unit.ref in task.title


def test_approved_it_is_done_and_told_and_nothing_is_called_twice(
    asked: Approval, bob: User, model: FakeModel, channel: FakeChannel, unit: Unit
) -> None:
    before = list(AgentStep.objects.filter(kind="tool", name="inventory_search"))
    model.says("Listo, tu visita quedó agendada.")

    approval_decide(approval=asked, user=bob, approve=True)
    drive.settle()

    assert Appointment.objects.get().unit == unit
    names = [result.name for result in results(model)]
    assert names == ["inventory_search", "book_viewing"]
    assert not results(model)[-1].is_error
    # What was found before the pause is kept, not searched for again.
    again = AgentStep.objects.filter(kind="tool", name="inventory_search").exclude(
        pk__in=[step.pk for step in before]
    )
    assert [step.arguments for step in again] == [{"resumed": str(asked.pk)}]
    assert "agendada" in channel.said[-1]
    asked.refresh_from_db()
    assert asked.resumed_at is not None
    assert Task.objects.get().done_at is not None


def test_the_turn_that_goes_on_has_the_log_as_it_was(
    asked: Approval, bob: User, model: FakeModel
) -> None:
    stopped = model.prompts[-1]
    model.says("Listo.")

    approval_decide(approval=asked, user=bob, approve=True)
    drive.settle()

    items = model.prompts[-1].items
    assert [as_told(item) for item in items[: len(stopped.items)]] == [
        as_told(item) for item in stopped.items
    ]
    assert isinstance(items[len(stopped.items)], AssistantCalls)


def as_told(item: Any) -> Any:
    """The item without whose step it was."""
    return replace(item, vendor="") if isinstance(item, AssistantCalls) else item


def test_leave_for_one_call_is_no_leave_for_the_next(
    asked: Approval, bob: User, model: FakeModel, unit: Unit, shower: User
) -> None:
    # The fake model counts its calls anew in each step, as some vendors do.
    approval_decide(approval=asked, user=bob, approve=False)
    model.calls(("book_viewing", {"unit_ref": unit.ref, "slot_id": slot_of(shower, unit, 16)}))
    drive.settle()

    assert not Appointment.objects.exists()
    assert Approval.objects.filter(state="pending").count() == 1


def test_a_person_may_choose_another_time(
    asked: Approval, bob: User, shower: User, unit: Unit, model: FakeModel
) -> None:
    later = slot_of(shower, unit, 16)
    model.says("Listo.")

    approval_decide(
        approval=asked, user=bob, approve=True,
        arguments={"unit_ref": unit.ref, "slot_id": later},
    )  # fmt: skip
    drive.settle()

    assert Appointment.objects.get().starts_at == slot_parse(later).starts_at
    assert [c.arguments for i in model.prompts[-1].items if isinstance(i, AssistantCalls)
            for c in i.calls if c.name == "book_viewing"] == [
        {"unit_ref": unit.ref, "slot_id": later}
    ]  # fmt: skip


@pytest.mark.parametrize("arguments", [{}, {"unit_ref": "x"}, {"slot_id": "x", "who": "me"}])
def test_arguments_the_tool_would_refuse_are_refused(
    asked: Approval, bob: User, arguments: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        approval_decide(approval=asked, user=bob, approve=True, arguments=arguments)

    asked.refresh_from_db()
    assert asked.state == "pending"


def test_rejected_the_model_hears_why_and_nothing_is_booked(
    asked: Approval, bob: User, model: FakeModel, channel: FakeChannel
) -> None:
    model.says("Esa hora no se puede confirmar; ¿te acomoda otro día?")

    approval_decide(approval=asked, user=bob, approve=False, reason="El piso está en obras")
    drive.settle()

    assert not Appointment.objects.exists()
    assert results(model)[-1].is_error
    assert "El piso está en obras" in results(model)[-1].content
    assert "otro día" in channel.said[-1]


def test_nobody_decided_in_time_a_person_is_called(
    asked: Approval, model: FakeModel, channel: FakeChannel
) -> None:
    said = len(model.prompts)
    Approval.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert approval_expire(asked.pk)
    drive.settle()

    assert not Appointment.objects.exists()
    assert len(model.prompts) == said
    conversation = Conversation.objects.get()
    assert conversation.holder == "queue"
    assert AgentRun.objects.first().outcome == "handed_over"  # type: ignore[union-attr]
    assert "persona" in channel.said[-1]
    asked.refresh_from_db()
    assert (asked.state, asked.resumed_at is not None) == ("expired", True)


def test_what_is_decided_is_decided_once(asked: Approval, bob: User, model: FakeModel) -> None:
    model.says("No se puede.")
    approval_decide(approval=asked, user=bob, approve=False)

    for approve in (True, False):
        with pytest.raises(Conflict) as refused:
            approval_decide(approval=asked, user=bob, approve=approve)
        assert refused.value.code == "decided"


def test_too_late_is_too_late(asked: Approval, bob: User) -> None:
    Approval.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(Conflict) as refused:
        approval_decide(approval=asked, user=bob, approve=True)

    assert refused.value.code == "expired"


def test_who_takes_the_conversation_ends_the_question(asked: Approval, bob: User) -> None:
    conversation_take(conversation=Conversation.objects.get(), user=bob)
    drive.settle()

    asked.refresh_from_db()
    assert asked.state == "cancelled"
    assert Task.objects.get().done_at is not None
    with pytest.raises(Conflict):
        approval_decide(approval=asked, user=bob, approve=True)
    assert not Appointment.objects.exists()


def test_a_lead_who_writes_on_is_answered_and_asks_nobody_twice(
    asked: Approval, model: FakeModel, channel: FakeChannel, unit: Unit, shower: User
) -> None:
    model.calls(("book_viewing", {"unit_ref": unit.ref, "slot_id": slot_of(shower, unit, 17)}))
    model.says("Sigo esperando la respuesta del equipo.")

    drive.receive("¿Y? ¿Quedó?")
    drive.settle()

    assert Approval.objects.count() == 1
    assert "asked already" in results(model)[-1].content
    assert channel.said[-1] == "Sigo esperando la respuesta del equipo."


def test_what_was_written_meanwhile_is_read_with_the_decision(
    asked: Approval, bob: User, model: FakeModel, channel: FakeChannel
) -> None:
    model.says("Listo: agendada, y sí, tiene estacionamiento por confirmar.")

    drive.receive("¿Tiene estacionamiento?")
    approval_decide(approval=asked, user=bob, approve=True)
    drive.settle()

    texts = [getattr(item, "text", "") for item in model.prompts[-1].items]
    assert "¿Tiene estacionamiento?" in texts
    assert Appointment.objects.count() == 1
    assert Turn.objects.filter(state="pending").count() == 0


def test_a_worker_that_dies_before_the_answer_books_once(
    asked: Approval, bob: User, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    approval_decide(approval=asked, user=bob, approve=True)
    turn = Turn.objects.get(state="pending")

    def dies(*_args: Any, **_kwargs: Any) -> Any:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(run, "turn_commit", dies)
        model.says("Listo.")
        run.turn_work(turn.pk)
    Turn.objects.filter(pk=turn.pk).update(due_at=timezone.now())
    model.says("Listo.")
    drive.settle()

    assert Appointment.objects.count() == 1
    asked.refresh_from_db()
    assert asked.resumed_at is not None


def test_only_what_a_turn_writes_can_be_asked_about(admin: User, bob: User) -> None:
    for tools in (["escalate_to_human"], ["lead_score"], ["conversation_reply"], ["nothing"]):
        with pytest.raises(Invalid):
            rules_set(tools=tools, user=admin)
    with pytest.raises(Exception, match="admin"):
        rules_set(tools=["book_viewing"], user=bob)


def test_the_sweep_finds_what_is_overdue(asked: Approval, monkeypatch: pytest.MonkeyPatch) -> None:
    Approval.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    monkeypatch.setattr("agents.approvals.tasks.active_schemas", lambda: ["t_alice"])

    sweep()

    asked.refresh_from_db()
    assert asked.state == "expired"


def test_what_a_turn_only_notes_can_be_asked_about_too(
    model: FakeModel, channel: FakeChannel, admin: User, bob: User, listings: list[str]
) -> None:
    rules_set(tools=["update_lead"], user=admin)
    asking._rules_lately.forget()
    model.calls(("update_lead", {"beds": 2, "areas": ["Ñuñoa"]}))
    drive.receive("Busco algo de 2 dormitorios en Ñuñoa")
    drive.settle()
    row = Approval.objects.get()
    assert LeadProfile.objects.get().beds is None
    model.says("Anotado.")

    changed = arguments_changed(row.arguments, {"arg-beds": "3", "arg-areas": "Ñuñoa, Macul"})
    approval_decide(approval=row, user=bob, approve=True, arguments=changed)
    drive.settle()

    profile = LeadProfile.objects.get()
    assert (profile.beds, profile.areas) == (3, ["Ñuñoa", "Macul"])
