"""A thread as it happens: what comes in, what goes out, who holds it, what a broken line misses."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from crm.accounts.models import User
from crm.conversations.models import Conversation
from tests.browser.conftest import Seat, SeatFor
from tests.browser.stage import hears, lead, thread


def test_a_reply_takes_the_thread_and_everybody_sees_it(
    seat: SeatFor, boss: User, ana: User
) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    mine, hers = seat(boss).open(f"/inbox/{talk.pk}/"), seat(ana).open(f"/inbox/{talk.pk}/")

    mine.locator("[data-composer]").fill("Hola, soy Alicia")
    mine.keyboard.press("Enter")

    expect(mine.locator(".bubble", has_text="Hola, soy Alicia")).to_have_count(1)
    expect(mine.locator("[data-composer]")).to_have_value("")
    expect(hers.locator(".bubble", has_text="Hola, soy Alicia")).to_have_count(1)
    expect(hers.locator(".holder")).to_have_attribute("data-holder", "person")
    assert Conversation.objects.get(pk=talk.pk).holder_user == boss


def test_what_comes_in_never_disturbs_who_is_writing(seat: SeatFor, boss: User) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    page = seat(boss).open(f"/inbox/{talk.pk}/")
    page.locator("[data-composer]").fill("Estoy escribiendo algo largo")
    page.evaluate("document.activeElement.setSelectionRange(6, 6)")

    hears(talk, "¿Hola?")
    expect(page.locator(".bubble", has_text="¿Hola?")).to_be_visible()

    box = page.locator("[data-composer]")
    expect(box).to_be_focused()
    expect(box).to_have_value("Estoy escribiendo algo largo")
    assert page.evaluate("document.activeElement.selectionStart") == 6


def test_words_that_were_not_sent_stay_though_nobody_is_in_their_box(
    seat: SeatFor, boss: User
) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    page = seat(boss).open(f"/inbox/{talk.pk}/")
    page.locator("[data-composer]").fill("A medias")
    page.locator("[data-composer]").blur()

    hears(talk, "¿Hola?")
    expect(page.locator(".bubble", has_text="¿Hola?")).to_be_visible()

    expect(page.locator("[data-composer]")).to_have_value("A medias")


def test_what_arrives_in_an_open_thread_is_read(seat: SeatFor, boss: User) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    page = seat(boss).open(f"/inbox/{talk.pk}/")

    with page.expect_response("**/read/"):
        hears(talk, "¿Hola?")

    row = page.locator(f"#row-{talk.pk} > a")
    expect(row).to_have_attribute("aria-current", "true")
    expect(row.locator(".unread")).to_have_count(0)
    assert Conversation.objects.get(pk=talk.pk).unread == 0


def dumb(seat: Seat) -> list[Any]:
    """The seat's lines to the server, which tell only what the test says."""
    lines: list[Any] = []
    seat.page.route_web_socket("**/ws/live/", lambda line: lines.append(line))
    return lines


def test_a_page_that_missed_too_much_is_drawn_anew(seat: SeatFor, boss: User) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    someone = seat(boss)
    lines = dumb(someone)
    for path in ("/inbox/", f"/inbox/{talk.pk}/", "/pipeline/"):
        page = someone.open(path)
        hears(talk, f"Desde {path}")

        lines[-1].send('<sofia-live reset last-id="9"></sofia-live>')

        expect(page.locator("#main", has_text=f"Desde {path}")).to_be_visible()


def test_a_page_below_a_lead_is_drawn_anew_as_itself(seat: SeatFor, boss: User) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    someone = seat(boss)
    lines = dumb(someone)
    page = someone.open("/pipeline/")
    page.locator(".lead-card-name").first.click()
    expect(page.locator("#panel article")).to_be_visible()
    hears(talk, "¿Sigues ahí?")

    lines[-1].send('<sofia-live reset last-id="9"></sofia-live>')

    expect(page.locator("#board .lead-card", has_text="¿Sigues ahí?")).to_be_visible()
    expect(page.locator("#panel article")).to_be_visible()


def test_a_new_message_brings_its_row_to_the_top(seat: SeatFor, boss: User) -> None:
    first = thread(lead("Pedro Rojas", "+56987650001"))
    second = thread(lead("Camila Soto", "+56987650002"))
    page = seat(boss).open("/inbox/")
    expect(page.locator("#inbox-rows > li").first).to_have_id(f"row-{second.pk}")

    hears(first, "¿Sigue disponible?")

    expect(page.locator("#inbox-rows > li").first).to_have_id(f"row-{first.pk}")
    expect(page.locator("#inbox-rows > li")).to_have_count(2)


def test_a_broken_line_turns_amber_and_catches_up(seat: SeatFor, boss: User) -> None:
    talk = thread(lead("Pedro Rojas", "+56987650001"))
    someone = seat(boss)
    lines: list[Any] = []

    def carry(line: Any) -> None:
        lines.append(line)
        if len(lines) != 2:  # the first attempt to come back finds nobody
            line.connect_to_server()
        else:
            line.close()

    someone.page.route_web_socket("**/ws/live/", carry)
    page = someone.open(f"/inbox/{talk.pk}/")

    lines[0].close()
    expect(page.locator("#live")).to_have_attribute("data-state", "off")
    hears(talk, "Escribí mientras no mirabas")

    expect(page.locator("#live")).to_have_attribute("data-state", "on")
    expect(page.locator(".bubble", has_text="Escribí mientras")).to_have_count(1)


def test_a_fact_opens_to_its_message(seat: SeatFor, boss: User) -> None:
    from crm.core.actors import SOFIA
    from crm.leads.services import profile_update

    talk = thread(lead("Pedro Rojas", "+56987650001"), text="Con dos baños, por favor")
    profile_update(
        lead=talk.lead,
        changes={"baths": 2},
        actor=SOFIA,
        message_id=talk.messages.earliest("id").pk,
    )
    page = seat(boss).open(f"/inbox/{talk.pk}/")

    page.locator(f"#source-{talk.lead_id}-baths summary").click()

    expect(page.locator(".source-card blockquote")).to_have_text("Con dos baños, por favor")


def test_what_was_opened_stays_when_the_card_is_drawn_anew(seat: SeatFor, boss: User) -> None:
    from crm.core.actors import SOFIA
    from crm.leads.services import profile_update

    talk = thread(lead("Pedro Rojas", "+56987650001"), text="Con dos baños, por favor")
    first = talk.messages.earliest("id").pk
    profile_update(lead=talk.lead, changes={"baths": 2}, actor=SOFIA, message_id=first)
    page = seat(boss).open(f"/inbox/{talk.pk}/")
    page.locator(f"#source-{talk.lead_id}-baths summary").click()
    quote = page.locator(".source-card blockquote")
    expect(quote).to_have_text("Con dos baños, por favor")

    profile_update(lead=talk.lead, changes={"beds": 4}, actor=SOFIA, message_id=first)

    expect(page.locator(f"#lead-{talk.lead_id} .wants")).to_contain_text("4")
    expect(quote).to_have_text("Con dos baños, por favor")
