"""Looking after accounts: leads whose notice never came, and tokens that are about to end.

A vendor stops repeating a notice after a day or two, and an outage may be longer. So every account
that can be asked is asked every six hours, with a margin for what was late, and at once after it
was connected or is no longer paused.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from channels_app import signals
from channels_app.accounts import account_of, account_pause, account_row
from channels_app.channels.base import Account, Advice, FormNotice, HoldsForms, SendError
from channels_app.channels.registry import able
from channels_app.forms.models import AccountWatch, FormEntry
from channels_app.forms.noticing import notice_apply
from channels_app.forms.words import SOURCES
from channels_app.models import ChannelAccount
from crm.core.connections import release
from crm.core.queries import only
from crm.core.text import clip, storable
from crm.core.transactions import joining
from crm.core.wake import wake_on_commit

logger = logging.getLogger(__name__)

BACKFILL: Final = "channels_app.forms.backfill"
EVERY: Final = timedelta(hours=6)
#: Asked for again although covered: what the vendor shows late.
_MARGIN: Final = timedelta(hours=2)
#: How far back an account is asked that was never asked before.
FIRST_LOOK: Final = timedelta(days=3)
#: A vendor keeps a lead for about ninety days.
_OLDEST: Final = timedelta(days=89)
_LEASE: Final = timedelta(minutes=15)
_AFTER_TROUBLE: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Found:
    """What asking an account brought: leads it has, those that were new here, what went wrong."""

    seen: int = 0
    new: int = 0
    error: str = ""


def form_channels() -> list[str]:
    """The channels that can be asked for forms."""
    return [name for name in SOURCES if able(name, HoldsForms) is not None]


@receiver([signals.account_connected, signals.account_resumed], dispatch_uid="forms_watch")
def watch_at_once(*, account: ChannelAccount, **_: Any) -> None:
    """Ask the account as soon as it may be asked, in the transaction that lets it."""
    if account.channel in form_channels() and account.token:
        watch = watch_of(account)
        AccountWatch.objects.filter(pk=watch.pk).update(due_at=timezone.now())
        wake_on_commit(BACKFILL, account.pk)


@joining
def watch_of(account: ChannelAccount) -> AccountWatch:
    """The account's watch, begun when there is none."""
    watch, _made = AccountWatch.objects.get_or_create(
        channel=account.channel,
        account_id=account.account_id,
        defaults={"due_at": timezone.now()},
    )
    return watch


def account_backfill(
    account: ChannelAccount,
    *,
    since: datetime | None = None,
    on_seen: Callable[[int], None] | None = None,
) -> Found:
    """Ask the account for leads and keep those nobody told us of; ``since`` asks further back.

    Does nothing while another worker is at it, or the account is paused.
    """
    now = timezone.now()
    watch = _claim(account, now, is_forced=since is not None)
    adapter = able(account.channel, HoldsForms)
    if watch is None or adapter is None:
        return Found()
    begin = since or (watch.covered_until or now - FIRST_LOOK) - _MARGIN
    begin = max(begin, now - _OLDEST)
    known = account_of(account, account.channel, account.account_id)
    seen = new = 0
    error: SendError | None = None
    release()
    try:
        for notice in adapter.forms_since(known, begin):
            seen += 1
            new += _keep(known, notice)
            if on_seen is not None:
                on_seen(seen)
            release()
    except SendError as problem:
        error = problem
    except Exception:
        logger.exception("An account could not be asked for its leads")
        error = SendError("internal", "Unexpected error.")
    _record(account, watch, error, covered=now, new=new)
    return Found(seen, new, str(error) if error else "")


def _claim(account: ChannelAccount, now: datetime, *, is_forced: bool) -> AccountWatch | None:
    with transaction.atomic():
        row = account_row(account.channel, account.account_id)
        if row is None or row.paused_at is not None or not row.token:
            return None
        watch = AccountWatch.objects.select_for_update().get(pk=watch_of(account).pk)
        if watch.lease_until is not None and watch.lease_until > now:
            return None
        if watch.due_at > now and not is_forced:
            return None
        watch.lease_until = now + _LEASE
        watch.save(update_fields=["lease_until", "updated_at"])
        return watch


def _keep(account: Account, notice: FormNotice) -> bool:
    """Keep one lead; whether it was new here."""
    known = FormEntry.objects.filter(
        channel=account.channel, account_id=account.account_id, external_id=notice.external_id
    )
    is_new = not known.exists()
    notice_apply(channel=account.channel, account_id=account.account_id, notice=notice)
    return is_new


def _record(
    account: ChannelAccount,
    watch: AccountWatch,
    error: SendError | None,
    *,
    covered: datetime,
    new: int,
) -> None:
    with transaction.atomic():
        watch = AccountWatch.objects.select_for_update().get(pk=watch.pk)
        watch.lease_until = None
        watch.found += new
        watch.error = clip(storable(str(error)), 240) if error else ""
        if error is None:
            watch.covered_until, watch.due_at = covered, covered + EVERY
        else:
            wait = timedelta(seconds=min(error.retry_after or 0.0, EVERY.total_seconds()))
            again = EVERY if error.advice == Advice.DEAD else max(wait, _AFTER_TROUBLE)
            watch.due_at = timezone.now() + again
            row = only(ChannelAccount.objects.filter(pk=account.pk))
            if error.advice == Advice.PAUSE and row is not None:
                account_pause(account=row, reason=watch.error)
        watch.save()


def accounts_due(*, limit: int) -> list[ChannelAccount]:
    """Accounts that are to be asked now: their time has come, or nobody ever asked them."""
    now = timezone.now()
    accounts = ChannelAccount.objects.filter(
        channel__in=form_channels(), paused_at__isnull=True
    ).exclude(token="")
    watches = {(watch.channel, watch.account_id): watch for watch in AccountWatch.objects.all()}
    due = []
    for account in accounts:
        watch = watches.get((account.channel, account.account_id))
        if watch is None or (
            watch.due_at <= now and (watch.lease_until is None or watch.lease_until <= now)
        ):
            due.append(account)
    return due[:limit]
