"""From Telegram's post to the rows, once, and to nobody else's."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.test import Client

from channels_app.accounts import account_connect
from channels_app.inbound.processing import event_process
from channels_app.models import ChannelAccount, InboundEvent
from crm.brokers.models import Broker, UnroutedEvent
from crm.conversations.models import Attachment, Conversation, Message
from crm.core.tenancy import in_schema
from crm.leads.models import Consent, Contact, Identity, Lead
from tests.channels_app.channels.telegram.conftest import Post
from tests.payloads import telegram as tg

pytestmark = pytest.mark.django_db


def test_a_message_delivered_again_and_again_is_one(post: Post) -> None:
    payload = tg.text("Hola")

    assert {post(payload) for _time in range(5)} == {200}

    assert (InboundEvent.objects.count(), Message.objects.count()) == (1, 1)


def test_messages_of_two_people_with_the_same_number_are_two(post: Post) -> None:
    post(tg.text("Hola", 7))
    post(tg.text("Hola", 7, user_id=55))

    assert Message.objects.count() == 2
    assert Conversation.objects.count() == 2


@pytest.mark.parametrize("secret", ["", "guess", tg.SECRET[:-1], tg.SECRET + "x", "ñ", tg.TOKEN])
def test_a_wrong_secret_leaves_nothing(post: Post, secret: str) -> None:
    assert post(tg.text("forjado"), secret=secret) == 401

    assert InboundEvent.objects.count() == UnroutedEvent.objects.count() == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"update_id": "1"}', b"\xff", b"null"])
def test_what_cannot_be_read_is_kept_for_the_superadmin(post: Post, body: bytes) -> None:
    assert post(body) == 200

    assert UnroutedEvent.objects.get().reason == "unreadable"


def test_a_bot_of_another_broker_is_not_ours(post: Post, charlie: Broker, alice: Broker) -> None:
    account_connect(broker=charlie, channel="telegram", account_id="777", secret="charlies-secret")

    assert post(tg.text("Hello"), secret="charlies-secret") == 200

    with in_schema("t_alice"):
        assert InboundEvent.objects.count() == 0
    with in_schema("t_charlie"):
        assert InboundEvent.objects.get().account_id == "777"


def test_an_account_named_longer_than_a_key_still_knows_repeats(post: Post, alice: Broker) -> None:
    account_connect(broker=alice, channel="telegram", account_id="b" * 128, secret="long-name")
    payload = tg.text("Hola")

    assert {post(payload, secret="long-name") for _time in range(3)} == {200}

    assert InboundEvent.objects.count() == 1


def test_an_edit_changes_the_text_and_asks_for_no_second_answer(post: Post) -> None:
    post(tg.text("¿Sigue?", 12))
    post(tg.edit(12, text="¿Sigue? ¿Mascotas?"))

    message = Message.objects.get()
    assert message.text == "¿Sigue? ¿Mascotas?"
    assert message.payload["edits"][0]["text"] == "¿Sigue?"


def test_an_answer_leads_to_what_it_answers(post: Post) -> None:
    post(tg.text("primero", 20))
    post(tg.text("segundo", 21, reply_to_message={"message_id": 20, "date": 1}))

    assert Message.objects.get(text="segundo").reply_to == Message.objects.get(text="primero")


def test_a_voice_note_waits_to_be_fetched(post: Post) -> None:
    post(tg.message(voice=tg.file("AwAC", duration=7, mime_type="audio/ogg")))

    file = Attachment.objects.get()
    assert (file.kind, file.is_voice, file.seconds, file.ref) == (
        "audio",
        True,
        7,
        {"file_id": "AwAC"},
    )


def test_a_shared_number_is_the_persons_own(post: Post) -> None:
    own = {"phone_number": "56987651234", "first_name": "E", "user_id": tg.LEAD}

    post(tg.message(contact=own))

    assert set(Identity.objects.values_list("kind", "value")) == {
        ("telegram", str(tg.LEAD)),
        ("phone", "+56987651234"),
    }


def test_anothers_card_gives_nobody_a_number(post: Post) -> None:
    post(tg.message(contact={"phone_number": "56987651234", "first_name": "X", "user_id": 1}))

    assert not Identity.objects.filter(kind="phone").exists()
    assert Contact.objects.get().phone == ""


def test_a_link_is_the_leads_source(post: Post) -> None:
    post(tg.text("/start flat_7"))

    assert Lead.objects.get().source == "telegram_link"
    assert Message.objects.get().payload["start"] == "flat_7"


def test_who_blocks_the_bot_hears_nothing_more_until_they_let_it_in(post: Post) -> None:
    post(tg.text("Hola"))

    post(tg.membership("kicked"))
    blocked = Contact.objects.get().opted_out_at
    post(tg.membership("member"))

    assert blocked is not None
    assert Contact.objects.get().opted_out_at is None
    assert list(Consent.objects.order_by("id").values_list("granted", flat=True)) == [False, True]


def test_unblocking_does_not_take_back_a_stop(post: Post) -> None:
    post(tg.text("/stop"))
    post(tg.membership("kicked"))
    post(tg.membership("member"))

    assert Contact.objects.get().opted_out_at is not None


def test_a_choice_with_a_long_id_is_known_by_the_message_it_stood_under(post: Post) -> None:
    from channels_app.channels.telegram.choices import callback_data

    post(tg.text("Hola"))
    thread = Conversation.objects.get()
    long_id = "slot:" + "2026-12-01T11:00/" * 6
    Message.objects.create(
        conversation=thread,
        direction="out",
        author="sofia",
        kind="buttons",
        payload={"buttons": [{"id": long_id, "title": "Martes 11:00"}]},
        account_key=f"telegram:{tg.BOT}",
        external_id=f"{tg.LEAD}:31",
        status="sent",
        sent_at=thread.created_at,
    )
    # Too old to be shown: Telegram tells neither text nor keyboard any more.
    under = {"message_id": 31, "chat": tg.chat(), "date": 0}

    post(tg.pressed(callback_data(long_id), under=under))

    choice = Message.objects.get(kind="choice")
    assert (choice.text, choice.payload["choice"]) == ("Martes 11:00", long_id)


def test_a_pressed_button_is_released_in_the_answer(bot: ChannelAccount) -> None:
    body, headers = tg.posted(tg.pressed("a", query_id="4711"))

    answer = Client(headers={"host": "localhost"}).post(
        "/webhooks/telegram", body, content_type="application/json", headers=headers
    )

    assert answer.json() == {"method": "answerCallbackQuery", "callback_query_id": "4711"}
    assert InboundEvent.objects.count() == 1


def test_a_forged_button_is_not_answered(bot: ChannelAccount) -> None:
    body, headers = tg.posted(tg.pressed("a"), secret="guess")

    answer = Client(headers={"host": "localhost"}).post(
        "/webhooks/telegram", body, content_type="application/json", headers=headers
    )

    assert answer.status_code == 401
    assert "method" not in answer.json()


def test_any_order_of_repeats_gives_the_same_rows(post: Post) -> None:
    payloads: list[Any] = [tg.text(f"mensaje {n}") for n in range(4)]
    repeated = payloads * 5
    random.Random(4).shuffle(repeated)

    for payload in repeated:
        post(payload)
    for event in InboundEvent.objects.all():
        event_process(event.pk)

    assert sorted(Message.objects.values_list("text", flat=True)) == [
        f"mensaje {n}" for n in range(4)
    ]


@pytest.mark.parametrize("depth", [50, 600, 5_000, 100_000])
def test_an_update_nested_without_end_breaks_nothing(post: Post, depth: int) -> None:
    deep = b'{"update_id": 1, "hologram": ' + b"[" * depth + b"]" * depth + b"}"

    assert post(deep) == 200

    assert InboundEvent.objects.count() + UnroutedEvent.objects.count() == 1
    assert not InboundEvent.objects.exclude(error="").exists()
