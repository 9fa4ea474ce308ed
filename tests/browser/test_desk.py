"""The talk with Sofía and the ads of a listing, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from agents.desk.answering import answer_work
from agents.desk.models import DeskMessage
from crm.accounts.models import User
from tests.browser.conftest import SeatFor
from tests.browser.stage import lead, thread, unit

HOT = "¿Qué leads están sin respuesta?"


def work() -> None:
    """What a worker would do."""
    for owed in DeskMessage.objects.filter(state="queued"):
        answer_work(owed.pk)


def ask(page: Page, text: str) -> None:
    page.locator("#question").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [390, 1440])
def test_a_question_is_answered_on_the_open_page(seat: SeatFor, boss: User, width: int) -> None:
    page = seat(boss, width=width).open("/assistant/")
    page.locator(".desk-suggestions button").first.click()
    expect(page.locator("[data-state=queued]")).to_have_count(1)

    work()

    expect(page.locator("[data-state=done]")).to_have_count(1)
    spill = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert spill <= 0


def test_a_further_question_clears_the_composer_and_links_to_the_lead(
    seat: SeatFor, boss: User
) -> None:
    first = lead("Pedro Rojas", "+56987650001", owner=boss)
    talk = thread(first)
    talk.last_message_by = "lead"
    talk.save()
    page = seat(boss).open("/assistant/")
    ask(page, "Hola")
    page.wait_for_url(re.compile("/assistant/talks/"))
    work()
    expect(page.locator("[data-state=done]")).to_have_count(1)

    ask(page, HOT)
    expect(page.locator("[data-state=queued]")).to_have_count(1)
    expect(page.locator("#question")).to_have_value("")
    work()

    link = page.locator(".desk-link", has_text="Pedro Rojas")
    expect(link).to_have_count(1)
    link.click()
    expect(page.locator("#panel")).to_contain_text("Pedro Rojas")


def test_stop_and_ask_again(seat: SeatFor, boss: User) -> None:
    page = seat(boss).open("/assistant/")
    ask(page, "Hola")
    page.get_by_role("button", name=re.compile("Detener|Stop")).click()
    expect(page.locator("[data-state=stopped]")).to_have_count(1)
    work()

    page.get_by_role("button", name=re.compile("Preguntar de nuevo|Ask again")).click()
    expect(page.locator("[data-state=queued]")).to_have_count(1)
    work()

    expect(page.locator("[data-state=done]")).to_have_count(1)


def test_two_tabs_show_the_same_answer(seat: SeatFor, boss: User, luis: User) -> None:
    one = seat(boss).open("/assistant/")
    ask(one, "Hola")
    one.wait_for_url(re.compile("/assistant/talks/"))
    two = seat(boss).open(re.sub(r"^https?://[^/]+", "", one.url))

    work()

    expect(two.locator("[data-state=done]")).to_have_count(1)
    expect(one.locator("[data-state=done]")).to_have_count(1)


def test_ads_are_written_counted_and_copied(seat: SeatFor, boss: User) -> None:
    flat = unit("Departamento de 2 dormitorios en Ñuñoa")
    someone = seat(boss)
    someone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = someone.open(f"/inventory/{flat.pk}/")

    page.locator(".ads-form button[type=submit]").click()
    expect(page.locator(".ad")).to_have_count(6)
    expect(page.locator(".ad-count").first).to_have_text(re.compile(r"^\d+/125$"))
    page.locator("[data-copy]").first.click()

    expect(page.locator("#toasts .toast")).to_have_count(1)
    text = page.locator("[data-copy-text]").first.text_content()
    assert page.evaluate("navigator.clipboard.readText()") == text
