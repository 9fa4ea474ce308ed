"""Talking to Sofía over the API."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from agents.models import Turn
from agents.turns import run as turns
from agents.turns.claim import turn_claim
from channels_app.webchat import api as chat_api
from channels_app.webchat import turns as waiting
from channels_app.webchat.services import chat_post
from channels_app.webchat.sessions import api_session
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.conversations.services import person_reply
from crm.leads.models import Lead
from tests.api.client import Api, error_of


@pytest.fixture
def agent(alice: Broker) -> User:
    """An agent of Alice's."""
    return User.objects.create(email="ana@alice.test", name="Ana Pérez", role=User.Role.AGENT)


@pytest.fixture
def api(agent: User) -> Api:
    """A program that calls as the agent."""
    return Api(agent)


def test_a_message_is_answered_in_the_same_call(api: Api) -> None:
    answer = api.post(
        "chat/test", {"message": "Hola, busco arriendo de 2D en Providencia", "name": "Marta"}
    )

    body = answer.json()
    assert answer.status_code == 200
    assert body["reply"]
    assert body["lead"]["contact"]["name"] == "Marta"
    assert body["lead"]["profile"]["operation"] == "rent"
    assert body["escalated"] is False
    assert body["message_id"] == str(Message.objects.get(direction="in").pk)
    assert body["reply_id"] == str(Message.objects.get(direction="out").pk)
    assert all(set(call) >= {"name", "arguments", "ok"} for call in body["tool_calls"])
    assert Lead.objects.get().source == "api"


def test_a_session_key_goes_on_with_the_conversation(api: Api) -> None:
    first = api.post("chat/test", {"message": "Hola"}).json()
    second = api.post(
        "chat/test", {"message": "Busco en Ñuñoa", "session_key": first["session_key"]}
    ).json()

    assert second["conversation_id"] == first["conversation_id"]
    assert second["session_key"] == first["session_key"]
    assert second["reply_id"] != first["reply_id"]


def test_a_session_belongs_to_its_caller(api: Api, alice: Broker) -> None:
    other = Api(User.objects.create(email="luis@alice.test", name="Luis", role="AGENT"))
    first = api.post("chat/test", {"message": "Hola", "session_key": "same"}).json()

    second = other.post("chat/test", {"message": "Hola", "session_key": "same"}).json()

    assert second["conversation_id"] != first["conversation_id"]


def test_a_lead_the_caller_may_not_see_is_left_out(api: Api) -> None:
    first = api.post("chat/test", {"message": "Hola", "session_key": "s"}).json()
    owner = User.objects.create(email="luis@alice.test", name="Luis", role="AGENT")
    Lead.objects.filter(pk=first["lead"]["id"]).update(owner=owner)

    second = api.post("chat/test", {"message": "¿Sigues ahí?", "session_key": "s"}).json()

    assert second["lead"] is None
    assert second["reply"]


def test_a_person_who_holds_the_conversation_is_not_spoken_over(api: Api, agent: User) -> None:
    first = api.post("chat/test", {"message": "Hola", "session_key": "s"}).json()
    conversation = Conversation.objects.get(pk=first["conversation_id"])
    person_reply(conversation=conversation, user=agent, text="Hola, soy Ana")

    second = api.post("chat/test", {"message": "¿Precio?", "session_key": "s"}).json()

    assert second["reply"] is None
    assert second["escalated"] is True


def test_asking_for_a_person_escalates(api: Api) -> None:
    body = api.post("chat/test", {"message": "Quiero hablar con una persona, por favor"}).json()

    assert body["escalated"] is True
    assert body["reply"]


def test_the_same_idempotency_key_says_it_once(api: Api) -> None:
    first = api.post("chat/test", {"message": "Hola"}, Idempotency_Key="k-1").json()
    second = api.post("chat/test", {"message": "Hola"}, Idempotency_Key="k-1").json()

    assert first == second
    assert Message.objects.filter(direction="in").count() == 1


def test_a_call_that_timed_out_can_be_sent_again(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "turn_run", lambda pk, **_: Turn.objects.get(pk=pk))
    monkeypatch.setattr(
        chat_api,
        "message_answer",
        lambda message: waiting.message_answer(message, seconds=0.2),
    )
    late = api.post("chat/test", {"message": "Hola"}, Idempotency_Key="k-1")
    monkeypatch.setattr(waiting, "turn_run", turns.turn_run)

    again = api.post("chat/test", {"message": "Hola"}, Idempotency_Key="k-1")

    assert late.status_code == 504
    assert error_of(late)["code"] == "turn_pending"
    assert again.json()["reply"]
    assert Message.objects.filter(direction="in").count() == 1
    assert Lead.objects.count() == 1


@pytest.mark.parametrize("path", ["chat/test", "chat/stream", "agent/turn"])
@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"message": "x" * 4097, "session_key": "s"}, 413),
        ({"message": "", "session_key": "s"}, 400),
        ({"session_key": "s"}, 400),
        ({"message": "Hola", "session_key": "s" * 200}, 400),
        ({"message": ["Hola"], "session_key": "s"}, 400),
        ({"message": "Hola", "session_key": "s", "other": 1}, 400),
        ({"message": "a\x00b", "session_key": "s"}, 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"message": "\xff"}', 400),
    ],
)
def test_what_cannot_be_said_is_refused(api: Api, path: str, body: Any, status: int) -> None:
    answer = api.send("POST", path, body)

    assert answer.status_code == status
    assert error_of(answer)
    assert not Message.objects.exists()


@pytest.mark.parametrize("path", ["chat/test", "chat/stream", "agent/session", "agent/turn"])
def test_nobody_without_a_token(alice: Broker, path: str) -> None:
    assert Api(None).post(path, {"message": "Hola"}).status_code == 401


def test_another_brokers_token_counts_for_nothing(agent: User, alice: Broker) -> None:
    from tests.api.client import CHARLIES_HOST

    assert Api(agent, host=CHARLIES_HOST).post("chat/test", {"message": "x"}).status_code == 401


def test_an_event_stream_client_is_refused_in_json(api: Api) -> None:
    answer = api.post("chat/stream", {"message": ""}, accept="text/event-stream")

    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/json")


def test_a_session_is_a_key_and_nothing_stored(api: Api) -> None:
    answer = api.post("agent/session")

    assert answer.status_code == 201
    assert len(answer.json()["session_key"]) >= 32
    assert not Conversation.objects.exists()


def test_a_turn_in_a_workers_hand_is_waited_for(broker: Broker, boss: User) -> None:
    message = chat_post(session=api_session(boss.pk, "s"), text="Hola, ¿precio?", no_wait=True)
    claimed = turn_claim(Turn.objects.get().pk)
    assert claimed is not None

    def work() -> None:
        from channels_app.live.threads import entered

        time.sleep(0.3)
        entered("t_alice", finish)

    def finish() -> None:
        Turn.objects.filter(pk=claimed.pk).update(
            state=Turn.State.PENDING, claimed_by="", lease_until=None
        )
        turns.turn_run(claimed.pk)

    worker = threading.Thread(target=work)
    worker.start()
    reply = waiting.message_answer(message)
    worker.join()

    assert reply is not None
    assert reply.turn_id == claimed.pk
