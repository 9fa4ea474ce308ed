"""Every page in both themes, on a phone and on a wide screen: nothing spills, nothing complains."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from crm.accounts.models import User
from tests.browser.conftest import SeatFor
from tests.browser.stage import LONG, lead, thread, unit
from tests.channels_app.sockets import session_cookie

SCREENS = [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")]


@pytest.mark.parametrize(("width", "theme"), SCREENS)
def test_pages_fit_their_screen(seat: SeatFor, boss: User, width: int, theme: str) -> None:
    first = lead(LONG, "+56987650001", owner=boss)
    lead("محمد بن راشد", "+56987650002")
    lead("José 🏡 Luis", "+56987650003")
    talk = thread(first, text="x" * 300 + " https://example.com/" + "y" * 200)
    flat = unit(LONG)
    someone = seat(boss, width=width, theme=theme)

    for path in (
        "/",
        "/pipeline/",
        "/leads/",
        "/leads/new/",
        f"/leads/{first.pk}/",
        "/inbox/",
        f"/inbox/{talk.pk}/",
        "/inventory/",
        f"/inventory/{flat.pk}/",
        "/assistant/",
        "/assistant/ideas/",
        "/settings/",
        "/settings/webhooks/",
        "/settings/webhooks/new/",
        "/settings/channels/",
        "/settings/channels/connect/whatsapp/",
        "/settings/templates/",
        "/settings/forms/",
        "/settings/webchat/",
        "/settings/hours/",
        "/settings/privacy/",
        "/knowledge/held/",
        "/knowledge/answers/",
        "/chat/",
    ):
        page = someone.open(path)
        spill = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert spill <= 0, path
        assert page.locator("h1").count() == 1, path


def test_a_page_works_without_scripts(chromium: Browser, boss: User, site: str) -> None:
    first = lead("Pedro Rojas", "+56987650001", owner=boss)
    talk = thread(first)
    context = chromium.new_context(java_script_enabled=False)
    name, _sep, value = session_cookie(boss).partition("=")
    context.add_cookies([{"name": name, "value": value, "url": site}])
    page = context.new_page()

    page.goto(f"{site}/inbox/{talk.pk}/")
    page.fill("[name=text]", "Hola, soy Alicia")
    page.click(".composer [type=submit]")
    expect(page.locator(".bubble", has_text="Hola, soy Alicia")).to_have_count(1)

    page.goto(f"{site}/pipeline/leads/{first.pk}/move/")
    with page.expect_navigation():
        page.click("button[value=offer]")
    page.goto(f"{site}/pipeline/")
    expect(page.locator("#cards-offer", has_text="Pedro Rojas")).to_have_count(1)

    page.goto(f"{site}/assistant/")
    page.fill("#question", "Hola")
    page.click(".desk-composer [type=submit]")
    page.click(".desk-status button")
    page.click(".desk-again button")
    expect(page.locator("[data-state=queued]")).to_have_count(1)
    context.close()


def test_the_workspace_is_walked_by_keyboard(seat: SeatFor, boss: User) -> None:
    page = seat(boss).open("/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("pedro")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leads/?q=pedro")


def test_a_theme_holds_over_pages(seat: SeatFor, boss: User) -> None:
    page = seat(boss).open("/settings/")
    light = page.evaluate("getComputedStyle(document.body).color")

    page.locator(".settings-theme [data-theme-set=dark]").click()
    page.goto(page.url.replace("/settings/", "/leads/"))

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).color") != light
