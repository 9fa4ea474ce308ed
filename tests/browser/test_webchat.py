"""The chat page when the line is bad, the visitor quick, and somebody means no good."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from channels_app.delivery.sending import conversation_deliver
from crm.accounts.models import User
from crm.conversations.models import Conversation, Message
from crm.conversations.services import conversation_take, person_reply
from tests.browser.conftest import SeatFor

SAID = "[data-author=lead]:not([data-pending]):not([data-failed])"
MESSAGES = "**/chat/messages/**"


def opened(seat: SeatFor, **facts: Any) -> Page:
    page = seat(**facts).open("/chat/?language=en")
    expect(page.locator("#log[aria-busy=false]")).to_be_attached()
    return page


def say(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")


def is_post(route: Route) -> bool:
    return route.request.method == "POST"


#: What is posted arrives, and its answer does not.
LOSE = """() => {
const real = window.fetch;
window.fetch = async (address, given) => {
  const answer = await real(address, given);
  if (given.method === "POST") throw new TypeError("lost");
  return answer;
};
}"""


def test_a_lost_acknowledgement_doubles_nothing(seat: SeatFor, boss: User) -> None:
    visitor = seat()
    visitor.page.route_web_socket("**/ws/chat/**", lambda line: line.close())
    page = visitor.open("/chat/?language=en")
    page.evaluate(LOSE)
    say(page, "Hola")
    again = page.get_by_role("button", name="Not sent. Try again")
    expect(again).to_be_visible()
    again.click()
    page.reload()

    expect(page.locator(SAID)).to_have_count(1)
    expect(page.locator("[data-author=lead]")).to_have_count(1)
    assert Message.objects.count() == 1


def test_what_was_not_sent_outlives_a_reload_and_keeps_its_order(seat: SeatFor, boss: User) -> None:
    page = opened(seat)
    page.route(MESSAGES, lambda route: route.abort() if is_post(route) else route.continue_())
    say(page, "uno")
    say(page, "dos")
    expect(page.locator("[data-failed]")).to_have_count(2)

    page.unroute(MESSAGES)
    page.reload()

    expect(page.locator(SAID)).to_have_count(2)
    assert list(Message.objects.order_by("id").values_list("text", flat=True)) == ["uno", "dos"]


def test_a_double_tap_sends_once(seat: SeatFor, boss: User) -> None:
    page = opened(seat, width=390)
    page.locator("#text").fill("Hola")

    page.locator(".chat-send").dblclick()

    expect(page.locator(SAID)).to_have_count(1)
    assert Message.objects.count() == 1


def test_who_writes_too_much_is_told_when_it_goes_out(seat: SeatFor, boss: User) -> None:
    visitor = seat()
    page = visitor.open("/chat/?language=en")
    tries = []

    def slow_down(route: Route) -> None:
        tries.append(route.request.method)
        if is_post(route) and tries.count("POST") == 1:
            route.fulfill(
                status=429,
                headers={"Retry-After": "3"},
                json={"error": {"code": "rate_limited", "message": "Wait a moment."}},
            )
        else:
            route.continue_()

    page.route(MESSAGES, slow_down)
    say(page, "Hola")

    expect(page.locator("#note")).to_have_text("Wait a moment. Yours goes out in 3 seconds.")
    expect(page.locator(SAID)).to_have_count(1)
    expect(page.locator("#note")).to_be_hidden()
    visitor.complaints[:] = [each for each in visitor.complaints if "429" not in each]


def test_what_is_written_during_the_wait_leaves_its_reason(seat: SeatFor, boss: User) -> None:
    visitor = seat()
    page = visitor.open("/chat/?language=en")
    refused = {"status": 429, "headers": {"Retry-After": "600"}}
    told = {"error": {"code": "rate_limited", "message": "Wait a moment."}}
    page.route(
        MESSAGES,
        lambda route: route.fulfill(**refused, json=told) if is_post(route) else route.continue_(),
    )
    say(page, "uno")
    expect(page.locator("#note")).to_have_text("Wait a moment. Yours goes out in 600 seconds.")

    say(page, "dos")

    expect(page.locator("[data-author=lead][data-pending]")).to_have_count(2)
    expect(page.locator("#note")).to_have_text("Wait a moment. Yours goes out in 600 seconds.")
    visitor.complaints[:] = [each for each in visitor.complaints if "429" not in each]


def test_too_long_is_counted_and_stays_in_the_field(seat: SeatFor, boss: User) -> None:
    page = opened(seat)
    page.locator("#text").fill("🏡" * 4100)

    expect(page.locator("#count")).to_have_text("4 characters too many")
    expect(page.locator(".chat-send")).to_be_disabled()
    page.keyboard.press("Enter")
    assert page.locator("[data-author=lead]").count() == 0

    page.locator("#text").fill("🏡" * 4096)
    page.keyboard.press("Enter")
    expect(page.locator(SAID)).to_have_count(1)


def test_a_lost_line_is_told_and_made_up_for(seat: SeatFor, boss: User) -> None:
    someone = seat()
    page = someone.open("/chat/?language=en")
    say(page, "Hola")
    expect(page.locator(SAID)).to_have_count(1)

    someone.context.set_offline(True)
    say(page, "¿Sigues?")
    expect(page.locator("[data-failed]")).to_have_count(1)
    expect(page.locator("#note")).to_have_text("No connection. I keep trying.")
    someone.context.set_offline(False)

    expect(page.locator(SAID)).to_have_count(2)
    expect(page.locator("#note")).to_be_hidden()
    someone.complaints[:] = [each for each in someone.complaints if "ERR_INTERNET" not in each]


HOSTILE = (
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "javascript:window.hacked=1",
    'https://evil.test/"onmouseover="window.hacked=1',
    "</span></p><iframe srcdoc='<script>parent.hacked=1</script>'>",
    "‮txt.exe https://a.test/(x) {{7*7}} %s ${1}",
)


@pytest.mark.parametrize("reload", [False, True])
def test_what_anybody_writes_stays_text(seat: SeatFor, boss: User, reload: bool) -> None:
    page = opened(seat)
    for text in HOSTILE:
        say(page, text)
    expect(page.locator(SAID)).to_have_count(len(HOSTILE))
    thread = Conversation.objects.get()
    person_reply(conversation=thread, user=boss, text="\n".join(HOSTILE))
    conversation_deliver(thread.pk)
    expect(page.locator("[data-author=person]")).to_have_count(1)
    if reload:
        page.reload()
        expect(page.locator("#log[aria-busy=false]")).to_be_attached()

    assert page.locator(f"{SAID} .chat-words").all_inner_texts() == list(HOSTILE)
    assert page.evaluate("window.hacked") is None
    links = page.locator("#log a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(links) <= {"http:", "https:"}
    assert page.locator("#log script, #log img, #log iframe, #log [onmouseover]").count() == 0


def test_a_streamed_answer_is_not_read_out_piece_by_piece(seat: SeatFor, boss: User) -> None:
    page = opened(seat)

    page.evaluate("for (const word of ['Hay ', 'tres']) SofiaLog.piece(word)")

    draft = page.locator("#log .chat-line").last
    expect(draft).to_have_attribute("aria-hidden", "true")
    expect(draft.locator(".chat-words")).to_have_text("Hay tres")
    assert page.locator("#log").get_attribute("aria-live") == "polite"


def test_the_visitor_sees_a_person_come(seat: SeatFor, boss: User) -> None:
    page = opened(seat)
    say(page, "Hola")
    expect(page.locator(SAID)).to_have_count(1)

    conversation_take(conversation=Conversation.objects.get(), user=boss)

    expect(page.locator("#state")).to_have_text("Alice is with you now.")


def test_it_can_be_read_at_double_size(seat: SeatFor, boss: User) -> None:
    page = seat().open("/chat/?language=es")
    page.set_viewport_size({"width": 320, "height": 300})  # 640 by 600 at 200 %
    say(page, "Hola " + "x" * 200)
    expect(page.locator(SAID)).to_have_count(1)

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    box = page.locator("#log").bounding_box()
    assert box
    assert box["height"] >= 100
