"""What an event changes in an open inbox and an open thread, for whom."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.accounts.models import User
from crm.conversations.services import (
    conversation_take,
    message_queue,
    message_receive,
    message_status_set,
)
from crm.core import live
from tests.api.cast import Scene
from tests.crm.pipeline.test_fragments import newest


def test_a_new_message_ends_the_thread_and_heads_the_list(bob: User, bobs: Scene) -> None:
    thread = bobs.conversation
    message_receive(
        conversation=thread, external_id="n1", text="¿Y el jueves?", sent_at=timezone.now()
    )
    event = newest()

    with CaptureQueriesContext(connection) as queries:
        html = live.render(["inbox", f"thread:{thread.pk}"], actor=bob, event=event)

    assert html.count("¿Y el jueves?") == 2
    assert 'data-swap="prepend:#inbox-rows"' in html
    assert f'data-swap="append:#thread-{thread.pk}"' in html
    assert len(queries) <= 6  # the files of the new message among them


def test_ticks_change_on_the_bubble_alone(bob: User, bobs: Scene) -> None:
    thread = bobs.conversation
    message = message_queue(
        conversation=thread, text="Hola", author="sofia", version=thread.version
    )
    message_status_set(message=message, status="delivered")

    html = live.render(["inbox", f"thread:{thread.pk}"], actor=bob, event=newest())

    assert 'data-status="delivered"' in html
    assert "inbox-row" not in html
    assert "holder" not in html


def test_everybody_sees_who_took_the_thread(admin: User, bob: User, bobs: Scene) -> None:
    conversation_take(conversation=bobs.conversation, user=bob)
    event = newest()
    topics = [f"thread:{bobs.conversation.pk}", "nav"]

    assert "/release/" in live.render(topics, actor=bob, event=event)
    others = live.render(topics, actor=admin, event=event)
    assert "/take/" in others
    assert "Bob" in others


def test_a_stranger_gets_no_word_of_a_thread(luz: User, bobs: Scene) -> None:
    thread = bobs.conversation
    message_receive(conversation=thread, external_id="n1", text="Secreto", sent_at=timezone.now())

    html = live.render(["inbox", f"thread:{thread.pk}", "today"], actor=luz, event=newest())

    assert "Secreto" not in html
    assert "Pedro" not in html
