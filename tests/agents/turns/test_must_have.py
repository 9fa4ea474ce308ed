"""Sofía shows no home that is known to lack what a lead must have, and claims none has it."""

from __future__ import annotations

from typing import Any

import pytest

from agents.models import AgentStep
from crm.brokers.models import Broker
from tests import drive
from tests.crm.inventory.listings import listing
from tests.fakes.channel import FakeChannel

RENT: dict[str, Any] = {"operation": "rent", "price": 600_000, "currency": "CLP"}


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize(
    ("said", "known", "unknown"),
    [
        (
            "Hola, busco depto para arrendar en Ñuñoa, 2 dormitorios, tengo un perro",
            "acepta mascotas",
            "no figura si acepta mascotas",
        ),
        (
            "Hi, I want to rent a 2 bed flat in Ñuñoa, I have a dog",
            "pets allowed",
            "the listing does not say whether pets are allowed",
        ),
    ],
)
def test_the_embedded_provider_tells_the_unknown_as_unknown(
    alice: Broker, channel: FakeChannel, said: str, known: str, unknown: str
) -> None:
    listing("A-1", title="Depto norte", **RENT)
    listing("A-2", title="Depto sur", features=["Se aceptan mascotas"], **RENT)
    listing("A-3", title="Depto oriente", description="No se aceptan mascotas.", **RENT)

    drive.receive(said)
    drive.settle()

    (reply,) = drive.replies()
    first, second = [line for line in reply.splitlines() if line.startswith("•")]
    assert "Depto sur" in first
    assert known in first
    assert unknown not in first
    assert "Depto norte" in second
    assert unknown in second
    step = AgentStep.objects.get(name="inventory_search")
    told = [(row["ref"], row.get("has"), row.get("unknown")) for row in step.result["units"]]
    assert told == [("A-2", ["pets"], None), ("A-1", None, ["pets"])]
