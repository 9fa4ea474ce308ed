"""From Twilio's call to the rows: proven, once, and to the right broker."""

from __future__ import annotations

import hashlib
import json
import random
from typing import Any

import pytest
from django.test import Client

from channels_app.accounts import account_connect
from channels_app.models import ChannelAccount, Delivery, InboundEvent, Receipt
from crm.brokers.models import Broker, UnroutedEvent
from crm.conversations.models import Attachment, Conversation, Message
from crm.core.tenancy import in_schema
from crm.leads.models import Consent, Contact, Identity
from tests.channels_app.channels.twilio.conftest import Post
from tests.payloads import twilio as tw

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def call(
    body: bytes,
    headers: dict[str, str],
    *,
    path: str = tw.SMS,
    content_type: str = FORM,
    **more: Any,
) -> Any:
    client = Client(headers={"host": "localhost"})
    return client.post(path, body, content_type=content_type, headers=headers, **more)


def nothing_is_kept() -> bool:
    with in_schema("t_alice"):
        return not InboundEvent.objects.exists() and not UnroutedEvent.objects.exists()


def test_a_text_arrives_as_it_was_written(post: Post) -> None:
    answer = post(tw.sms("  Olá 🏡 + 100% & <b>ok</b>  "))

    assert (answer.status_code, answer["content-type"]) == (200, "text/xml; charset=utf-8")
    assert answer.content.endswith(b"<Response/>")
    message = Message.objects.get()
    assert message.text == "  Olá 🏡 + 100% & <b>ok</b>  "
    assert message.conversation.peer == tw.LEAD
    assert Identity.objects.get().value == tw.LEAD


def test_a_call_made_again_is_the_same_row(post: Post) -> None:
    form = tw.sms("Hi", message="SM" + "1" * 32)

    for _time in range(5):
        assert post(form).status_code == 200

    assert (InboundEvent.objects.count(), Message.objects.count()) == (1, 1)


def test_new_parameters_are_signed_like_the_others(post: Post) -> None:
    assert post([*tw.sms("Hi"), ("SomethingNew", ""), ("Body", "another")]).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"X-Twilio-Signature": ""},
        {"X-Twilio-Signature": "x"},
        {"X-Twilio-Signature": "ñ" * 28},
        {"X-Twilio-Signature": tw.mark("http://localhost/webhooks/twilio/sms")},
        {"X-Twilio-Signature": tw.mark("http://localhost/webhooks/twilio/sms", token="guess")},
        {"X-Twilio-Webhooks-Signature-Settings": "key=K,algorithm=HMAC_SHA256"},
        {"X-Twilio-Webhooks-Signature-Settings": "algorithm=NONE"},
    ],
)
def test_a_forged_call_leaves_nothing(line: Any, changed: dict[str, str]) -> None:
    body, headers = tw.posted(tw.sms("give me the keys"))

    assert call(body, {**headers, **changed}).status_code == 401
    assert nothing_is_kept()


def test_a_call_cut_short_or_changed_is_refused(line: Any) -> None:
    body, headers = tw.posted(tw.sms("hello"))

    for spoilt in (body[:-1], body + b"&x=1", body.replace(b"hello", b"hullo"), b"", b"\xff" * 9):
        assert call(spoilt, headers).status_code == 401
    assert call(b"&".join([b"a=1"] * 5000), headers).status_code == 401
    assert nothing_is_kept()


def test_a_signature_of_one_address_is_none_of_another(line: Any) -> None:
    body, headers = tw.posted(tw.sms("hello"), path=tw.STATUS)

    assert call(body, headers).status_code == 401
    assert call(body, headers, path=f"{tw.STATUS}?x=1").status_code == 401
    assert call(body, headers, path=tw.STATUS).status_code == 200


def test_an_account_nobody_connected_proves_nothing(line: Any) -> None:
    body, headers = tw.posted(tw.sms("hello", AccountSid="AC" + "9" * 32))

    assert call(body, headers).status_code == 401
    assert nothing_is_kept()


def test_without_a_token_nothing_is_proven(alice: Broker) -> None:
    account_connect(broker=alice, channel="twilio", account_id=tw.SID)
    body, headers = tw.posted(tw.sms("hello"), token="")

    assert call(body, headers).status_code == 401


def test_another_brokers_token_does_not_open_ours(line: Any, charlie: Broker) -> None:
    other = "AC" + "7" * 32
    account_connect(broker=charlie, channel="twilio", account_id=other, token="charlies")
    body, headers = tw.posted(tw.sms("hello"), token="charlies")

    assert call(body, headers).status_code == 401
    # Charlie's own account may name Alice's number; it arrives at Charlie's all the same.
    body, headers = tw.posted(tw.sms("hello", AccountSid=other), token="charlies")
    assert call(body, headers).status_code == 200
    with in_schema("t_charlie"):
        assert InboundEvent.objects.get().account_id == other
    assert nothing_is_kept()


@pytest.fixture
def shared(alice: Broker, charlie: Broker) -> dict[str, str]:
    """One Twilio account, a number of it for each of two brokers."""
    numbers = {"t_alice": tw.NUMBER, "t_charlie": "+12025550199"}
    for broker in (alice, charlie):
        account_connect(
            broker=broker,
            channel="twilio",
            account_id=numbers[broker.slug],
            token=tw.TOKEN,
            config={"account_sid": tw.SID},
        )
    return numbers


def test_brokers_who_share_a_twilio_account_are_told_apart_by_number(
    shared: dict[str, str],
) -> None:
    for number in shared.values():
        body, headers = tw.posted(tw.sms(f"to {number}", To=number))
        assert call(body, headers).status_code == 200

    for schema, number in shared.items():
        with in_schema(schema):
            event = InboundEvent.objects.get()
            assert event.account_id == number
            assert event.payload["form"]["Body"] == f"to {number}"


def test_a_receipt_is_for_the_number_that_sent(shared: dict[str, str]) -> None:
    body, headers = tw.posted(
        tw.status(tw.sid(), "delivered", From=shared["t_charlie"], To=shared["t_alice"]),
        path=tw.STATUS,
    )

    assert call(body, headers, path=tw.STATUS).status_code == 200

    with in_schema("t_alice"):
        assert not InboundEvent.objects.exists()
    with in_schema("t_charlie"):
        assert InboundEvent.objects.count() == 1


def test_behind_a_proxy_the_https_address_was_signed(line: Any, settings: Any) -> None:
    body, headers = tw.posted(tw.sms("hello"), origin="https://localhost")
    assert call(body, headers).status_code == 401

    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert call(body, {**headers, "x-forwarded-proto": "https"}).status_code == 200
    assert call(body, {**headers, "x-forwarded-proto": "http"}).status_code == 401


def test_the_public_address_counts_where_the_proxy_tells_nothing(line: Any, settings: Any) -> None:
    settings.PUBLIC_URL = "https://crm.example.com"
    body, headers = tw.posted(tw.sms("hello"), origin="https://crm.example.com")

    assert call(body, headers).status_code == 200


@pytest.mark.parametrize(
    ("given", "signed", "path"),
    [
        ("https://a.example/own/path", "https://a.example/own/path", tw.SMS),
        ("https://a.example/own?t=1", "https://a.example:443/own?t=1", tw.SMS),
        ("https://a.example/own", "https://a.example/own?t=2", tw.SMS + "?t=2"),
        ("https://a.example", "https://a.example" + tw.SMS, tw.SMS),
        ("https://a.example/own#rc=2", "https://a.example/own", tw.SMS),
    ],
)
def test_the_address_twilio_was_given_is_the_one_it_signs(
    line: ChannelAccount, alice: Broker, given: str, signed: str, path: str
) -> None:
    form = tw.sms("hello")
    body, _headers = tw.posted(form)
    headers = {"X-Twilio-Signature": tw.mark(signed, form)}
    assert call(body, headers, path=path).status_code == 401

    account_connect(broker=alice, channel="twilio", account_id=tw.SID, config={"url": given})

    assert call(body, headers, path=path).status_code == 200


def test_a_shared_key_is_for_the_account_that_names_it(line: Any, alice: Broker) -> None:
    form = tw.sms("hello")
    body, _headers = tw.posted(form)
    headers = {
        "X-Twilio-Signature": tw.mark(
            tw.ORIGIN + tw.SMS, form, token="shared-secret", algorithm=hashlib.sha256
        ),
        "X-Twilio-Webhooks-Signature-Settings": "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256",
    }
    assert call(body, headers).status_code == 401

    account_connect(
        broker=alice,
        channel="twilio",
        account_id=tw.SID,
        secret="shared-secret",
        config={"shared_key": "webhooks_sharedkey_1"},
    )

    assert call(body, headers).status_code == 200


def test_a_json_event_is_kept_when_its_digest_is_signed(line: Any) -> None:
    event = json.dumps({"event": "x", "data": {"accountSid": tw.SID}, "note": "ação"}).encode()
    path = f"{tw.SMS}?tenant=1&bodySHA256={hashlib.sha256(event).hexdigest()}"
    headers = {"X-Twilio-Signature": tw.mark(tw.ORIGIN + path)}

    def send(body: bytes) -> int:
        answer = call(body, headers, path=path, content_type="application/json")
        return int(answer.status_code)

    assert [send(event), send(event), send(event + b" "), send(b"{")] == [200, 200, 401, 401]
    assert InboundEvent.objects.count() == 1


def test_a_message_by_get_is_not_taken(line: Any) -> None:
    assert Client(headers={"host": "localhost"}).get(tw.SMS).status_code == 405


def test_stop_is_recorded_and_not_answered(post: Post) -> None:
    post(tw.sms("Hi"))
    post(tw.sms("Stop", OptOutType="STOP"))

    assert Contact.objects.get().opted_out_at is not None
    assert Consent.objects.get().words == "Stop"
    assert Conversation.objects.get().holder == Conversation.Holder.CLOSED
    assert Message.objects.filter(direction="in").count() == 2
    assert not Message.objects.filter(direction="out").exists()


@pytest.mark.parametrize("word", ["STOPALL", "End", "QUIT", "cancel", "BAJA"])
def test_a_carriers_word_is_a_stop_without_being_told(post: Post, word: str) -> None:
    post(tw.sms(word))

    assert Contact.objects.get().opted_out_at is not None


def test_a_keyword_of_the_accounts_own_is_a_stop_because_twilio_says_so(post: Post) -> None:
    post(tw.sms("basta ya chicos", OptOutType="STOP"))

    assert Contact.objects.get().opted_out_at is not None
    assert Consent.objects.get().source == "channel"
    assert Conversation.objects.get().holder == Conversation.Holder.CLOSED


def test_start_lifts_it_and_the_message_that_says_so_calls_nobody(post: Post) -> None:
    post(tw.sms("basta ya chicos", OptOutType="STOP"))
    post(tw.sms("de vuelta", OptOutType="START"))

    assert Contact.objects.get().opted_out_at is None
    assert Conversation.objects.exclude(holder="closed").get().holder == "sofia"


def test_help_is_answered_by_twilio_and_not_by_us(post: Post) -> None:
    from agents.models import Turn

    post(tw.sms("HELP", OptOutType="HELP"))

    assert Message.objects.get().kind == "system"
    assert not Turn.objects.exists()


def test_pictures_wait_to_be_fetched(post: Post) -> None:
    media = {f"MediaUrl{n}": f"https://api.twilio.com/2010-04-01/M/{n}" for n in range(2)}
    types = {"MediaContentType0": "image/jpeg", "MediaContentType1": "application/pdf"}
    post(tw.sms("", NumMedia="2", **media, **types))

    files = list(Attachment.objects.order_by("id"))
    assert [file.kind for file in files] == ["image", "document"]
    assert files[1].ref == {"url": "https://api.twilio.com/2010-04-01/M/1"}
    assert Message.objects.get().kind == "image"


def sent(status: str = "sent") -> Message:
    """A message of ours that Twilio has."""
    thread = Conversation.objects.get()
    return Message.objects.create(
        conversation=thread,
        direction="out",
        author="sofia",
        text="Hello",
        account_key=f"twilio:{tw.SID}",
        external_id=tw.sid(),
        status=status,
        sent_at=thread.created_at,
    )


def receipt(post: Post, message: Message, told: str, **more: str) -> str:
    assert post(tw.status(message.external_id, told, **more), path=tw.STATUS).status_code == 200
    message.refresh_from_db()
    return message.status


def test_receipts_only_move_forward(post: Post) -> None:
    post(tw.sms("Hi"))
    message = sent("queued")

    told = ["delivered", "sent", "sending", "queued", "delivered", "read", "delivered"]
    ranks = [receipt(post, message, each) for each in told]

    assert ranks == ["delivered"] * 5 + ["read", "read"]


@pytest.mark.parametrize("told", ["undelivered", "failed", "canceled"])
def test_a_message_that_did_not_arrive_says_why(post: Post, told: str) -> None:
    post(tw.sms("Hi"))
    message = sent()

    assert receipt(post, message, told, ErrorCode="30003") == "failed"
    assert message.error_code == "30003"
    assert receipt(post, message, "delivered") == "failed"


def test_a_receipt_that_tells_of_an_opt_out_records_it(post: Post) -> None:
    post(tw.sms("Hi"))

    receipt(post, sent(), "failed", ErrorCode="21610")

    assert Contact.objects.get().opted_out_at is not None


def test_a_receipt_that_tells_of_a_suspended_account_pauses_it(
    post: Post, line: ChannelAccount
) -> None:
    post(tw.sms("Hi"))
    message = sent()
    Delivery.objects.create(
        message=message,
        conversation_id=message.conversation_id,
        account_key=message.account_key,
        state="sent",
        due_at=message.sent_at,
    )

    receipt(post, message, "failed", ErrorCode="30002")

    line.refresh_from_db()
    assert line.paused_at is not None


def test_a_receipt_before_our_row_waits_for_it(post: Post) -> None:
    assert post(tw.status("SM" + "8" * 32, "delivered"), path=tw.STATUS).status_code == 200

    assert Receipt.objects.get().status == "delivered"


def test_a_receipt_sent_to_the_address_for_messages_is_one_all_the_same(post: Post) -> None:
    post(tw.sms("Hi"))
    message = sent()

    post(tw.status(message.external_id, "delivered"))

    message.refresh_from_db()
    assert message.status == "delivered"
    assert Message.objects.filter(direction="in").count() == 1


def test_any_order_of_repeats_gives_the_same_rows(post: Post) -> None:
    forms = [tw.sms(f"message {n}") for n in range(4)] * 5
    random.Random(7).shuffle(forms)

    for form in forms:
        post(form)

    assert Message.objects.count() == InboundEvent.objects.count() == 4


@pytest.mark.parametrize(
    "changes",
    [
        {"From": "VERIZON"},
        {"From": "12345"},
        {"From": "+266696687"},
        {"From": ""},
        {"From": "messenger:123"},
        {"MessageSid": None, "SmsSid": None},
    ],
)
def test_what_nobody_could_be_answered_at_is_kept_apart(
    post: Post, changes: dict[str, str | None]
) -> None:
    assert post(tw.sms("Your code is 1234", **changes)).status_code == 200

    assert InboundEvent.objects.get().note.startswith("unknown")
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"NumMedia": "many"},
        {"NumMedia": "99999999999999999999"},
        {"NumMedia": "1"},
        {"Latitude": "north", "Longitude": "1"},
        {"OptOutType": "MAYBE"},
        {"MessageSid": "x" * 3000},
        {"ProfileName": "\x00" + "n" * 5000},
    ],
)
def test_odd_values_are_still_a_message(post: Post, changes: dict[str, str | None]) -> None:
    assert post(tw.sms("\x00 '; DROP TABLE {{1}} ‮", **changes)).status_code == 200

    assert Message.objects.count() == 1


def test_whatsapp_by_twilio_is_answered_on_whatsapp(post: Post) -> None:
    post(
        tw.sms(
            "Sí",
            From=f"whatsapp:{tw.LEAD}",
            To=f"whatsapp:{tw.NUMBER}",
            ProfileName="Elena",
            ButtonPayload="yes",
            ButtonText="Sí, claro",
        )
    )

    message = Message.objects.get()
    assert message.conversation.peer == f"whatsapp:{tw.LEAD}"
    assert (message.kind, message.text, message.payload["choice"]) == ("choice", "Sí, claro", "yes")
    assert Identity.objects.get().value == tw.LEAD
    assert Contact.objects.get().name == "Elena"


def test_a_place_shared_on_whatsapp_is_kept(post: Post) -> None:
    post(tw.sms("", Latitude="-33.4", Longitude="-70.6", Label="Plaza", Address="Uno 1"))

    message = Message.objects.get()
    assert (message.kind, message.text) == ("location", "Plaza, Uno 1")
    assert message.payload["location"]["latitude"] == -33.4
