"""Events kept for the superadmin find their broker once the account they are for is connected."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import orjson
from django.conf import settings
from django.db import transaction
from django.dispatch import receiver

from channels_app import events as verbs
from channels_app import signals
from channels_app.channels.base import Slice
from channels_app.inbound.ledger import Stored, slice_store
from channels_app.inbound.tasks import PROCESS
from channels_app.models import ChannelAccount
from crm.brokers.models import ChannelRoute, UnroutedEvent
from crm.core import events
from crm.core.actors import SYSTEM
from crm.core.tenancy import in_schema, require_broker
from crm.core.wake import wake_on_commit

#: Of one account so many are given at once; the rest with the next press of the button.
_MOST: Final = 5_000


@receiver(signals.account_connected, dispatch_uid="unrouted")
def give_on_connect(*, account: ChannelAccount, **_signal: Any) -> None:
    """What came in before the account was connected is its broker's from now on."""
    unrouted_give(channel=account.channel, account_id=account.account_id)


@transaction.atomic
def unrouted_give(*, channel: str, account_id: str) -> int:
    """Move an account's kept events into its broker's ledger; how many there were.

    None move while nobody has connected the account. An event that came again since is known by
    what is in it, so nothing happens twice.
    """
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        schema = (
            ChannelRoute.objects.filter(channel=channel, account_id=account_id)
            .values_list("broker__schema_name", flat=True)
            .first()
        )
        rows = UnroutedEvent.objects.select_for_update(skip_locked=True).filter(
            channel=channel, account_id=account_id, reason=UnroutedEvent.Reason.UNKNOWN_ACCOUNT
        )
        kept = list(rows.order_by("received_at")[:_MOST]) if schema else []
        if not kept or not schema:
            return 0
        rows.model.objects.filter(pk__in=[row.pk for row in kept]).delete()
    with in_schema(schema):
        stored = [_give(row) for row in kept]
        for each in stored:
            if each.waiting:
                wake_on_commit(PROCESS, each.event_id, together=True)
        events.record(
            verbs.EVENTS_GIVEN,
            actor=SYSTEM,
            data={"channel": channel, "account_id": account_id, "count": len(stored)},
        )
    return len(stored)


def accounts_of(ids: list[UUID]) -> list[tuple[str, str]]:
    """Channel and account of these kept events, each once."""
    rows = UnroutedEvent.objects.filter(
        pk__in=ids, reason=UnroutedEvent.Reason.UNKNOWN_ACCOUNT
    ).values_list("channel", "account_id")
    return sorted(set(rows))


def _give(row: UnroutedEvent) -> Stored:
    part = Slice(
        account_id=row.account_id,
        dedupe_key=f"kept:{row.dedupe_key}",
        payload=orjson.loads(bytes(row.body)),
    )
    return slice_store(require_broker(), row.channel, part)
