"""The public chat page and the messages behind it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from agents.models import Turn
from agents.turns.run import turn_run
from channels_app.delivery.sending import conversation_deliver
from channels_app.models import InboundEvent
from channels_app.webchat.sessions import COOKIE, peer_of, session_new
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.conversations.services import conversation_close, person_reply
from crm.core import rates
from crm.core import redis as shared
from crm.leads import services as lead_services
from crm.leads.models import Lead
from tests.channels_app.sockets import HOST, OTHER_HOST


def _say(visitor: Client, text: Any = "Hola", **more: Any) -> Any:
    return visitor.post(
        "/chat/messages/",
        json.dumps({"text": text, **more}),
        content_type="application/json",
        headers={"accept": "application/json"},
    )


def _read(visitor: Client, after: str = "") -> list[dict[str, Any]]:
    answer = visitor.get("/chat/messages/", {"after": after} if after else {})
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


def _person(name: str = "Ana Pérez") -> User:
    return User.objects.create(email="ana@alice.test", name=name, role=User.Role.AGENT)


def test_the_page_gives_a_key_that_scripts_cannot_read(visitor: Client) -> None:
    answer = visitor.get("/chat/")

    cookie = answer.cookies[COOKIE]
    assert answer.status_code == 200
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert len(cookie.value.rpartition(":")[0]) == 43
    assert not Conversation.objects.exists()


def test_a_message_becomes_a_lead_with_a_conversation(visitor: Client) -> None:
    visitor.get("/chat/")

    answer = _say(visitor, "Busco un 2D en Ñuñoa", name="Marta")

    assert answer.status_code == 201
    assert answer.json()["author"] == "lead"
    conversation = Conversation.objects.get()
    assert (conversation.channel, conversation.account_id) == ("webchat", "t_alice")
    assert conversation.lead.source == "webchat"
    assert Turn.objects.get().state == Turn.State.PENDING


def test_the_key_itself_is_never_stored(visitor: Client) -> None:
    visitor.get("/chat/")
    key = visitor.cookies[COOKIE].value.rpartition(":")[0]

    _say(visitor)

    assert Conversation.objects.get().peer == peer_of(key)
    assert key not in json.dumps(InboundEvent.objects.get().payload)


def test_the_same_message_id_is_the_same_message(visitor: Client) -> None:
    visitor.get("/chat/")

    first = _say(visitor, message_id="m-1").json()
    second = _say(visitor, message_id="m-1").json()

    assert first["id"] == second["id"]
    assert Message.objects.count() == 1
    assert InboundEvent.objects.count() == 1


def test_two_visitors_may_choose_the_same_message_id(visitor: Client) -> None:
    other = Client(headers={"host": HOST})

    first = _say(visitor, "one", message_id="1").json()
    second = _say(other, "two", message_id="1").json()

    assert first["id"] != second["id"]
    assert [message["text"] for message in _read(other)] == ["two"]


def test_nobody_reads_another_session(visitor: Client) -> None:
    _say(visitor, "a secret")

    assert _read(Client(headers={"host": HOST})) == []


@pytest.mark.parametrize("how", ["unsigned", "tampered", "other broker"])
def test_a_forged_cookie_is_no_session(visitor: Client, how: str) -> None:
    _say(visitor, "a secret")
    signed = visitor.cookies[COOKIE].value
    key = signed.rpartition(":")[0]
    forged = {
        "unsigned": key,
        "tampered": ("A" if signed[0] != "A" else "B") + signed[1:],
        "other broker": signed,
    }[how]
    thief = Client(headers={"host": OTHER_HOST if how == "other broker" else HOST})
    thief.cookies[COOKIE] = forged

    answer = thief.get("/chat/messages/")

    assert answer.status_code == 200
    assert answer.json()["messages"] == []


def test_a_forged_cookie_gets_a_key_of_our_own_making(visitor: Client) -> None:
    visitor.cookies[COOKIE] = session_new()

    answer = _say(visitor)

    assert answer.status_code == 201
    assert ":" in answer.cookies[COOKIE].value


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧 ¿2D+2B? 🏠",
        "שלום, אני מחפש דירה",
        "أبحث عن شقة",
        "<script>alert(1)</script>",
        "a\n\nb",
        "x" * 4096,
    ],
)
def test_any_text_comes_back_as_it_was(visitor: Client, text: str) -> None:
    answer = _say(visitor, text)

    assert answer.status_code == 201
    assert answer.json()["text"] == text
    assert _read(visitor)[0]["text"] == text


def test_what_cannot_be_stored_is_left_out(visitor: Client) -> None:
    assert _say(visitor, "a\x00b").json()["text"] == "ab"


@pytest.mark.parametrize(
    ("text", "status"),
    [("x" * 4097, 413), ("", 400), (" \n ", 400), ("\x00", 400), (None, 400), (7, 400), ([], 400)],
)
def test_a_text_that_cannot_be_taken_is_refused(visitor: Client, text: Any, status: int) -> None:
    answer = _say(visitor, text)

    assert answer.status_code == status
    assert set(answer.json()["error"]) >= {"code", "message", "request_id"}
    assert not InboundEvent.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff\xfe", b'"x"', b"null"])
def test_a_body_that_is_no_object_is_refused(visitor: Client, body: bytes) -> None:
    answer = visitor.post("/chat/messages/", body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "malformed"


@pytest.mark.parametrize("message_id", ["x" * 65, 7, {}])
def test_a_message_id_that_cannot_be_one_is_refused(visitor: Client, message_id: Any) -> None:
    assert _say(visitor, message_id=message_id).status_code == 400


def test_the_plain_form_leads_back_to_the_page(visitor: Client) -> None:
    answer = visitor.post("/chat/messages/", {"text": "Hola"}, headers={"accept": "text/html"})

    assert answer.status_code == 302
    assert answer["Location"] == "/chat/"
    assert "Hola" in visitor.get("/chat/").content.decode()


def test_a_post_without_the_csrf_token_is_refused(alice: Broker) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": HOST})
    strict.get("/chat/")

    answer = _say(strict)

    assert answer.status_code == 403
    assert not InboundEvent.objects.exists()


def test_twenty_a_minute_and_session(visitor: Client) -> None:
    visitor.get("/chat/")
    codes = [_say(visitor, f"m {number}").status_code for number in range(21)]
    last = _say(visitor, "once more")

    assert codes == [201] * 20 + [429]
    assert 1 <= int(last["Retry-After"]) <= 60
    assert last.json()["error"]["code"] == "rate_limited"
    assert _say(Client(headers={"host": HOST})).status_code == 201
    rates.forget_all()


def test_an_answer_is_read_once_it_is_on_its_way(visitor: Client, window_off: None) -> None:
    _say(visitor, "Hola, busco arriendo en Providencia")
    turn_run(Turn.objects.get().pk)

    before = _read(visitor)
    conversation_deliver(Conversation.objects.get().pk)
    after = _read(visitor, after=before[-1]["id"])

    assert [message["author"] for message in before] == ["lead"]
    assert [message["author"] for message in after] == ["sofia"]
    assert after[0]["text"]


def test_an_answer_that_was_said_late_is_not_passed_over(visitor: Client, window_off: None) -> None:
    _say(visitor, "Hola")
    turn_run(Turn.objects.get().pk)
    newest = _say(visitor, "¿Sigues ahí?").json()["id"]

    conversation_deliver(Conversation.objects.get().pk)

    assert "sofia" in [message["author"] for message in _read(visitor, after=newest)]


def test_a_person_answers_with_their_first_name(visitor: Client) -> None:
    _say(visitor)
    conversation = Conversation.objects.get()
    person_reply(conversation=conversation, user=_person(), text="Hola, soy Ana")
    conversation_deliver(conversation.pk)

    answer = _read(visitor)[-1]

    assert (answer["author"], answer["name"]) == ("person", "Ana")


def test_a_frame_tells_nothing_of_the_lead(visitor: Client) -> None:
    _say(visitor)
    conversation = Conversation.objects.get()
    Lead.objects.filter(pk=conversation.lead_id).update(score=77)
    person_reply(conversation=conversation, user=_person(), text="Hola")
    conversation_deliver(conversation.pk)

    for frame in _read(visitor):
        assert set(frame) <= {"type", "id", "author", "text", "at", "name", "message_id"}


def test_a_closed_conversation_is_still_read_and_a_new_one_begins(visitor: Client) -> None:
    _say(visitor, "one")
    conversation_close(conversation=Conversation.objects.get(), user=_person())

    _say(visitor, "two")

    assert Conversation.objects.count() == 2
    assert [message["text"] for message in _read(visitor)] == ["one", "two"]


@pytest.mark.parametrize("after", ["x", "0" * 32, "ffffffff-ffff-7fff-bfff-ffffffffffff", "\x00"])
def test_an_after_that_is_no_id_of_ours_does_no_harm(visitor: Client, after: str) -> None:
    _say(visitor)

    assert visitor.get("/chat/messages/", {"after": after}).status_code == 200


def test_chat_works_without_redis(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> Any:
        raise ConnectionError

    monkeypatch.setattr(shared, "client", away)
    shared.wake()

    assert _say(visitor, "Hola").status_code == 201
    assert [message["text"] for message in _read(visitor)] == ["Hola"]
    shared.wake()


def test_a_message_that_cannot_be_taken_up_is_kept(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("no lead today")

    with monkeypatch.context() as patch:
        patch.setattr(lead_services, "contact_resolve", broken)
        refused = _say(visitor, message_id="m-1")
    again = _say(visitor, message_id="m-1")

    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "not_yet"
    assert again.status_code == 201
    assert Message.objects.count() == 1
