"""The ledger: what a channel delivered, committed before anybody interprets it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from channels_app.channels.base import Slice
from channels_app.channels.signing import digest
from channels_app.models import InboundEvent
from crm.brokers.models import UnroutedEvent
from crm.brokers.routing import broker_for_account
from crm.core.ids import uuid7
from crm.core.tenancy import require_broker
from crm.core.text import storable_json

logger = logging.getLogger(__name__)

#: Seconds a stored event is left to the worker that was woken for it before the sweeper looks.
GRACE: Final = 3

# One statement, one round trip, schema named in it: nothing of the session changes. The no-op
# update returns the row of an earlier delivery, which a plain DO NOTHING would not.
_INSERT: Final = """
    INSERT INTO {schema}.channels_app_inboundevent
        (id, created_at, updated_at, channel, account_id, lane, dedupe_key, payload, state,
         attempts, due_at, error, note)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'received', 0, %s, '', '')
    ON CONFLICT (channel, dedupe_key) DO UPDATE SET channel = EXCLUDED.channel
    RETURNING id, state
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """A ledger row: whose it is, and whether it still has to be interpreted."""

    schema: str
    event_id: UUID
    waiting: bool


def store(channel: str, slices: list[Slice]) -> list[Stored]:
    """Commit every account's slice where it belongs, all of them or none.

    Slices of accounts nobody has connected are kept for the superadmin and not returned.
    """
    routed = [(broker_for_account(channel, part.account_id), part) for part in slices]
    if len(routed) == 1 and routed[0][0]:
        return [slice_store(routed[0][0], channel, routed[0][1])]
    stored: list[Stored] = []
    with transaction.atomic():
        for schema, part in routed:
            if schema:
                stored.append(slice_store(schema, channel, part))
            else:
                _keep_unrouted(
                    channel,
                    account_id=part.account_id,
                    reason=UnroutedEvent.Reason.UNKNOWN_ACCOUNT,
                    dedupe_key=f"{part.account_id}:{part.dedupe_key}",
                    body=orjson.dumps(part.payload),
                )
    return stored


def store_unreadable(channel: str, body: bytes) -> None:
    """Keep a truly signed body that could not be split."""
    _keep_unrouted(
        channel,
        account_id="",
        reason=UnroutedEvent.Reason.UNREADABLE,
        dedupe_key=digest(body),
        body=body,
    )


def store_one(
    channel: str, account_id: str, dedupe_key: str, payload: Any, *, lane: str = ""
) -> UUID:
    """Commit one event of the broker in hand; a repeated key gives the same row's id."""
    part = Slice(account_id=account_id, dedupe_key=dedupe_key, payload=payload, lane=lane)
    return slice_store(require_broker(), channel, part).event_id


def slice_store(schema: str, channel: str, part: Slice) -> Stored:
    """Commit one slice in this broker's ledger; a repeated key gives the row there is."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(_INSERT).format(schema=sql.Identifier(schema)),
            [
                uuid7(),
                now,
                now,
                channel,
                part.account_id,
                part.lane,
                part.dedupe_key,
                orjson.dumps(storable_json(part.payload)).decode(),
                now + timedelta(seconds=GRACE),
            ],
        )
        event_id, state = cursor.fetchone()
    return Stored(schema, event_id, waiting=state == InboundEvent.State.RECEIVED)


def _keep_unrouted(
    channel: str, *, account_id: str, reason: str, dedupe_key: str, body: bytes
) -> None:
    UnroutedEvent.objects.bulk_create(
        [
            UnroutedEvent(
                channel=channel,
                account_id=account_id,
                reason=reason,
                dedupe_key=digest(dedupe_key.encode()),
                body=body,
            )
        ],
        ignore_conflicts=True,
    )
    logger.warning("Kept an event of channel %s for the superadmin: %s", channel, reason)
