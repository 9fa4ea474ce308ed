"""When a person has spoken Sofía is silent, until she is given the conversation back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from agents.llm.offline.provider import OfflineProvider
from agents.routing import plan
from agents.turns.run import turn_run
from channels_app.delivery.sending import conversation_deliver
from channels_app.models import ChannelAccount
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from tests import drive
from tests.agents.turns.takeovers import ROUTES, route
from tests.api.client import Api
from tests.complaints.calls import by_whatsapp, interpret, together
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel
from tests.payloads import whatsapp

PLEASE = "Quiero hablar con una persona"
ASKED = ("escalate_to_human", {"reason": "asked_for_person", "summary": "Quiere hablar"})


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded provider, which is there without any key."""
    monkeypatch.setattr(plan, "provider_of", lambda _candidate: OfflineProvider())


def says(text: str) -> None:
    """The lead writes, and everything that is owed is done."""
    assert by_whatsapp(whatsapp.text(text)).make() == 200
    drive.settle()


def spoken() -> list[str]:
    rows = Message.objects.filter(direction="out").exclude(status="cancelled")
    return list(rows.order_by("id").values_list("author", flat=True))


class TestAtTheSameTime:
    """With real commits and real threads."""

    @pytest.fixture
    def alice(self, alice_for_real: Broker) -> Broker:
        """Alice's broker with real commits."""
        return alice_for_real

    @pytest.mark.parametrize("name", [name for name in ROUTES if name != "console"])
    def test_a_person_at_any_moment_of_a_model_call_has_the_last_word(
        self, name: str, number: ChannelAccount, model: FakeModel, channel: FakeChannel,
        person: User,
    ) -> None:  # fmt: skip
        """Chatwoot #4410, #13673, evo #82, DeskcommCRM #371: also from the broker's phone."""
        model.calls(("lead_score", {})).says("Hola, soy Sofía")
        by_whatsapp(whatsapp.text("Hola")).make()
        interpret()
        turn, thread = drive.the_turn(), Conversation.objects.get()
        steps_in: Callable[[], Any] = route(name, person)
        thinking, done = threading.Event(), threading.Event()

        def think(_prompt: Any) -> None:
            thinking.set()
            assert done.wait(10)

        def answer() -> None:
            assert thinking.wait(10)
            steps_in()
            done.set()

        model.before = think
        together(lambda: turn_run(turn.pk), answer)
        together(*[lambda: conversation_deliver(thread.pk)] * 4)
        drive.settle()

        assert set(spoken()) <= {"person"}
        assert not any("soy Sofía" in sent.text for sent in channel.sent)
        assert Conversation.objects.get().holder == "person"

    @pytest.mark.parametrize("milliseconds", [0, 1, 3, 8, 20, 50])
    def test_whoever_is_first_nothing_of_sofias_is_written_after_the_person(
        self, milliseconds: int, number: ChannelAccount, model: FakeModel, channel: FakeChannel,
        person: User,
    ) -> None:  # fmt: skip
        """Chatwoot #13673 still lets one reply through."""
        model.says("Hola, soy Sofía")
        by_whatsapp(whatsapp.text("Hola")).make()
        interpret()
        turn, thread = drive.the_turn(), Conversation.objects.get()
        late = threading.Event()

        def answer() -> None:
            late.wait(milliseconds / 1000)
            Api(person).post(f"conversations/{thread.pk}/messages", {"text": "Soy Ana"})

        together(lambda: turn_run(turn.pk), answer, lambda: conversation_deliver(thread.pk))
        drive.settle()

        assert spoken() in (["person"], ["sofia", "person"])
        assert channel.said[-1] == "Soy Ana"


@pytest.mark.usefixtures("number")
def test_a_hand_over_sends_exactly_one_closing_text(model: FakeModel, channel: FakeChannel) -> None:
    """fazer-ai/agents#158, Chatwoot #13881: none, or the model's own words beside it."""
    model.calls(ASKED)
    says(PLEASE)
    says("¿Hola?")
    says("¿Hay alguien?")

    assert len(channel.sent) == 1
    assert Conversation.objects.get().holder == "queue"


@pytest.mark.usefixtures("number")
def test_a_hand_over_that_is_only_announced_is_made(model: FakeModel, channel: FakeChannel) -> None:
    """Chatwoot #13178: the transfer that was promised and never happened."""
    model.says("Claro, te paso con una persona del equipo.")
    says(PLEASE)

    assert Conversation.objects.get().holder == "queue"
    assert len(channel.sent) == 1


@pytest.mark.usefixtures("number", "offline")
def test_the_old_wish_for_a_person_causes_no_loop_after_give_back(
    channel: FakeChannel, person: User
) -> None:
    """Chatwoot #15068: after resolve and reopen the old line called a person again."""
    says(PLEASE)
    thread = Conversation.objects.get()
    api = Api(person)
    api.post(f"conversations/{thread.pk}/takeover")
    api.post(f"conversations/{thread.pk}/messages", {"text": "Hola, soy Ana"})
    assert api.post(f"conversations/{thread.pk}/release").status_code == 200
    drive.settle()
    said = len(channel.sent)

    says("Busco depto de 2 dormitorios en Ñuñoa")

    assert Conversation.objects.get().holder == "sofia"
    assert len(channel.sent) == said + 1


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize("wish", ["STOP", "BAJA", "no me escriban más"])
def test_who_wants_no_messages_is_not_answered(
    wish: str, model: FakeModel, channel: FakeChannel
) -> None:
    """Chatwoot #15382: blocked contacts were answered all the same."""
    says(wish)
    says("¿Sigue libre la casa?")

    assert channel.sent == []
    assert model.prompts == []


@pytest.mark.usefixtures("number")
def test_a_model_that_fails_calls_a_person_and_is_not_mute_for_ever(
    model: FakeModel, channel: FakeChannel, person: User
) -> None:
    """Chatwoot #12379, fazer-ai/chatwoot#413: slow once, silent for ever."""
    model.calls(ASKED).says("¿En qué zona buscas?")
    says(PLEASE)
    thread = Conversation.objects.get()

    Api(person).post(f"conversations/{thread.pk}/takeover")
    Api(person).post(f"conversations/{thread.pk}/release")
    says("Busco casa")

    assert spoken() == ["sofia", "sofia"]


@pytest.mark.usefixtures("number")
def test_a_burst_written_while_the_model_thinks_gets_one_answer(
    model: FakeModel, channel: FakeChannel
) -> None:
    """Odoo #256826: several answers to one thought."""
    model.says("uno").says("dos")
    by_whatsapp(whatsapp.text("Busco casa")).make()
    interpret()

    def more(_prompt: Any) -> None:
        model.before = None
        for text in ("en Ñuñoa", "con patio"):
            by_whatsapp(whatsapp.text(text)).make()
        interpret()

    model.before = more
    drive.settle()

    assert channel.said == ["dos"]
