"""What happens to brokers, for listeners on floors the broker does not know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from django.dispatch import Signal

from crm.core.events import register

OPENING_CHANGED: Final = register("crm.broker.opening_changed", "Opening hours changed")
HANDOVER_CHANGED: Final = register(
    "crm.broker.handover_changed", "When Sofía calls a person changed"
)
PRIVACY_CHANGED: Final = register("crm.broker.privacy_changed", "What leads are told changed")


@dataclass(frozen=True, slots=True)
class FirstAdmin:
    """Who runs the new broker; the floor that knows people makes the account."""

    email: str
    password: str = field(repr=False)
    name: str = ""


#: Sent with ``broker=Broker`` and ``admin=FirstAdmin`` inside the transaction that makes the
#: broker, in its new schema and language. A receiver that raises undoes the whole creation.
broker_created = Signal()
