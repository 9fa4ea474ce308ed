"""What accounts do when something happens to a broker."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from crm.accounts.models import User
from crm.accounts.services import user_create
from crm.brokers.events import FirstAdmin, broker_created
from crm.brokers.models import Broker
from crm.core.actors import SYSTEM


@receiver(broker_created, dispatch_uid="accounts.first_admin")
def first_admin_create(*, broker: Broker, admin: FirstAdmin, **_signal: Any) -> None:
    """Give the new broker the person who runs it."""
    user_create(
        email=admin.email,
        password=admin.password,
        name=admin.name,
        role=User.Role.ADMIN,
        language=broker.language,
        actor=SYSTEM,
    )
