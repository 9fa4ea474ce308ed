"""A message that did not arrive says so, and a person can do something about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from crm.accounts.models import User
from crm.conversations.bubbles import bubbles
from crm.conversations.models import Conversation, Message, MessageTemplate
from tests.api.cast import Scene
from tests.pages import door, text_of

pytestmark = pytest.mark.django_db


def _message(scene: Scene, **fields: Any) -> Message:
    given = {
        "conversation": scene.conversation,
        "direction": "out",
        "author": "person",
        "text": "Hola",
        "account_key": "whatsapp:1",
        "status": "failed",
        "sent_at": timezone.now(),
    }
    return Message.objects.create(**{**given, **fields})


@pytest.fixture
def template(bobs: Scene) -> MessageTemplate:
    """An approved template of the account of Bob's conversation."""
    return MessageTemplate.objects.create(
        channel=bobs.conversation.channel,
        account_id=bobs.conversation.account_id,
        name="volver",
        language="es",
        status="approved",
        body="Hola {{1}}, ¿seguimos?",
        places=["1"],
    )


def test_a_failed_message_is_sent_again_with_one_press(bob: User, bobs: Scene) -> None:
    message = _message(bobs, error_code="131026", error_text="Unreachable")

    page = text_of(door(bob).get(f"/inbox/{bobs.conversation.pk}/"))
    door(bob).post(f"/inbox/messages/{message.pk}/resend/")

    message.refresh_from_db()
    assert "Unreachable" in page
    assert f"/inbox/messages/{message.pk}/resend/" in page
    assert (message.status, message.error_code) == ("queued", "")


def test_a_message_that_may_have_arrived_can_be_settled(bob: User, bobs: Scene) -> None:
    message = _message(bobs, status="unsure")

    door(bob).post(f"/inbox/messages/{message.pk}/settle/")

    message.refresh_from_db()
    assert message.status == "sent"


def test_a_delivered_message_is_not_sent_again(bob: User, bobs: Scene) -> None:
    message = _message(bobs, status="delivered")

    door(bob).post(f"/inbox/messages/{message.pk}/resend/")

    message.refresh_from_db()
    assert message.status == "delivered"


def test_a_strangers_message_is_not_found(luz: User, bobs: Scene) -> None:
    message = _message(bobs)

    assert door(luz).post(f"/inbox/messages/{message.pk}/resend/").status_code == 404
    assert door(luz).post(f"/inbox/messages/{message.pk}/settle/").status_code == 404
    assert door(luz).get(f"/inbox/{bobs.conversation.pk}/templates/").status_code == 404


def test_a_closed_window_offers_templates_instead_of_the_composer(bob: User, bobs: Scene) -> None:
    Conversation.objects.update(reply_until=timezone.now() - timedelta(minutes=1))

    page = text_of(door(bob).get(f"/inbox/{bobs.conversation.pk}/"))

    assert f"/inbox/{bobs.conversation.pk}/templates/" in page
    assert "data-composer" not in page


def test_a_template_goes_out_when_free_text_may_not(
    bob: User, bobs: Scene, template: MessageTemplate
) -> None:
    Conversation.objects.update(reply_until=timezone.now() - timedelta(minutes=1))
    path = f"/inbox/{bobs.conversation.pk}/templates/"
    given = {"template": str(template.pk), "place:1": "Marta", "client_key": "k1"}

    door(bob).post(path, given)
    door(bob).post(path, given)

    sent = Message.objects.get(conversation=bobs.conversation, kind="template")
    assert sent.text == "Hola Marta, ¿seguimos?"
    assert sent.payload["template"]["values"] == ["Marta"]


def test_a_template_with_an_empty_place_is_refused(
    bob: User, bobs: Scene, template: MessageTemplate
) -> None:
    door(bob).post(f"/inbox/{bobs.conversation.pk}/templates/", {"template": str(template.pk)})

    assert not Message.objects.filter(kind="template").exists()


def test_a_form_sent_twice_is_one_message(bob: User, bobs: Scene) -> None:
    for _try in range(2):
        door(bob).post(f"/inbox/{bobs.conversation.pk}/reply/", {"text": "Voy", "client_key": "k2"})

    assert Message.objects.filter(text="Voy").count() == 1


def test_a_reaction_stands_at_its_message(bobs: Scene) -> None:
    target = _message(bobs, status="read", external_id="wamid.1")
    reaction = _message(
        bobs, direction="in", author="lead", kind="reaction", text="👍", status="received",
        payload={"reaction_to": "wamid.1"},
    )  # fmt: skip

    shown = bubbles([target, reaction])

    assert [bubble.reactions for bubble in shown] == ["👍"]


def test_an_edited_message_keeps_what_it_said_before(bob: User, bobs: Scene) -> None:
    _message(
        bobs, direction="in", author="lead", status="received", text="Tres dormitorios",
        edited_at=timezone.now(), payload={"edits": [{"text": "Dos dormitorios", "until": ""}]},
    )  # fmt: skip

    page = text_of(door(bob).get(f"/inbox/{bobs.conversation.pk}/"))

    assert "Tres dormitorios" in page
    assert "Dos dormitorios" in page
