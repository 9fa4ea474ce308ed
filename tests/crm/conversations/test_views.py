"""The inbox: what is listed, and what a person does in a thread."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.accounts.models import User
from crm.conversations.inbox import window_of
from crm.conversations.models import Conversation, Message
from crm.conversations.services import conversation_escalate, message_queue, message_receive
from crm.core.actors import SOFIA
from tests.api.cast import Scene, scene
from tests.pages import door, text_of


def wait(thread: Conversation) -> None:
    """Sofía calls a person."""
    conversation_escalate(
        conversation=thread, reason="offer", summary="Quiere ofertar", closing="", actor=SOFIA,
        version=thread.version,
    )  # fmt: skip


def test_the_filters_show_whose_turn_it_is(bob: User, bobs: Scene) -> None:
    browser = door(bob)
    row = f'id="row-{bobs.conversation.pk}"'

    assert row in text_of(browser.get("/inbox/"))
    assert row in text_of(browser.get("/inbox/?show=sofia"))
    assert row not in text_of(browser.get("/inbox/?show=waiting"))
    wait(bobs.conversation)
    assert row in text_of(browser.get("/inbox/?show=waiting"))
    assert row not in text_of(browser.get("/inbox/?show=mine"))


def test_a_strangers_threads_are_not_listed_and_not_found(luz: User, bobs: Scene) -> None:
    browser = door(luz)

    assert "Pedro Rojas" not in text_of(browser.get("/inbox/"))
    for path in ("", "read/", "reply/", "take/", "release/", "close/"):
        method = browser.get if not path else browser.post
        assert method(f"/inbox/{bobs.conversation.pk}/{path}").status_code == 404


def test_reading_a_thread_makes_it_read(bob: User, bobs: Scene) -> None:
    page = text_of(door(bob).get(f"/inbox/{bobs.conversation.pk}/"))

    assert "Busco depto en Ñuñoa" in page
    assert Conversation.objects.get(pk=bobs.conversation.pk).unread == 0


def test_a_reply_takes_the_thread_and_empties_the_queue(bob: User, bobs: Scene) -> None:
    wait(bobs.conversation)
    browser = door(bob, htmx=True)

    answer = text_of(
        browser.post(f"/inbox/{bobs.conversation.pk}/reply/", {"text": "Hola, soy Bob"})
    )

    thread = Conversation.objects.get(pk=bobs.conversation.pk)
    assert (thread.holder, thread.holder_user) == ("person", bob)
    assert "Hola, soy Bob" in answer
    assert f'data-swap="append:#thread-{thread.pk}"' in answer
    assert 'data-holder="person"' in answer
    assert 'id="rail-waiting"' in answer


def test_the_summary_tells_why_until_it_is_settled(bob: User, bobs: Scene) -> None:
    wait(bobs.conversation)
    browser = door(bob, htmx=True)
    path = f"/inbox/{bobs.conversation.pk}/"

    assert "Quiere ofertar" in text_of(browser.get(path))
    assert "Quiere ofertar" in text_of(browser.post(f"{path}take/"))
    browser.post(f"{path}release/")
    assert "Quiere ofertar" not in text_of(browser.post(f"{path}take/"))


def test_a_plain_form_replies_and_leads_back(bob: User, bobs: Scene) -> None:
    path = f"/inbox/{bobs.conversation.pk}/"

    answer = door(bob).post(f"{path}reply/", {"text": "Hola"})

    assert (answer.status_code, answer["Location"]) == (302, path)


@pytest.mark.parametrize(("text", "status"), [("", 400), ("   ", 400), ("x" * 4097, 413)])
def test_a_reply_that_cannot_be_sent_is_refused_in_words(
    bob: User, bobs: Scene, text: str, status: int
) -> None:
    answer = door(bob, htmx=True).post(f"/inbox/{bobs.conversation.pk}/reply/", {"text": text})

    assert answer.status_code == status
    assert 'data-kind="error"' in text_of(answer)
    assert Conversation.objects.get(pk=bobs.conversation.pk).holder == "sofia"


def test_taking_and_giving_back_is_one_button(bob: User, bobs: Scene) -> None:
    browser = door(bob, htmx=True)
    path = f"/inbox/{bobs.conversation.pk}/"

    taken = text_of(browser.post(f"{path}take/"))
    assert f"{path}release/" in taken
    assert f"{path}take/" not in taken
    given = text_of(browser.post(f"{path}release/"))
    assert 'data-holder="sofia"' in given


def test_sofias_message_opens_to_why(bob: User, bobs: Scene) -> None:
    turn = bobs.run.pk
    message_queue(
        conversation=bobs.conversation, text="Hola, soy Sofía", author="sofia",
        version=bobs.conversation.version, turn_id=turn,
    )  # fmt: skip

    page = text_of(door(bob).get(f"/inbox/{bobs.conversation.pk}/"))

    assert f"/agents/turns/{turn}/" in page


def test_a_hostile_message_stays_text(bob: User, bobs: Scene) -> None:
    message_receive(
        conversation=bobs.conversation, external_id="x1", sent_at=timezone.now(),
        text="<script>alert(1)</script><sofia-live reset></sofia-live>",
    )  # fmt: skip

    page = text_of(door(bob).get(f"/inbox/{bobs.conversation.pk}/"))

    assert "<script>alert" not in page
    assert "<sofia-live reset" not in page


def test_earlier_messages_come_page_by_page(bob: User, bobs: Scene) -> None:
    for number in range(90):
        message_receive(
            conversation=bobs.conversation, external_id=f"n{number}", text=f"Mensaje {number}.",
            sent_at=timezone.now(),
        )  # fmt: skip
    browser = door(bob, htmx=True)
    page = text_of(door(bob).get(f"/inbox/{bobs.conversation.pk}/"))
    seen = page.count('class="bubble-row"')
    while "?before=" in page:
        before = page.split("?before=")[1].split('"')[0]
        page = text_of(browser.get(f"/inbox/{bobs.conversation.pk}/?before={before}"))
        seen += page.count('class="bubble-row"')

    assert seen == Message.objects.filter(conversation=bobs.conversation).count()


def test_the_list_costs_the_same_however_long_it_is(admin: User, bobs: Scene) -> None:
    browser = door(admin)
    browser.get("/inbox/")
    with CaptureQueriesContext(connection) as before:
        browser.get("/inbox/")
    for number in range(12):
        scene(None, name=f"Lead {number}", phone=f"+569876{61000 + number}")

    with CaptureQueriesContext(connection) as after:
        page = text_of(browser.get("/inbox/"))

    assert page.count('class="inbox-row"') == 13
    assert len(before) == len(after) <= 6


def test_a_window_counts_down_its_24_hours(bobs: Scene) -> None:
    thread = bobs.conversation
    begun = thread.last_inbound_at
    assert begun is not None
    thread.reply_until = begun + timedelta(hours=24)

    soon = window_of(thread, now=begun + timedelta(hours=23))
    late = window_of(thread, now=begun + timedelta(hours=24))
    thread.reply_until = None

    assert soon is not None
    assert soon.is_open
    assert "1 h" in soon.text
    assert late is not None
    assert not late.is_open
    assert window_of(thread) is None


def test_who_waits_shows_by_when_and_how_late_and_who_was_called(bob: User, bobs: Scene) -> None:
    wait(bobs.conversation)
    path = f"/inbox/{bobs.conversation.pk}/"
    Conversation.objects.update(promised_at=timezone.now() + timedelta(minutes=12, seconds=9))
    in_time = text_of(door(bob).get(path))
    Conversation.objects.update(promised_at=timezone.now() - timedelta(minutes=5))
    late = text_of(door(bob).get(path))

    assert "quedan 12 min" in in_time
    assert "Se llamó a Bob." in in_time
    assert 'class="holder-promise late"' in late
    assert "5 min tarde" in late


def test_giving_back_carries_what_was_agreed(bob: User, bobs: Scene) -> None:
    browser = door(bob, htmx=True)
    path = f"/inbox/{bobs.conversation.pk}/"
    browser.post(f"{path}take/")

    given = text_of(browser.post(f"{path}release/", {"agreed": "Visita el jueves a las 11"}))

    assert "Visita el jueves a las 11" in given
    assert Conversation.objects.get(pk=bobs.conversation.pk).agreed == "Visita el jueves a las 11"
    assert browser.post(f"{path}release/", {"agreed": "x" * 2001}).status_code == 400
