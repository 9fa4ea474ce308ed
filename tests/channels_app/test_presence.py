"""Read marks and typing: seen by the lead, never in the way of an answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from channels_app import presence
from channels_app.channels.registry import adapter_for
from channels_app.models import ChannelAccount
from crm.conversations.models import Conversation
from tests import drive
from tests.fakes.graph import GraphWire
from tests.fakes.model import FakeModel

pytestmark = pytest.mark.usefixtures("number")


@pytest.fixture(autouse=True)
def _rested() -> Iterator[None]:
    presence._resting.clear()
    yield
    presence._resting.clear()


@pytest.fixture
def graph() -> Iterator[GraphWire]:
    with GraphWire().in_place() as wire:
        yield wire


def show(conversation: Conversation, *, typing: bool = True) -> bool:
    return presence.presence_show("t_alice", conversation.pk, typing=typing)


def test_the_newest_message_is_read_and_typing_shows(graph: GraphWire) -> None:
    drive.receive("Hola")
    newest = drive.receive("¿Sigue disponible?")

    assert show(newest.conversation)

    assert graph.body == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": newest.external_id,
        "typing_indicator": {"type": "text"},
    }


def test_a_person_who_reads_does_not_type(graph: GraphWire) -> None:
    show(drive.receive("Hola").conversation, typing=False)

    assert "typing_indicator" not in graph.body


@pytest.mark.parametrize("value", ["no", "0", "off", False])
def test_an_account_may_switch_it_off(graph: GraphWire, value: Any) -> None:
    conversation = drive.receive("Hola").conversation
    ChannelAccount.objects.update(config={"presence": value})

    assert not show(conversation)
    assert graph.calls == []


def test_a_paused_account_shows_nothing(graph: GraphWire) -> None:
    conversation = drive.receive("Hola").conversation
    ChannelAccount.objects.update(paused_at="2026-01-01T00:00:00Z")

    assert not show(conversation)
    assert graph.calls == []


def test_a_channel_in_trouble_is_left_alone_for_a_while(graph: GraphWire) -> None:
    conversation = drive.receive("Hola").conversation
    graph.answers(httpx.ReadTimeout("slow"))

    assert not show(conversation)
    assert not show(conversation)

    assert len(graph.calls) == 1


def test_nothing_is_shown_where_nobody_wrote(graph: GraphWire) -> None:
    assert not presence.presence_show("t_alice", uuid4(), typing=True)
    assert graph.calls == []


@pytest.mark.usefixtures("window_off")
def test_a_turn_asks_for_it_and_waits_for_nothing(
    model: FakeModel, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WAKE_WORKERS = True
    wishes: list[Any] = []
    monkeypatch.setattr(presence._courtesy, "put", wishes.append)
    model.says("¡Hola! ¿Qué buscas?")
    message = drive.receive("Hola")

    drive.settle()

    assert [(each.conversation_id, each.typing) for each in wishes] == [
        (message.conversation_id, True)
    ]


def test_a_crowd_of_wishes_is_dropped_and_never_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = threading.Event()
    monkeypatch.setattr(presence, "presence_show", lambda *_, **__: held.wait(5))
    courtesy = presence._Courtesy()
    begun = time.monotonic()

    for _number in range(1000):
        courtesy.put(presence._Wish("t_alice", uuid4(), typing=True))

    assert time.monotonic() - begun < 2
    assert len(courtesy._threads) <= 4
    held.set()


def test_whatsapp_can_show_it() -> None:
    assert presence._is_shown_on("whatsapp") is False  # tests have no background work
    assert adapter_for("whatsapp").capabilities.shows_typing
