"""The chat on somebody else's site, in a real browser: strict policy, odd styles, no cookies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from agents.models import Turn
from agents.turns.run import turn_run
from channels_app.delivery.sending import conversation_deliver
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.brokers.services import broker_update
from crm.conversations.models import Conversation, Message
from crm.conversations.services import message_queue, person_reply
from tests.browser.conftest import SeatFor
from tests.browser.foreign import Site, foreign_site
from tests.stage import window_off

__all__ = ["window_off"]
LINES = "[data-author={}]:not([aria-hidden]):not([data-pending])"


@pytest.fixture
def foreign(site: str) -> Iterator[Site]:
    """A site that embeds Alice's chat in Spanish."""
    with foreign_site(site) as foreign:
        foreign.embed(language="es")
        yield foreign


def launcher(page: Page) -> Any:
    return page.locator("sofia-chat .launcher")


def opened(page: Page) -> FrameLocator:
    """The chat, opened by its launcher."""
    launcher(page).click()
    frame = page.frame_locator("sofia-chat iframe")
    expect(frame.locator("#log[aria-busy=false]")).to_be_attached()
    return frame


def say(page: Page, frame: FrameLocator, text: str) -> None:
    before = frame.locator(LINES.format("lead")).count()
    frame.locator("#text").fill(text)
    page.keyboard.press("Enter")
    expect(frame.locator(LINES.format("lead"))).to_have_count(before + 1)


def sofia_answers() -> None:
    turn_run(Turn.objects.latest("id").pk)
    conversation_deliver(Conversation.objects.get().pk)


def person_answers(user: User, text: str) -> None:
    thread = Conversation.objects.get()
    person_reply(conversation=thread, user=user, text=text)
    assert conversation_deliver(thread.pk) == 1


def test_a_visitor_chats_on_a_strict_site_and_resumes_after_a_reload(
    seat: SeatFor, foreign: Site, boss: User, window_off: None
) -> None:
    someone = seat()
    page = someone.page
    page.goto(foreign.origin)
    frame = opened(page)
    say(page, frame, "Hola, busco arriendo en Ñuñoa")
    sofia_answers()
    expect(frame.locator(LINES.format("sofia"))).to_have_count(2)

    page.reload()

    expect(frame.locator(LINES.format("lead"))).to_contain_text("Hola, busco arriendo")
    expect(frame.locator(LINES.format("sofia"))).to_have_count(2)
    say(page, frame, "¿Y en Providencia?")
    assert Conversation.objects.count() == 1
    assert someone.context.cookies() == []


def test_an_answer_while_closed_is_counted_and_said(
    seat: SeatFor, foreign: Site, boss: User
) -> None:
    page = seat().page
    page.goto(foreign.origin)
    frame = opened(page)
    say(page, frame, "Hola")
    frame.locator("#close").click()
    expect(launcher(page)).to_be_focused()

    person_answers(boss, "Hola, soy Alicia")

    expect(page.locator("sofia-chat .badge")).to_have_text("1")
    expect(launcher(page)).to_have_accessible_name(
        "Conversar con Alicia Propiedades, 1 mensaje nuevo"
    )
    page.reload()  # also on the next page of the site
    expect(page.locator("sofia-chat .badge")).to_have_text("1")
    launcher(page).click()
    expect(page.locator("sofia-chat .badge")).to_be_hidden()
    expect(frame.locator("#state")).to_have_text("Alice está contigo ahora.")


def test_the_chat_is_walked_by_keyboard(seat: SeatFor, foreign: Site, boss: User) -> None:
    page = seat().page
    page.goto(foreign.origin)
    page.locator("#before").focus()

    page.keyboard.press("Tab")
    expect(launcher(page)).to_be_focused()
    page.keyboard.press("Enter")
    frame = page.frame_locator("sofia-chat iframe")
    expect(frame.locator("#text")).to_be_focused()
    page.keyboard.type("Hola")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("busco depto")
    page.keyboard.press("Enter")
    expect(frame.locator(LINES.format("lead"))).to_have_count(1)
    page.keyboard.press("Escape")

    expect(launcher(page)).to_be_focused()
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    assert Message.objects.get().text == "Hola\nbusco depto"


def test_two_tabs_show_the_same_thread(seat: SeatFor, foreign: Site, boss: User) -> None:
    someone = seat()
    one, two = someone.page, someone.context.new_page()
    one.goto(foreign.origin)
    first = opened(one)
    say(one, first, "de la primera")
    two.goto(foreign.origin)
    second = opened(two)
    expect(second.locator(LINES.format("lead"))).to_have_count(1)

    say(two, second, "de la segunda")
    person_answers(boss, "Hola a las dos")

    for frame in (first, second):
        expect(frame.locator(LINES.format("lead"))).to_have_count(2)
        expect(frame.locator(LINES.format("person"))).to_have_count(1)
    assert Conversation.objects.count() == 1


def test_beginning_anew_forgets_in_every_tab(seat: SeatFor, foreign: Site, boss: User) -> None:
    someone = seat()
    one, two = someone.page, someone.context.new_page()
    one.goto(foreign.origin)
    first = opened(one)
    say(one, first, "un secreto")
    two.goto(foreign.origin)
    second = opened(two)

    first.locator("#forget button").click()
    first.locator("dialog [value=yes]").click()

    for frame in (first, second):
        expect(frame.locator("[data-author=lead]")).to_have_count(0)
    say(one, first, "otra cosa")
    expect(second.locator("[data-author=lead]")).to_have_count(1)
    assert Conversation.objects.count() == 2


def test_the_visitor_switches_the_language_and_it_stays(
    seat: SeatFor, foreign: Site, boss: User
) -> None:
    page = seat().page
    page.goto(foreign.origin)
    expect(launcher(page)).to_have_accessible_name("Conversar con Alicia Propiedades")
    frame = opened(page)
    expect(frame.locator("#consent")).to_contain_text("Conversas con Sofía")

    frame.locator("#language").click()

    expect(frame.locator("#consent")).to_contain_text("You are chatting with Sofía")
    page.reload()
    expect(frame.locator("html")).to_have_attribute("lang", "en")
    frame.locator("#close").click()
    expect(launcher(page)).to_have_accessible_name("Chat with Alicia Propiedades")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568), (844, 390)])
def test_a_phone_gives_the_chat_the_whole_screen(
    seat: SeatFor, foreign: Site, boss: User, width: int, height: int
) -> None:
    page = seat(width=390).page
    page.set_viewport_size({"width": width, "height": height})
    page.goto(foreign.origin)
    frame = opened(page)

    box = page.locator("sofia-chat iframe").bounding_box()
    assert box
    assert (box["width"], box["height"]) == (width, height)
    assert page.locator("sofia-chat .panel").get_attribute("aria-modal") == "true"
    say(page, frame, "Busco 🏡 " + "x" * 300 + " مرحبا")
    spill = frame.locator("html").evaluate("page => page.scrollWidth - innerWidth")
    assert spill <= 0
    expect(frame.locator("#consent")).to_be_hidden()


def test_included_twice_it_is_there_once_and_adds_one_name(
    seat: SeatFor, foreign: Site, boss: User
) -> None:
    foreign.embed(language="en", position="left")
    page = seat().page
    page.goto(foreign.origin)
    expect(launcher(page)).to_be_visible()
    names = "Object.keys(window).filter(name => /sofia/i.test(name))"

    assert page.locator("sofia-chat").count() == 1
    assert page.evaluate(names) == ["Sofia"]
    box = launcher(page).bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    assert page.locator("sofia-chat iframe").count() == 0  # not before it is wanted


def test_the_page_opens_closes_and_listens(seat: SeatFor, foreign: Site, boss: User) -> None:
    page = seat().page
    page.goto(foreign.origin)
    page.evaluate(
        "() => { for (const name of ['open', 'close', 'message'])"
        "  Sofia.on(name, () => (document.body.lang += ` ${name}`)) }"
    )

    page.evaluate("Sofia.open()")
    frame = page.frame_locator("sofia-chat iframe")
    expect(frame.locator("#text")).to_be_focused()
    say(page, frame, "Hola")
    expect(page.locator("body")).to_have_attribute("lang", " open message")
    page.evaluate("Sofia.close()")

    expect(page.locator("sofia-chat .panel")).to_be_hidden()
    expect(page.locator("body")).to_have_attribute("lang", " open message close")


def test_words_of_other_windows_move_nothing(seat: SeatFor, foreign: Site, boss: User) -> None:
    page = seat().page
    page.goto(foreign.origin)
    frame = opened(page)

    # The page itself is of the frame's declared origin, but it is not the frame.
    page.evaluate("postMessage({sofia: 1, type: 'close'}, '*')")
    page.evaluate("postMessage({sofia: 1, type: 'unread', count: 9}, '*')")
    page.evaluate("postMessage({sofia: 1, type: 'keep', name: 'token', value: 'stolen'}, '*')")

    say(page, frame, "Hola")
    expect(page.locator("sofia-chat .panel")).to_be_visible()
    assert "stolen" not in page.evaluate("JSON.stringify(localStorage)")


@pytest.fixture
def only_others(broker: Broker) -> Iterator[None]:
    """Alice lets another site embed her chat, and no other."""
    broker_update(broker=broker, changes={"chat_origins": ["https://www.example.com"]})
    yield
    broker_update(broker=broker, changes={"chat_origins": []})


@pytest.mark.usefixtures("only_others")
def test_a_site_that_may_not_embed_it_is_offered_the_page(
    seat: SeatFor, foreign: Site, boss: User
) -> None:
    someone = seat()
    page = someone.page
    page.clock.install()
    page.goto(foreign.origin)
    launcher(page).click()
    page.wait_for_timeout(300)
    page.clock.run_for(16_000)

    link = page.locator("sofia-chat .away a")
    expect(link).to_have_attribute("href", f"{foreign.home}/chat/?language=es")
    assert not Conversation.objects.exists()
    assert any("frame-ancestors" in each for each in someone.complaints)
    someone.complaints.clear()


def test_buttons_are_pressed_by_hand_and_by_key(seat: SeatFor, foreign: Site, boss: User) -> None:
    page = seat().page
    page.goto(foreign.origin)
    frame = opened(page)
    say(page, frame, "Hola")
    thread = Conversation.objects.get()
    message_queue(
        conversation=thread,
        text="¿Qué buscas?",
        author="sofia",
        version=thread.version,
        kind="buttons",
        payload={
            "buttons": [{"id": "buy", "title": "Comprar"}, {"id": "rent", "title": "<b>Arrendar"}]
        },
    )
    conversation_deliver(thread.pk)
    rent = frame.get_by_role("button", name="<b>Arrendar")

    rent.focus()
    page.keyboard.press("Enter")

    expect(frame.locator(LINES.format("lead"))).to_have_count(2)
    expect(rent).to_have_count(0)
    chosen = Message.objects.filter(direction="in").latest("id")
    assert (chosen.kind, chosen.payload["choice"]) == ("choice", "rent")
