"""What the sweeps find: what is due, account by account, so that none starves another."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection

from channels_app.delivery.claiming import heads_due
from channels_app.delivery.rates import rate_of
from channels_app.models import ChannelAccount
from crm.conversations.services import account_key

#: Of one account so many conversations are woken at least: most of them need no pacing at all.
_LEAST: Final = 50

# The accounts that have something queued, by one index probe each however long the queues are.
_ACCOUNTS: Final = """
    WITH RECURSIVE keys AS (
        (SELECT account_key FROM channels_app_delivery WHERE state = 'queued'
         ORDER BY account_key LIMIT 1)
        UNION ALL
        SELECT (SELECT d.account_key FROM channels_app_delivery d
                WHERE d.state = 'queued' AND d.account_key > keys.account_key
                ORDER BY d.account_key LIMIT 1)
        FROM keys WHERE keys.account_key IS NOT NULL
    )
    SELECT account_key FROM keys WHERE account_key IS NOT NULL
"""


def conversations_due(*, limit: int) -> list[UUID]:
    """Conversations whose next message is due, the accounts taking turns.

    What a paused account has is not looked at.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS)
        keys = [str(row[0]) for row in cursor.fetchall()]
    if not keys:
        return []
    paused = _paused()
    found = [_of(key, limit=limit) for key in keys if key not in paused]
    in_turns = chain.from_iterable(zip_longest(*found))
    return [conversation_id for conversation_id in in_turns if conversation_id][:limit]


def _of(key: str, *, limit: int) -> list[UUID]:
    most = min(limit, max(_LEAST, int(rate_of(key) * settings.SWEEP_SECONDS)))
    rows = heads_due().filter(account_key=key).order_by("due_at")
    return list(rows.values_list("conversation_id", flat=True)[:most])


def _paused() -> set[str]:
    rows = ChannelAccount.objects.filter(paused_at__isnull=False)
    return {account_key(*row) for row in rows.values_list("channel", "account_id")}
