"""What leads wrote is kept by its meaning: in the background, once, and as long as it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from agents.memory import tasks
from agents.memory.models import MessageVector, ReadMark
from agents.memory.recall import recall
from agents.memory.vectors import (
    QUIET,
    conversation_read,
    has_meaning,
    messages_read,
    messages_unread,
    read_due,
    read_up_to,
)
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.core.tenancy import in_schema
from crm.leads.models import Contact
from knowledge.embeddings.base import EmbeddingError
from tests import drive
from tests.agents.memory.threads import go_on, say
from tests.fakes.channel import FakeChannel
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.model import FakeModel

pytestmark = pytest.mark.usefixtures("number")
# Ids carry their time and never go back: a test before this one may have lived in the future.
LATER = timedelta(days=3650)


@pytest.fixture
def thread(model: FakeModel, channel: FakeChannel, number: Any) -> Conversation:
    """A thread of the lead's in which nothing was read yet."""
    drive.receive("Hola")
    return Conversation.objects.get()


def due() -> UUID | None:
    return read_due(now=timezone.now() + LATER)


def read() -> int:
    """What a sweep much later would do."""
    last = due()
    return read_up_to(last) if last else 0


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("ok", False), ("Sí", False), ("👍", False), ("12345", False), ("Soy alérgica", True)],
)
def test_only_what_says_something_has_a_meaning(text: str, wanted: bool) -> None:
    assert has_meaning(text) is wanted


def test_what_came_a_while_ago_is_read_once_and_in_order(
    thread: Conversation, embedder: FakeEmbedder
) -> None:
    wanted = [say(thread, f"Tenemos {count} perros grandes") for count in (2, 3)]
    say(thread, "ok")
    say(thread, "¿Cómo se llaman los perros?", by="sofia")

    assert read() == 2
    assert embedder.texts == ["Tenemos 2 perros grandes", "Tenemos 3 perros grandes"]
    assert set(MessageVector.objects.values_list("pk", flat=True)) == {m.pk for m in wanted}
    assert due() is None
    assert read() == 0


def test_what_was_said_just_now_is_left_alone(thread: Conversation, embedder: FakeEmbedder) -> None:
    said = say(thread, "Tenemos dos perros grandes")
    at = datetime.fromtimestamp((said.pk.int >> 80) / 1000, tz=UTC)

    assert read_due(now=at + QUIET) != said.pk
    assert read_due(now=at + QUIET + timedelta(seconds=1)) == said.pk


def test_many_messages_are_read_in_batches_and_a_failure_loses_only_its_own(
    thread: Conversation, embedder: FakeEmbedder
) -> None:
    for count in range(299):  # and the first one, which says nothing
        say(thread, f"Mensaje numero {count}")
    embedder.fails_after = 4

    with pytest.raises(EmbeddingError):
        read()
    assert MessageVector.objects.count() == 255
    embedder.fails_after = None

    assert read() == 44
    assert due() is None


def test_a_text_the_provider_refuses_does_not_hold_up_the_others(
    thread: Conversation, embedder: FakeEmbedder
) -> None:
    embedder.refuses = "odd one"
    for text in ("the first one", "the odd one", "the last one"):
        say(thread, text)

    assert read() == 2
    assert due() is None


def test_a_sweep_wakes_for_the_broker_that_has_something_new(
    thread: Conversation, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[tuple[str, UUID]] = []
    monkeypatch.setattr(tasks, "wake", lambda task, pk: woken.append((task, pk)))
    last = say(thread, "Tenemos dos perros")
    monkeypatch.setattr("agents.memory.vectors.QUIET", -LATER)

    tasks.sweep()
    tasks.read([str(last.pk)])
    tasks.sweep()

    assert woken == [("agents.memory.read", last.pk)]
    assert MessageVector.objects.count() == 1


def test_a_thread_that_outgrows_its_window_is_read_with_its_summary(
    thread: Conversation, embedder: FakeEmbedder, model: FakeModel
) -> None:
    model.says("Le gustó el segundo.")
    go_on(thread, 8, summarise=False)
    tasks.summarise([str(thread.pk)])
    assert not embedder.texts

    go_on(thread, 8, summarise=False)
    tasks.summarise([str(thread.pk)])

    assert "Tenemos un perro grande, ¿lo aceptan en ese edificio?" in embedder.texts
    assert not messages_unread().filter(text__icontains="perro").exists()


def test_a_provider_that_is_down_leaves_the_summary_standing(
    thread: Conversation, embedder: FakeEmbedder, model: FakeModel
) -> None:
    model.says("Le gustó el segundo.")
    go_on(thread, 16, summarise=False)
    embedder.fails_after = 0

    tasks.summarise([str(thread.pk)])
    tasks.read([str(due())])

    assert Conversation.objects.get().rolling_summary.messages
    assert not MessageVector.objects.exists()
    assert not ReadMark.objects.exists()


def test_an_edited_message_counts_no_more_until_it_is_read_again(
    thread: Conversation, embedder: FakeEmbedder
) -> None:
    message = say(thread, "Tenemos dos perros grandes")
    read()
    Message.objects.filter(pk=message.pk).update(text="Tenemos un canario amarillo")

    assert recall(drive.the_lead(), "algo sobre mascotas") == []
    assert conversation_read(thread.pk) == 1
    assert MessageVector.objects.count() == 1


def test_a_vector_goes_where_its_message_goes(thread: Conversation, embedder: FakeEmbedder) -> None:
    first = say(thread, "Tenemos dos perros grandes")
    read()
    other = Contact.objects.create(name="La misma")
    Conversation.objects.update(contact=other)
    lead = drive.the_lead()
    lead.contact = other

    assert [each.message for each in recall(lead, "algo sobre mascotas")] == [first.pk]
    Message.objects.filter(pk=first.pk).delete()
    assert not MessageVector.objects.exists()


def test_what_was_taken_back_is_not_recalled_and_not_read(
    thread: Conversation, embedder: FakeEmbedder
) -> None:
    message = say(thread, "Tenemos dos perros grandes")
    read()
    Message.objects.filter(pk=message.pk).update(revoked_at=timezone.now())

    assert recall(drive.the_lead(), "algo sobre mascotas") == []
    assert not messages_unread(model="another").filter(pk=message.pk).exists()


def test_a_message_that_goes_while_it_is_read_is_no_mistake(
    thread: Conversation, embedder: FakeEmbedder
) -> None:
    gone, kept = (say(thread, f"Tenemos {name}") for name in ("perros", "gatos"))
    Message.objects.filter(pk=gone.pk).delete()

    assert messages_read([gone, kept]) == 1


def test_nothing_is_waited_for_with_a_connection_in_hand(
    thread: Conversation, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    for module in ("vectors", "recall"):
        monkeypatch.setattr(f"agents.memory.{module}.release", lambda: order.append("released"))
    embedder.before = lambda: order.append("asked")
    say(thread, "Tenemos dos perros grandes")

    read()
    recall(drive.the_lead(), "algo sobre mascotas")

    assert order == ["released", "asked"] * 2


def test_reembed_makes_what_the_model_now_set_has_not_made(
    thread: Conversation, embedder: FakeEmbedder, alice: Broker
) -> None:
    for text in ("Tenemos dos perros", "ok", "Vendimos el auto"):
        say(thread, text)
    read()
    embedder.model = "fake/newer"
    said = StringIO()

    call_command("reembed", "t_alice", stdout=said)
    call_command("reembed", "t_alice", stdout=said)

    assert "2 made by fake/newer" in said.getvalue()
    assert "0 made by fake/newer" in said.getvalue()
    assert set(MessageVector.objects.values_list("model", flat=True)) == {"fake/newer"}


def test_reembed_tells_in_a_line_what_was_wrong(
    thread: Conversation, embedder: FakeEmbedder, alice: Broker
) -> None:
    say(thread, "Tenemos dos perros")
    embedder.fails_after = 0

    with pytest.raises(CommandError, match="There is no broker nobody"):
        call_command("reembed", "nobody")
    with pytest.raises(CommandError, match="0 made, then it failed"):
        call_command("reembed", "t_alice")


def test_another_brokers_vectors_are_out_of_reach(
    thread: Conversation, embedder: FakeEmbedder, charlie: Broker
) -> None:
    with in_schema("t_alice"):
        say(thread, "Tenemos dos perros grandes")
        read()
        lead = drive.the_lead()
        assert recall(lead, "algo sobre mascotas")

    with in_schema("t_charlie"):
        assert not MessageVector.objects.exists()
        assert recall(lead, "algo sobre mascotas") == []
