"""Tokens that are about to end: the broker's admins hear of it a week before, once.

When a token ends is told when the account is connected (``--option token_expires_at=2027-01-31``),
or asked of Meta once a day where the app's id is known (META_APP_ID).
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from channels_app.accounts import account_pause
from channels_app.channels.base import SendError
from channels_app.channels.leadads.graph import expiry_of, token_facts
from channels_app.forms import events as verbs
from channels_app.forms.models import AccountWatch
from channels_app.forms.watching import watch_of
from channels_app.models import ChannelAccount
from channels_app.notices import token_expiring, token_renewed
from crm.core import events
from crm.core.actors import SYSTEM
from crm.core.connections import release

logger = logging.getLogger(__name__)

WARN_BEFORE: Final = timedelta(days=7)
_ASK_EVERY: Final = timedelta(days=1)
_META: Final = "leadads"


def tokens_watch() -> int:
    """Learn when tokens end and warn of those that end soon; returns how many warnings."""
    warned = 0
    for account in ChannelAccount.objects.all():
        if account.channel == _META and account.paused_at is None and account.token:
            _ask(account)
        ends = _ends_at(account)
        if ends is not None and ends_soon(account):
            warned += _warn(account, ends)
        else:
            token_renewed(account)
    return warned


def ends_soon(account: ChannelAccount) -> bool:
    """Whether the account's token ends within a week, or has ended."""
    ends = account.expires_at
    return ends is not None and ends - WARN_BEFORE <= timezone.now()


def _ends_at(account: ChannelAccount) -> datetime | None:
    """When the token ends, and write down what was told at connecting."""
    told = account.config.get("token_expires_at")
    ends = moment_of(str(told)) if told else None
    if ends is not None and account.expires_at is None:
        ChannelAccount.objects.filter(pk=account.pk).update(expires_at=ends)
        account.expires_at = ends
    return account.expires_at


def moment_of(text: str) -> datetime | None:
    """A date or a moment, in UTC where it names no zone; None for anything else."""
    if text.isdigit() and len(text) <= 12:
        return datetime.fromtimestamp(int(text), timezone.get_default_timezone())
    try:
        moment = parse_datetime(text)
        day = None if moment else parse_date(text)
    except ValueError:
        return None
    if day is not None:
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - made aware just below
    if moment is None:
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _warn(account: ChannelAccount, ends: datetime) -> bool:
    with transaction.atomic():
        watch = AccountWatch.objects.select_for_update().get(pk=watch_of(account).pk)
        if watch.warned_for == ends:
            return False
        watch.warned_for = ends
        watch.save(update_fields=["warned_for", "updated_at"])
        token_expiring(account, day=timezone.localtime(ends).date().isoformat())
        events.record(
            verbs.TOKEN_EXPIRING,
            actor=SYSTEM,
            object_id=account.pk,
            data={
                "channel": account.channel,
                "account_id": account.account_id,
                "expires_at": ends.isoformat(timespec="seconds"),
            },
        )
    return True


def _ask(account: ChannelAccount) -> None:
    """Ask Meta when a page's token ends, at most once a day; a dead one pauses the account."""
    now = timezone.now()
    watch = watch_of(account)
    if watch.asked_at is not None and watch.asked_at > now - _ASK_EVERY:
        return
    if not AccountWatch.objects.filter(pk=watch.pk, asked_at=watch.asked_at).update(asked_at=now):
        return
    release()
    try:
        facts = token_facts(account.token)
    except SendError as error:
        logger.warning("Meta does not say when a token ends: %s", error.code)
        return
    if facts.get("is_valid") is False:
        account_pause(account=account, reason="Meta no longer takes this page's token.")
        return
    ends = expiry_of(facts)
    if ends is not None and ends != account.expires_at:
        ChannelAccount.objects.filter(pk=account.pk).update(expires_at=ends)
        account.expires_at = ends
