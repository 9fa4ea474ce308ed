"""The public web chat: with a socket, without one, and when sending fails."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from channels_app.delivery.sending import conversation_deliver
from crm.accounts.models import User
from crm.conversations.models import Conversation, Message
from crm.conversations.services import person_reply
from tests.browser.conftest import SeatFor


def answer(user: User, text: str) -> None:
    """A person answers in the only thread there is, and the answer is sent."""
    thread = Conversation.objects.get()
    person_reply(conversation=thread, user=user, text=text)
    assert conversation_deliver(thread.pk) == 1


@pytest.mark.parametrize("has_socket", [True, False])
def test_a_visitor_writes_and_reads_the_answer(seat: SeatFor, boss: User, has_socket: bool) -> None:
    visitor = seat()
    if not has_socket:
        visitor.page.route_web_socket("**/ws/chat/", lambda line: line.close())
    page = visitor.open("/chat/")
    page.locator("#text").fill("Hola <b>busco</b> depto")
    page.keyboard.press("Enter")
    expect(page.locator("[data-author=lead]:not([data-pending])")).to_have_count(1)

    answer(boss, "Hola, soy Alicia")

    expect(page.locator("[data-author=person]")).to_contain_text("Hola, soy Alicia")
    expect(page.locator("[data-author=lead]")).to_have_count(1)
    expect(page.locator("[data-author=lead]")).to_contain_text("<b>busco</b>")


def test_the_conversation_is_there_after_a_reload(seat: SeatFor, boss: User) -> None:
    page = seat().open("/chat/")
    page.locator("#text").fill("Hola")
    page.keyboard.press("Enter")
    expect(page.locator("[data-author=lead]:not([data-pending])")).to_have_count(1)

    page.reload()

    expect(page.locator("[data-author=lead]")).to_have_count(1)


def test_a_message_that_was_not_sent_is_sent_once_by_a_tap(seat: SeatFor, boss: User) -> None:
    visitor = seat()
    page = visitor.open("/chat/")
    lost = True
    page.route(
        "**/chat/messages/**",
        lambda route: (
            route.abort() if lost and route.request.method == "POST" else route.continue_()
        ),
    )
    page.locator("#text").fill("¿Hay alguien?")
    page.keyboard.press("Enter")
    expect(page.locator("[data-failed]")).to_have_count(1)

    lost = False
    # At once: the page tries again by itself soon, and the button is gone then.
    page.locator("[data-failed] button").evaluate("button => button.click()")

    expect(page.locator("[data-author=lead]:not([data-pending])")).to_have_count(1)
    assert Message.objects.filter(direction="in").count() == 1
