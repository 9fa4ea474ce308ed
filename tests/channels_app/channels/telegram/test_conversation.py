"""A whole exchange over Telegram: what comes in is answered once, and blocks are heeded."""

from __future__ import annotations

from typing import Any

import httpx
import orjson
import pytest

from channels_app.delivery.sending import conversation_deliver
from channels_app.models import Delivery
from crm.conversations.models import Conversation, Message
from crm.conversations.services import message_queue
from crm.leads.models import Contact
from tests import drive
from tests.channels_app.channels.telegram.conftest import Post, replace_wire
from tests.fakes.model import FakeModel
from tests.payloads import telegram as tg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("window_off")]


def test_an_album_gets_one_answer(post: Post, model: FakeModel, api: list[httpx.Request]) -> None:
    model.says("¡Qué linda casa!")
    for number in range(3):
        post(tg.message(photo=[tg.file(f"p{number}")], media_group_id="9"))

    drive.settle()

    assert Message.objects.filter(direction="in").count() == 3
    assert len(drive.replies()) == 1
    sent = [call for call in api if call.url.path.endswith("/sendMessage")]
    assert [orjson.loads(call.content)["chat_id"] for call in sent] == [str(tg.LEAD)]


def test_a_block_met_while_sending_ends_messages(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = {
        "ok": False,
        "error_code": 403,
        "description": "Forbidden: bot was blocked by the user",
    }
    replace_wire(monkeypatch, lambda _request: httpx.Response(403, json=blocked))
    post(tg.text("Hola"))
    thread = Conversation.objects.get()
    message_queue(conversation=thread, text="Hola", author="sofia", version=thread.version)

    conversation_deliver(thread.pk)

    assert Contact.objects.get().opted_out_at is not None
    assert Delivery.objects.get().state == Delivery.State.DEAD
    post(tg.membership("member"))
    assert Contact.objects.get().opted_out_at is None


def test_a_forged_stop_stops_nobody(post: Post, bot: Any) -> None:
    post(tg.text("Hola"))

    assert post(tg.membership("kicked"), secret="guess") == 401

    assert Contact.objects.get().opted_out_at is None
