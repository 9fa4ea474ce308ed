from __future__ import annotations

from typing import Any

import pytest

from agents.adcopy.asking import AdRequest
from agents.adcopy.facts import unit_facts
from agents.adcopy.platforms import PLATFORMS
from crm.brokers.models import Broker
from crm.inventory.models import Unit
from tests.stage import model

__all__ = ["model"]


@pytest.fixture
def flat(alice: Broker) -> Unit:
    """A flat of Alice's with two bedrooms, 62 m², a terrace and parking."""
    unit = Unit.objects.create(
        ref="ÑUÑ-0042", title="Departamento de 2 dormitorios en Ñuñoa", operation="sale",
        property_type="apartment", city="Santiago", area="Ñuñoa", beds=2, baths="1.5",
        area_m2=62, price=4500, currency="UF", features=["Terraza", "Estacionamiento"],
        description="62 m² útiles en el piso 7, a pasos de Plaza Ñuñoa.",
    )  # fmt: skip
    unit.refresh_from_db()
    return unit


def request_for(unit: Unit, platform: str = "meta", **fields: Any) -> AdRequest:
    """A request for one ad of the unit in Spanish, unless said otherwise."""
    wanted: dict[str, Any] = {"languages": ("es",), "tone": "friendly", "variations": 1}
    return AdRequest(
        platform=PLATFORMS[platform],
        broker={"name": "Alicia Propiedades", "city": "Santiago", "country": "CL"},
        unit=unit_facts(unit, broker_language="es"),
        **(wanted | fields),
    )


def meta_ad(**texts: str) -> dict[str, str]:
    """An ad for Meta that nothing stands against."""
    return {
        "language": "es",
        "primary_text": "Departamento en venta en Ñuñoa, 62 m², UF 4.500. Agenda tu visita.",
        "headline": "2 dormitorios en Ñuñoa",
        "description": "Con terraza",
    } | texts
