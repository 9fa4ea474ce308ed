"""What the platform asks about its brokers."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from crm.brokers.models import Broker
from crm.core.errors import NotFound
from crm.core.tenancy import in_schema


def broker_list() -> QuerySet[Broker]:
    """Every broker, suspended ones too, by name."""
    brokers: QuerySet[Broker] = Broker.objects.order_by("name")
    return brokers


def broker_get(slug: str) -> Broker:
    """The broker of that slug; NotFound with the slug in its message."""
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        broker: Broker | None = Broker.objects.filter(schema_name=slug).first()
    if broker is None:
        raise NotFound(f"There is no broker {slug!r}.")
    return broker


def active_schemas() -> list[str]:
    """Schemas of the brokers that are not suspended: where the sweeps go round."""
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        return list(
            Broker.objects.filter(suspended_at__isnull=True)
            .order_by("schema_name")
            .values_list("schema_name", flat=True)
        )
