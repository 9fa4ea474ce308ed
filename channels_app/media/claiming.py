"""Which files are due, and claiming one: one worker, one lease.

A claim puts the time the file is due to the end of its lease, so that a worker that dies leaves it
due again without anybody noticing the death.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from channels_app.accounts import account_of, account_row
from channels_app.channels.base import Account
from crm.conversations.models import Attachment
from crm.conversations.services.attachments import EXPECTED


@dataclass(frozen=True, slots=True)
class Claim:
    """A file this worker may fetch, and nobody else until the lease ends."""

    attachment: UUID
    lease: datetime
    account: Account
    ref: Mapping[str, Any]
    kind: str
    claimed_type: str
    sha256: str
    attempts: int
    came_at: datetime


def files_due(*, limit: int) -> list[UUID]:
    """Ids of files to fetch now, the longest waiting first; those of dead workers among them."""
    rows = Attachment.objects.filter(state__in=EXPECTED, due_at__lte=timezone.now())
    return list(rows.order_by("due_at").values_list("id", flat=True)[:limit])


def claim(attachment: UUID) -> Claim | None:
    """Make the file this worker's to fetch; None when it is not due, or another's."""
    now = timezone.now()
    lease = now + timedelta(seconds=settings.MEDIA_SECONDS + 30)
    claimed = Attachment.objects.filter(pk=attachment, state__in=EXPECTED, due_at__lte=now).update(
        state=Attachment.State.FETCHING,
        attempts=F("attempts") + 1,
        lease_until=lease,
        due_at=lease,
    )
    if not claimed:
        return None
    row = Attachment.objects.select_related("message__conversation").get(pk=attachment)
    thread = row.message.conversation
    account = account_row(thread.channel, thread.account_id)
    return Claim(
        attachment=row.pk,
        lease=lease,
        account=account_of(account, thread.channel, thread.account_id),
        ref=row.ref,
        kind=row.kind,
        claimed_type=row.mime_type,
        sha256=row.sha256.lower(),
        attempts=row.attempts,
        came_at=row.created_at,
    )


def put_back(claim: Claim, *, seconds: float, error: str, is_counted: bool = True) -> bool:
    """Let the file be tried again in so many seconds; False when the claim was lost."""
    return bool(
        Attachment.objects.filter(
            pk=claim.attachment, state=Attachment.State.FETCHING, lease_until=claim.lease
        ).update(
            state=Attachment.State.WAITING,
            attempts=claim.attempts if is_counted else claim.attempts - 1,
            lease_until=None,
            due_at=timezone.now() + timedelta(seconds=seconds),
            error=error[:240],
        )
    )
