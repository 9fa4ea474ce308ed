"""A lead who writes in another language than the broker's documents."""

from __future__ import annotations

from typing import Any

from agents.models import AgentStep
from crm.brokers.models import Broker
from crm.conversations.models import Conversation
from knowledge.ingest import document_add
from tests import drive
from tests.fakes.channel import FakeChannel

RULES = "Se aceptan perros y gatos de hasta diez kilos, con una garantía adicional."


def test_she_tells_what_the_documents_say_and_in_which_language(
    number: Any, channel: FakeChannel, alice: Broker
) -> None:
    document_add(title="Mascotas", text=f"# Mascotas\n{RULES}", language="es")

    drive.receive("Hello! Are pets allowed in your buildings?")
    drive.settle()

    assert any("in Spanish" in said and RULES in said for said in channel.said)
    assert not AgentStep.objects.filter(kind=AgentStep.Kind.CHECK, is_error=True).exists()
    assert Conversation.objects.get().holder == Conversation.Holder.SOFIA
