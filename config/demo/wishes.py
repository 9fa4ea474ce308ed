"""What a demo lead wants: something the broker really has, so that searches find it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from config.demo.cast import DemoBroker
from crm.inventory.models import Unit
from crm.inventory.money import format_price


@dataclass(frozen=True, slots=True)
class Wish:
    """A home in an area for a budget by a time; ``words`` are what the person says of each."""

    operation: str
    property_type: str
    area: str
    beds: int
    budget: Decimal
    currency: str
    words: dict[str, str]
    timeline: dict[str, Any]

    @property
    def home(self) -> dict[str, Any]:
        """What the first message tells."""
        return {
            "operation": self.operation,
            "property_type": self.property_type,
            "areas": [self.area],
            "beds": self.beds,
        }

    @property
    def money(self) -> dict[str, Any]:
        """What the budget tells."""
        return {"budget_max": self.budget, "currency": self.currency}


def wish_for(
    broker: DemoBroker, homes: Sequence[Unit], dice: random.Random, *, today: date
) -> Wish:
    """A wish that at least one of the homes fulfils."""
    unit = dice.choice(homes)
    step = Decimal(10) ** (len(str(int(unit.price))) - 2)
    budget = ((unit.price * Decimal("1.06")) // step + 1) * step
    kind, many, one = broker.phrases.HOMES[unit.property_type]
    beds = unit.beds or 1
    text, first, last = dice.choice(broker.phrases.TIMES)
    timeline: dict[str, Any] = {"timeline": text}
    if first is not None and last is not None:
        timeline["timeline_from"] = today + timedelta(days=first)
        timeline["timeline_to"] = today + timedelta(days=last)
    return Wish(
        operation="buy" if unit.operation == Unit.Operation.SALE else "rent",
        property_type=unit.property_type,
        area=unit.area,
        beds=beds,
        budget=budget,
        currency=unit.currency,
        timeline=timeline,
        words={
            "home": (one if beds == 1 else many).format(kind=kind, beds=beds),
            "area": unit.area,
            "budget": format_price(budget, unit.currency, broker.language),
            "time": text,
        },
    )
