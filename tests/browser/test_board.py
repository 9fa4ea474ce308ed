"""The board by mouse and by keyboard, and on a colleague's screen."""

from __future__ import annotations

from playwright.sync_api import expect

from crm.accounts.models import User
from crm.leads.models import Lead
from tests.browser.conftest import SeatFor
from tests.browser.stage import lead


def test_a_dragged_card_moves_on_the_colleagues_board_too(
    seat: SeatFor, boss: User, ana: User
) -> None:
    moving = lead("Pedro Rojas", "+56987650001")
    mine, hers = seat(boss).open("/pipeline/"), seat(ana).open("/pipeline/")

    mine.locator(f"#card-{moving.pk}").drag_to(mine.locator("#cards-qualified"))

    expect(hers.locator(f"#cards-qualified #card-{moving.pk}")).to_be_visible()
    expect(hers.locator("#head-qualified .column-count")).to_have_text("1")
    expect(hers.locator("#head-new .column-count")).to_have_text("0")
    assert Lead.objects.get(pk=moving.pk).stage.key == "qualified"


def test_a_move_is_taken_back_by_one_tap(seat: SeatFor, boss: User) -> None:
    moving = lead("Pedro Rojas", "+56987650001")
    page = seat(boss).open("/pipeline/")
    page.locator(f"#card-{moving.pk}").drag_to(page.locator("#cards-offer"))

    page.locator(".toast button").click()

    expect(page.locator(f"#cards-new #card-{moving.pk}")).to_be_visible()


def test_losing_by_keyboard_asks_why_and_then_moves(seat: SeatFor, boss: User) -> None:
    moving = lead("Pedro Rojas", "+56987650001")
    page = seat(boss).open("/pipeline/")

    page.locator(f"#card-{moving.pk} .lead-card-name").focus()
    page.keyboard.press("Control+ArrowRight")
    expect(page.locator(f"#cards-contacted #card-{moving.pk}")).to_be_visible()
    expect(page.locator(f"#card-{moving.pk} .lead-card-name")).to_be_focused()
    page.keyboard.press("m")
    page.locator("#dialog button[value=lost]").press("Enter")
    page.locator("#other-reason").fill("Se fue al sur")
    page.keyboard.press("Enter")

    expect(page.locator(f"#cards-lost #card-{moving.pk}")).to_be_visible()
    expect(page.locator("#dialog")).not_to_be_visible()


def test_a_card_dropped_on_lost_waits_for_its_reason(seat: SeatFor, boss: User) -> None:
    moving = lead("Pedro Rojas", "+56987650001")
    page = seat(boss, width=2200).open("/pipeline/")

    page.locator(f"#card-{moving.pk}").drag_to(page.locator("#cards-lost"))

    expect(page.locator("#dialog")).to_be_visible()
    expect(page.locator(f"#cards-new #card-{moving.pk}")).to_have_count(1)


def test_the_lead_opens_over_the_board_and_back_closes_it(seat: SeatFor, boss: User) -> None:
    shown = lead("Pedro Rojas", "+56987650001")
    page = seat(boss).open("/pipeline/")

    page.locator(f"#card-{shown.pk} .lead-card-name").click()
    expect(page.locator(f"#panel #lead-{shown.pk}")).to_be_visible()
    assert page.url.endswith(f"/leads/{shown.pk}/")
    page.go_back()

    expect(page.locator("#panel")).to_be_empty()
    assert page.url.endswith("/pipeline/")
    assert page.locator("#board").count() == 1


def test_a_fact_edited_in_the_panel_shows_on_the_board(seat: SeatFor, boss: User) -> None:
    shown = lead("Pedro Rojas", "+56987650001")
    page = seat(boss).open("/pipeline/")
    page.locator(f"#card-{shown.pk} .lead-card-name").click()

    page.locator('#panel a[href$="/wants/beds/"]').click()
    page.locator("#dialog [name=beds]").fill("4")
    page.keyboard.press("Enter")

    expect(page.locator(f"#card-{shown.pk} .lead-card-wants")).to_contain_text("4D")


def test_a_filtered_board_takes_no_strangers_in(seat: SeatFor, boss: User, ana: User) -> None:
    lead("Pedro Rojas", "+56987650001")
    page = seat(boss).open("/pipeline/?q=pedro")
    other = seat(ana).open("/pipeline/")

    lead("Nueva Persona", "+56987650002")

    expect(other.locator("#cards-new .lead-card")).to_have_count(2)
    expect(page.locator("#cards-new .lead-card")).to_have_count(1)
