"""A question of Sofía's in the open thread: it comes live, is decided by keyboard, and goes."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import transaction
from playwright.sync_api import expect

from agents.approvals.gate import Asked
from agents.approvals.models import Approval
from agents.approvals.services import approval_ask
from agents.desk.models import DeskMessage
from agents.models import AgentRun
from crm.accounts.models import User
from crm.conversations.models import Conversation
from crm.leads.models import Activity
from tests.browser.conftest import SeatFor
from tests.browser.stage import lead, thread
from tests.browser.test_desk import work


def asks(talk: Conversation) -> Approval:
    """Sofía wants to note what the lead said, and has to ask."""
    given = {"beds": 3, "areas": ["Ñuñoa"]}
    call = {"id": "c1", "name": "update_lead", "arguments": given, "raw": ""}
    asked = Asked("update_lead", "c1", given, [{"text": "", "calls": [call]}])
    with transaction.atomic():
        run = AgentRun.objects.create(lead=talk.lead, conversation=talk, outcome="replied")
        return approval_ask(asked=asked, run=run, conversation=talk, message_id=uuid4())


def test_it_comes_to_open_threads_and_goes_from_all_when_one_decides(
    seat: SeatFor, boss: User, ana: User
) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    mine = seat(boss).open(f"/inbox/{talk.pk}/")
    hers = seat(ana, width=390).open(f"/inbox/{talk.pk}/")

    row = asks(talk)
    card = hers.locator(f"#ask-{row.pk}")
    expect(card).to_be_visible()
    assert hers.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    mine.locator(f"#ask-{row.pk} .ask-no > summary").focus()
    mine.keyboard.press("Enter")
    mine.keyboard.press("Tab")
    mine.keyboard.type("Ya lo sabemos")
    mine.keyboard.press("Enter")

    expect(mine.locator(f"#ask-{row.pk}")).to_have_count(0)
    expect(card).to_have_count(0)
    row.refresh_from_db()
    assert (row.state, row.reason, row.decided_by) == ("rejected", "Ya lo sabemos", boss)


@pytest.mark.parametrize("width", [390, 1440])
def test_in_a_talk_the_person_changes_the_words_and_says_yes(
    seat: SeatFor, boss: User, width: int
) -> None:
    pedro = lead("Pedro Rojas", "+56987650001", owner=boss)
    page = seat(boss, width=width).open("/assistant/")
    page.locator("#question").fill("Anota en Pedro que prefiere mañanas")
    page.locator(".desk-composer .button-main").click()
    page.wait_for_url(re.compile("/assistant/talks/"))
    work()
    card = page.locator(".ask")
    expect(card).to_contain_text("Pedro Rojas")
    assert DeskMessage.objects.filter(state="asking").count() == 1

    card.locator(".ask-details > summary").click()
    card.locator("textarea").fill("Prefiere tardes")
    card.locator(".ask-yes .button-main").click()
    expect(card).to_have_count(0)
    work()

    expect(page.locator("[data-state=done]")).to_have_count(1)
    assert Activity.objects.filter(lead=pedro, text="Prefiere tardes").count() == 1
