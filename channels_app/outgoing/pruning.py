"""Old deliveries are let go; the events themselves stay in the audit log."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from channels_app.outgoing.models import OutgoingDelivery

KEPT: Final = timedelta(days=30)
_AT_ONCE: Final = 5000


def deliveries_prune() -> int:
    """Remove deliveries that were settled a month ago; returns how many."""
    State = OutgoingDelivery.State
    old = OutgoingDelivery.objects.filter(
        state__in=[State.SENT, State.DEAD], updated_at__lt=timezone.now() - KEPT
    )
    ids = list(old.order_by("id").values_list("pk", flat=True)[:_AT_ONCE])
    removed, _by_model = OutgoingDelivery.objects.filter(pk__in=ids).delete()
    return removed
