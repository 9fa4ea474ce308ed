"""Working on an entry: claim - ask for its answers (no connection held) - make it a lead.

An entry is claimed with a lease and asked for outside any transaction. What comes back is written
under the entry's lock and only while it still waits, so that of many workers one makes the lead.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.scoring.qualify import lead_qualify
from channels_app.accounts import account_of, account_pause, account_row
from channels_app.channels.base import Account, Advice, FormNotice, HoldsForms, SendError
from channels_app.channels.registry import able
from channels_app.forms import events as verbs
from channels_app.forms.intake import entry_intake
from channels_app.forms.models import FormEntry
from channels_app.forms.noticing import PROCESS
from channels_app.models import ChannelAccount
from crm.core import events
from crm.core.actors import SYSTEM, Actor
from crm.core.connections import release
from crm.core.errors import Conflict
from crm.core.queries import only
from crm.core.text import clip, storable, storable_json
from crm.core.wake import wake_on_commit
from crm.leads.models import Lead

logger = logging.getLogger(__name__)

State = FormEntry.State
_OPEN: Final = (State.WAITING, State.FETCHING)
#: Longer than a channel may take for every call one entry needs.
_LEASE_MARGIN: Final = 60
#: Seconds before another try of what the vendor refused for good: it may not show a lead at once.
_REFUSED: Final = (30, 120, 600)
_FIRST_RETRY: Final = 5.0
_LONGEST_RETRY: Final = 3600.0
#: After this an entry that only met trouble is shown to a person.
_GIVE_UP: Final = timedelta(days=3)
_FAULTS: Final = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry this worker may ask for; ``notice`` None when its answers are here already."""

    notice: FormNotice | None
    account: Account


def entry_process(entry_id: UUID) -> None:
    """Make the entry a lead if its answers can be had now; does nothing when another is at it."""
    claim = _claim(entry_id)
    if claim is None:
        return
    found: FormNotice | None = None
    if claim.notice is not None:
        adapter = able(claim.account.channel, HoldsForms)
        assert adapter is not None
        release()
        try:
            found = adapter.form(claim.account, claim.notice)
        except SendError as error:
            _record_failure(entry_id, error)
            return
        except Exception:
            logger.exception("The answers of a form could not be read")
            _record_failure(entry_id, SendError("internal", "Unexpected error."))
            return
    lead = _complete(entry_id, found)
    if lead is not None:
        _score(lead)


def _claim(entry_id: UUID) -> Claim | None:
    now = timezone.now()
    with transaction.atomic():
        entry = only(_due(now).select_for_update(skip_locked=True).filter(pk=entry_id))
        if entry is None:
            return None
        row = account_row(entry.channel, entry.account_id)
        is_asked = _is_asked_for(entry, row)
        if is_asked and row is None:
            _fail(entry, "no_account", _("This account is no longer connected."))
            return None
        if is_asked and row is not None and row.paused_at is not None:
            return None
        entry.state = State.FETCHING
        entry.attempts += 1
        entry.lease_until = now + timedelta(
            seconds=settings.CHANNEL_TIMEOUT_SECONDS * 3 + _LEASE_MARGIN
        )
        entry.save(update_fields=["state", "attempts", "lease_until", "updated_at"])
        return Claim(
            notice=_notice(entry) if is_asked else None,
            account=account_of(row, entry.channel, entry.account_id),
        )


def _is_asked_for(entry: FormEntry, row: ChannelAccount | None) -> bool:
    """Whether the channel has to be asked for the answers, or can confirm them."""
    if able(entry.channel, HoldsForms) is None:
        return False
    return entry.answers is None or (not entry.is_proven and row is not None and bool(row.token))


def _notice(entry: FormEntry) -> FormNotice:
    return FormNotice(
        external_id=entry.external_id,
        form_id=entry.form_id,
        at=entry.submitted_at,
        origin=entry.origin,
    )


def _complete(entry_id: UUID, found: FormNotice | None) -> Lead | None:
    """Write what was found and make it a lead, in one transaction; None when nothing was made."""
    with transaction.atomic():
        entry = _locked(entry_id)
        if entry is None:
            return None
        if found is not None:
            _fill(entry, found)
        if found is not None and found.is_test:
            entry.state, entry.lease_until = State.TEST, None
            entry.save()
            return None
        try:
            with transaction.atomic():
                lead = entry_intake(entry)
        except Exception as error:
            logger.exception("A form could not be made a lead")
            _fault(entry, error)
            return None
    return lead


def _fill(entry: FormEntry, found: FormNotice) -> None:
    entry.answers = storable_json(
        {question: list(values) for question, values in (found.answers or {}).items()}
    )
    entry.labels = storable_json(dict(found.labels))
    entry.consents = storable_json(dict(found.consents))
    entry.origin = storable_json({**entry.origin, **found.origin})
    entry.form_id = clip(storable(found.form_id), 128) or entry.form_id
    entry.submitted_at = found.at
    entry.is_proven = True


def _fault(entry: FormEntry, error: Exception) -> None:
    """A fault of ours: the answers are kept, and it is tried again for a while."""
    entry.error_code = "internal"
    entry.error = clip(storable(f"{type(error).__name__}: {error}"), 240)
    entry.lease_until = None
    if entry.attempts >= _FAULTS:
        _fail(entry, "internal", entry.error)
        return
    entry.state = State.WAITING
    entry.due_at = timezone.now() + timedelta(seconds=_FIRST_RETRY * 4 ** (entry.attempts - 1))
    entry.save()


def _record_failure(entry_id: UUID, error: SendError) -> None:
    with transaction.atomic():
        entry = _locked(entry_id)
        if entry is None:
            return
        now = timezone.now()
        entry.error_code, entry.error = error.code[:40], clip(storable(str(error)), 240)
        entry.lease_until = None
        entry.state = State.WAITING
        if error.advice in {Advice.WAIT, Advice.PAUSE}:
            # Says nothing of this entry: not counted as a try of it.
            entry.attempts = max(0, entry.attempts - 1)
        if error.advice == Advice.PAUSE:
            row = account_row(entry.channel, entry.account_id)
            if row is not None:
                account_pause(account=row, reason=entry.error)
            entry.due_at = now
        elif error.advice == Advice.WAIT:
            wait = min(error.retry_after or 60.0, _LONGEST_RETRY)
            entry.due_at = now + timedelta(seconds=wait)
        elif error.advice == Advice.DEAD and entry.attempts > len(_REFUSED):
            _fail(entry, entry.error_code, entry.error)
            return
        elif error.advice == Advice.DEAD:
            entry.due_at = now + timedelta(seconds=_REFUSED[entry.attempts - 1])
        elif entry.created_at < now - _GIVE_UP:
            _fail(entry, entry.error_code, entry.error)
            return
        else:
            backoff = min(_FIRST_RETRY * 4 ** min(entry.attempts - 1, 6), _LONGEST_RETRY)
            entry.due_at = now + timedelta(seconds=max(error.retry_after or 0.0, backoff))
        entry.save()


def _fail(entry: FormEntry, code: str, message: str) -> None:
    entry.state, entry.lease_until = State.FAILED, None
    entry.error_code, entry.error = code[:40], clip(message, 240)
    entry.save()
    events.record(
        verbs.FAILED,
        actor=SYSTEM,
        object_id=entry.pk,
        data={"channel": entry.channel, "form_id": entry.form_id, "code": entry.error_code},
    )


def _locked(entry_id: UUID) -> FormEntry | None:
    return only(FormEntry.objects.select_for_update().filter(pk=entry_id, state__in=_OPEN))


def _score(lead: Lead) -> None:
    try:
        lead_qualify(lead=lead, actor=SYSTEM)
    except Exception:
        # The lead is there; her next turn or a person's edit scores it.
        logger.exception("A lead of a form could not be scored")


def _due(now: datetime) -> QuerySet[FormEntry]:
    return FormEntry.objects.filter(
        Q(state=State.WAITING, due_at__lte=now) | Q(state=State.FETCHING, lease_until__lt=now)
    )


def entries_due(*, limit: int) -> list[UUID]:
    """Ids of entries that wait and may be worked on now, oldest first.

    Those that need a paused account are left out: they wait for a person, not for us.
    """
    paused = ChannelAccount.objects.filter(
        channel=OuterRef("channel"), account_id=OuterRef("account_id"), paused_at__isnull=False
    )
    rows = _due(timezone.now()).exclude(Q(answers__isnull=True) & Exists(paused))
    return list(rows.order_by("due_at").values_list("id", flat=True)[:limit])


@transaction.atomic
def entry_retry(*, entry: FormEntry, actor: Actor) -> FormEntry:
    """Try a failed entry again from the beginning; raises Conflict when it has not failed."""
    again = FormEntry.objects.filter(pk=entry.pk, state=State.FAILED).update(
        state=State.WAITING, attempts=0, due_at=timezone.now(), error="", error_code=""
    )
    if not again:
        raise Conflict(_("This form is not waiting to be tried again."), code="not_failed")
    entry.refresh_from_db()
    wake_on_commit(PROCESS, entry.pk)
    return entry
