"""What Sofía would change for somebody of the broker waits for their own yes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agents.approvals.models import Approval
from agents.approvals.selectors import approval_get_for
from agents.approvals.services import approval_decide, approval_expire
from agents.desk import answering
from agents.desk.answering import answer_work
from agents.desk.models import DeskMessage
from agents.desk.services import answer_stop, question_ask
from agents.llm.base import ToolResult
from crm.accounts.models import User
from crm.core.errors import Forbidden, NotFound
from crm.leads.models import Activity
from tests.agents.desk.conftest import answered
from tests.api.cast import Scene
from tests.fakes.model import FakeModel
from tests.isolation.cast import browser


@pytest.fixture
def asking(bob: User, bobs: Scene, model: FakeModel) -> DeskMessage:
    """Bob wants a note on Pedro; Sofía looked him up and asks."""
    model.calls(("lead_find", {"q": "Pedro"}))
    model.calls(("lead_note", {"lead_id": str(bobs.lead.pk), "text": "Atardecer en Pirque"}))
    return answered(bob, "Anota en Pedro que llame por la tarde")


def approval() -> Approval:
    return Approval.objects.get(person__isnull=False, resumed_at__isnull=True)


def notes() -> int:
    return Activity.objects.filter(text__contains="Atardecer").count()


def again(answer: DeskMessage) -> DeskMessage:
    """The worker takes what is owed."""
    answer_work(answer.pk)
    answer.refresh_from_db()
    return answer


def test_nothing_is_done_before_the_person_said_yes(asking: DeskMessage, bob: User) -> None:
    row = approval()

    assert asking.state == "asking"
    assert (row.person, row.tool, notes()) == (bob, "lead_note", 0)
    page = browser(bob).get(reverse("desk:thread", args=[asking.thread_id])).content.decode()
    assert "Atardecer en Pirque" in page
    assert f"/agents/approvals/{row.pk}/decide/" in page


def test_after_a_yes_it_is_done_once_and_nothing_is_called_twice(
    asking: DeskMessage, bob: User, model: FakeModel
) -> None:
    model.says("Listo, lo anoté.")

    approval_decide(approval=approval(), user=bob, approve=True)
    done = again(asking)

    assert (done.state, done.text, notes()) == ("done", "Listo, lo anoté.", 1)
    assert [card["tool"] for card in done.cards] == ["lead_find", "lead_note"]
    results = [each for each in model.prompts[-1].items if isinstance(each, ToolResult)]
    assert [each.name for each in results] == ["lead_find", "lead_note"]


def test_a_worker_that_dies_after_the_call_has_not_to_make_it_again(
    asking: DeskMessage, bob: User, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    approval_decide(approval=approval(), user=bob, approve=True)

    def dies(*_args: Any, **_kwargs: Any) -> Any:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(answering, "_keep", dies)
        model.says("Listo.")
        answer_work(asking.pk)
    DeskMessage.objects.filter(pk=asking.pk).update(due_at=timezone.now())
    model.says("Listo.")
    done = again(asking)

    assert (done.state, notes()) == ("done", 1)
    assert approval_is_over()


def approval_is_over() -> bool:
    return not Approval.objects.filter(person__isnull=False, resumed_at__isnull=True).exists()


def test_the_person_may_say_it_otherwise(asking: DeskMessage, bob: User, model: FakeModel) -> None:
    model.says("Listo.")

    where = f"/agents/approvals/{approval().pk}/decide/"
    browser(bob).post(where, {"decision": "approve", "arg-text": "Llamar a las cuatro"})
    again(asking)

    assert Activity.objects.filter(text__contains="a las cuatro").count() == 1


def test_after_a_no_nothing_is_done_and_the_model_hears_why(
    asking: DeskMessage, bob: User, model: FakeModel
) -> None:
    model.says("No lo anoté.")

    approval_decide(approval=approval(), user=bob, approve=False, reason="Ya lo llamé")
    done = again(asking)

    assert (done.state, notes()) == ("done", 0)
    last = [each for each in model.prompts[-1].items if isinstance(each, ToolResult)][-1]
    assert last.is_error
    assert "Ya lo llamé" in last.content


def test_nobody_else_may_decide_it(asking: DeskMessage, admin: User, luz: User) -> None:
    row = approval()

    for other in (admin, luz):
        assert browser(other).post(
            f"/agents/approvals/{row.pk}/decide/", {"decision": "approve"}
        ).status_code == 404  # fmt: skip
        with pytest.raises(Forbidden):
            approval_decide(approval=row, user=other, approve=True)
        assert str(row.pk) not in browser(other).get("/agents/approvals/").content.decode()


def test_another_question_and_a_stop_end_what_waits(
    asking: DeskMessage, bob: User, model: FakeModel
) -> None:
    owed = question_ask(user=bob, text="Otra cosa", thread=asking.thread)

    asking.refresh_from_db()
    assert (asking.state, approval_is_over()) == ("stopped", True)
    answer_stop(answer=owed, user=bob)
    assert notes() == 0


def test_who_does_not_answer_in_time_is_told(asking: DeskMessage) -> None:
    Approval.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert approval_expire(approval().pk)

    asking.refresh_from_db()
    assert (asking.state, approval_is_over(), notes()) == ("failed", True, 0)


def test_nobody_is_asked_about_a_lead_that_is_not_theirs(
    luz: User, bobs: Scene, model: FakeModel
) -> None:
    model.calls(("lead_note", {"lead_id": str(bobs.lead.pk), "text": "Atardecer"}))
    model.says("No lo encuentro.")

    done = answered(luz, "Anota en Pedro que llame")

    assert done.state == "done"
    assert not Approval.objects.filter(person__isnull=False).exists()
    assert notes() == 0


def test_a_talk_is_nobodys_lead(asking: DeskMessage, admin: User, bob: User) -> None:
    with pytest.raises(NotFound):
        approval_get_for(admin, approval().pk)
    assert approval_get_for(bob, approval().pk).lead is None
