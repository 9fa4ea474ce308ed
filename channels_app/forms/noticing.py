"""A notice that somebody filled in a form becomes an entry, however often it is told."""

from __future__ import annotations

from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from channels_app.channels.base import FormNotice
from channels_app.forms.models import FormEntry
from channels_app.forms.withdrawing import entry_withdraw
from crm.core.queries import only
from crm.core.text import clip, storable, storable_json
from crm.core.transactions import joining
from crm.core.wake import wake_on_commit

PROCESS: Final = "channels_app.forms.process"
State = FormEntry.State


@joining
def notice_apply(*, channel: str, account_id: str, notice: FormNotice) -> FormEntry:
    """Keep what the notice tells and have it worked on; a repeated one changes nothing.

    A withdrawal that comes before its notice is kept, so that the notice does nothing.
    """
    entry = _locked(channel, account_id, notice)
    if entry is None:
        try:
            with transaction.atomic():
                entry = _insert(channel, account_id, notice)
        except IntegrityError:
            # Another worker was faster with the same notice.
            entry = _locked(channel, account_id, notice)
            assert entry is not None
        else:
            _wake(entry)
            return entry
    if notice.is_withdrawn:
        entry_withdraw(entry)
    elif entry.state == State.TEST and not notice.is_test:
        # A sample and a true lead of one id: the true one counts.
        _fill(entry, notice)
        entry.state = State.WAITING
        entry.save()
        _wake(entry)
    elif entry.answers is None and notice.answers is not None and entry.state == State.FAILED:
        # It could not be fetched; now somebody brings the answers.
        _fill(entry, notice)
        entry.state, entry.due_at = State.WAITING, timezone.now()
        entry.save()
        _wake(entry)
    return entry


def _locked(channel: str, account_id: str, notice: FormNotice) -> FormEntry | None:
    return only(
        FormEntry.objects.select_for_update().filter(
            channel=channel, account_id=account_id, external_id=_external(notice)
        )
    )


def _insert(channel: str, account_id: str, notice: FormNotice) -> FormEntry:
    entry = FormEntry(
        channel=channel, account_id=account_id, external_id=_external(notice), state=State.WAITING
    )
    _fill(entry, notice)
    if notice.is_withdrawn:
        entry.state, entry.answers, entry.consents, entry.labels = State.WITHDRAWN, {}, {}, {}
    elif notice.is_test:
        entry.state = State.TEST
    entry.save(force_insert=True)
    return entry


def _fill(entry: FormEntry, notice: FormNotice) -> None:
    entry.form_id = clip(storable(notice.form_id), 128)
    entry.submitted_at = notice.at
    entry.due_at = timezone.now()
    answers = None if notice.answers is None else {
        question: list(values) for question, values in notice.answers.items()
    }  # fmt: skip
    entry.answers = storable_json(answers)
    entry.labels = storable_json(dict(notice.labels))
    entry.consents = storable_json(dict(notice.consents))
    entry.origin = storable_json(dict(notice.origin))
    entry.is_proven = notice.is_proven


def _wake(entry: FormEntry) -> None:
    if entry.state == State.WAITING:
        wake_on_commit(PROCESS, entry.pk)


def _external(notice: FormNotice) -> str:
    return clip(storable(notice.external_id), 254)
