"""What the pipeline does when something happens to a broker."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from crm.brokers.events import broker_created
from crm.brokers.models import Broker
from crm.pipeline.services import stages_default_create


@receiver(broker_created, dispatch_uid="pipeline.default_stages")
def default_stages_create(*, broker: Broker, **_signal: Any) -> None:
    """Give the new broker its stages, named in its language."""
    stages_default_create(language=broker.language)
