"""The page on which people decide what Sofía asked."""

from __future__ import annotations

from agents.approvals import events as verbs
from agents.approvals.models import Approval
from agents.approvals.selectors import rules
from agents.approvals.services import approval_decide
from crm.accounts.models import User
from crm.core import live
from crm.core.actors import SYSTEM
from crm.core.events import event_of
from crm.core.models import AuditLog
from crm.leads.services import lead_assign
from crm.scheduling.models import Appointment
from tests import drive
from tests.api.client import Api, error_of
from tests.fakes.model import FakeModel
from tests.isolation.cast import browser


def test_a_question_stands_there_in_words(asked: Approval, bob: User) -> None:
    page = browser(bob).get("/agents/approvals/").content.decode()

    assert "Agendar una visita" in page or "Book a viewing" in page
    assert f"/agents/approvals/{asked.pk}/decide/" in page


def test_yes_is_said_with_a_button(asked: Approval, bob: User, model: FakeModel) -> None:
    model.says("Listo.")

    browser(bob).post(f"/agents/approvals/{asked.pk}/decide/", {"decision": "approve"})
    drive.settle()

    assert Appointment.objects.count() == 1


def test_without_a_word_nothing_is_decided(asked: Approval, bob: User) -> None:
    browser(bob).post(f"/agents/approvals/{asked.pk}/decide/", {})

    asked.refresh_from_db()
    assert asked.state == "pending"


def test_only_admins_change_what_is_asked(admin: User, bob: User) -> None:
    assert (
        browser(bob).post("/agents/approvals/rules/", {"tools": "book_viewing"}).status_code == 403
    )
    assert not rules()

    browser(admin).post("/agents/approvals/rules/", {"tools": "book_viewing"})

    assert rules() == {"book_viewing"}


def test_the_page_says_so_when_nothing_waits(admin: User) -> None:
    assert browser(admin).get("/agents/approvals/").status_code == 200


def test_it_is_decided_over_the_api_once(asked: Approval, bob: User, model: FakeModel) -> None:
    model.says("No se puede.")
    api, where = Api(bob), f"agents/approvals/{asked.pk}/decide"

    wrong = api.post(where, {"approve": False, "arguments": {}})
    decided = api.post(where, {"approve": False, "reason": "No"})
    again = api.post(where, {"approve": True})

    assert wrong.status_code == 400
    assert (decided.status_code, decided.json()["state"]) == (200, "rejected")
    assert (again.status_code, error_of(again)["code"]) == (409, "decided")


def test_the_thread_shows_it_to_who_may_see_the_lead(
    asked: Approval, bob: User, admin: User
) -> None:
    where = f"/inbox/{asked.conversation_id}/"
    assert f"ask-{asked.pk}" in browser(admin).get(where).content.decode()

    lead = asked.conversation.lead  # type: ignore[union-attr]
    lead_assign(lead=lead, owner=admin, actor=SYSTEM)

    assert browser(bob).get(where).status_code == 404
    assert browser(bob).post(
        f"/agents/approvals/{asked.pk}/decide/", {"decision": "approve"}
    ).status_code == 404  # fmt: skip


def test_open_pages_get_the_card_and_lose_it(asked: Approval, bob: User, model: FakeModel) -> None:
    topics = [f"thread:{asked.conversation_id}", "approvals"]
    log = AuditLog.objects.filter(object_id=asked.pk)

    came = live.render(topics, actor=bob, event=event_of(log.get(verb=verbs.ASKED)))
    model.says("No se puede.")
    approval_decide(approval=asked, user=bob, approve=False)
    went = live.render(topics, actor=bob, event=event_of(log.get(verb=verbs.DECIDED)))

    assert f'data-swap="append:#asks-{asked.conversation_id}"' in came
    assert 'data-swap="append:#asks-all"' in came
    assert f'id="ask-{asked.pk}" data-swap="remove"' in went


def test_a_click_takes_the_card_away_and_says_so(
    asked: Approval, bob: User, model: FakeModel
) -> None:
    model.says("No se puede.")

    answer = browser(bob).post(
        f"/agents/approvals/{asked.pk}/decide/",
        {"decision": "reject", "reason": "No"},
        headers={"HX-Request": "true"},
    )

    assert f'id="ask-{asked.pk}" data-swap="remove"' in answer.content.decode()
    assert 'data-swap="toast"' in answer.content.decode()
