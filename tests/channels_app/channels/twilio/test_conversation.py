"""A whole exchange by SMS: answered once, and an answer nobody heard the end of is looked up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from django.utils import timezone

from agents.models import Turn
from channels_app.channels import calls
from channels_app.delivery.sending import conversation_deliver
from channels_app.delivery.settling import unsure_settle
from channels_app.models import Delivery
from crm.conversations.models import Conversation, Message
from crm.conversations.services import message_queue
from tests import drive
from tests.channels_app.channels.twilio.conftest import Post, replace_wire
from tests.fakes.model import FakeModel
from tests.payloads import twilio as tw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("window_off")]


def test_a_text_is_answered_once_and_its_receipt_seen(
    post: Post, model: FakeModel, api: list[httpx.Request]
) -> None:
    model.says("Which flat do you mean?")
    post(tw.sms("Is the flat still available?"))
    # Carriers deliver a burst slowly, so the channel waits longer for its rest.
    Turn.objects.update(due_at=timezone.now())

    drive.settle()
    (reply,) = Message.objects.filter(direction="out")
    post(tw.status(reply.external_id, "delivered"), path=tw.STATUS)

    reply.refresh_from_db()
    assert reply.text.endswith("Which flat do you mean?")
    assert (reply.status, len(api)) == ("delivered", 1)


@pytest.fixture
def lost(post: Post, api: list[httpx.Request], monkeypatch: pytest.MonkeyPatch) -> Any:
    """A reply whose answer from Twilio never came; gives what to call to settle it."""
    wire = calls.client()  # type: ignore[attr-defined] # the stand-in's, put there by ``api``

    def attempt(*, arrives: bool) -> Delivery:
        def carry(request: httpx.Request) -> httpx.Response:
            request.read()
            if request.method == "POST":
                if arrives:
                    wire.send(request)
                raise httpx.ReadTimeout("no answer")
            return wire.send(request)

        replace_wire(monkeypatch, carry)
        post(tw.sms("Hi"))
        thread = Conversation.objects.get()
        message_queue(conversation=thread, text="Hello", author="sofia", version=thread.version)
        conversation_deliver(thread.pk)
        delivery = Delivery.objects.get()
        assert delivery.state == Delivery.State.UNSURE
        Delivery.objects.update(settle_at=timezone.now())
        unsure_settle(delivery.pk)
        delivery.refresh_from_db()
        return delivery

    return attempt


Lost = Callable[..., Delivery]


def test_an_attempt_that_arrived_is_not_made_again(lost: Lost) -> None:
    delivery = lost(arrives=True)

    assert delivery.state == Delivery.State.SENT
    assert Message.objects.get(direction="out").external_id.startswith("SM")


def test_an_attempt_that_did_not_arrive_is_not_taken_for_sent(lost: Lost) -> None:
    delivery = lost(arrives=False)

    assert delivery.state == Delivery.State.UNSURE
    assert Message.objects.get(direction="out").external_id == ""
