"""What the people who run a broker have to know and act on: told once, shown until it is over.

A package that finds such a thing registers its kind with its words, and raises a notice under a
key of its own; raising it again changes nothing. When the cause is gone it resolves the notice.
Who may act sees it on their pages; it is also mailed to every admin, once.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise

from crm.accounts.models import Notice, User
from crm.accounts.permissions import can
from crm.core.connections import release
from crm.core.text import clip, storable
from crm.core.transactions import joining
from crm.core.wake import wake_on_commit

logger = logging.getLogger(__name__)

MAIL: Final = "crm.accounts.mail_notices"
_MAIL_LEASE: Final = timedelta(minutes=10)
_MAIL_GIVEN_UP: Final = timedelta(days=1)
_ARGUMENT_LIMIT: Final = 240


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of notice says: fields in its words are filled from the notice's arguments.

    ``link`` is the path of the page where something can be done about it, ``ability`` who may.
    """

    title: str | Promise
    text: str | Promise
    link: str = ""
    ability: str = "settings.edit"


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as a page shows it."""

    id: UUID
    kind: str
    title: str
    text: str
    link: str
    since: datetime


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> str:
    """Make a kind of notice known; returns its name so that it can be a constant."""
    if name in _kinds:
        raise ValueError(f"Notice {name} is registered twice")
    _kinds[name] = kind
    return name


@joining
def notice_raise(kind: str, *, key: str, **arguments: str) -> bool:
    """Tell the broker's admins, unless they have been told and it is not over yet."""
    if kind not in _kinds:
        raise KeyError(kind)
    texts = {name: clip(storable(text), _ARGUMENT_LIMIT) for name, text in arguments.items()}
    now = timezone.now()
    made = Notice.objects.bulk_create(
        [Notice(kind=kind, key=clip(key, 200), arguments=texts, since=now, mail_due_at=now)],
        ignore_conflicts=True,
    )[0]
    told = Notice.objects.filter(pk=made.pk).exists()
    if told:
        wake_on_commit(MAIL, made.pk)
    return told


@joining
def notice_resolve(kind: str, *, key: str) -> bool:
    """The cause is gone; False when nobody had been told of it."""
    open_ones = Notice.objects.filter(kind=kind, key=clip(key, 200), resolved_at__isnull=True)
    return bool(open_ones.update(resolved_at=timezone.now(), mail_due_at=None))


def notices_for(user: User) -> list[Shown]:
    """What this person should know and can act on, the newest first, in the active language."""
    rows = Notice.objects.filter(resolved_at__isnull=True).order_by("-since")
    return [
        _shown(row) for row in rows if row.kind in _kinds and can(user, _kinds[row.kind].ability)
    ]


def notices_to_mail(*, limit: int) -> list[UUID]:
    """Notices that have not been mailed yet, nor are being mailed."""
    rows = Notice.objects.filter(mail_due_at__lte=timezone.now(), resolved_at__isnull=True)
    return list(rows.values_list("pk", flat=True)[:limit])


def notice_mail(notice_id: UUID) -> int:
    """Mail a notice to every admin, each in their language; how many were written to.

    While nobody could be reached it is tried again for a day; the page tells meanwhile. A worker
    that dies on the way leaves it to be mailed again: rather twice than never.
    """
    now = timezone.now()
    mine = Notice.objects.filter(
        pk=notice_id, mail_due_at__lte=now, resolved_at__isnull=True
    ).update(mail_due_at=now + _MAIL_LEASE)
    if not mine:
        return 0
    notice = Notice.objects.get(pk=notice_id)
    admins = list(User.objects.filter(role=User.Role.ADMIN, is_active=True))
    release()
    reached = sum(_mail(notice, admin) for admin in admins)
    if reached or not admins:
        _mailed(notice, timezone.now())
    elif now - notice.since > _MAIL_GIVEN_UP:
        _mailed(notice, None)
    return reached


def _mail(notice: Notice, admin: User) -> bool:
    with translation.override(admin.language or settings.LANGUAGE_CODE):
        shown = _shown(notice)
    try:
        send_mail(shown.title, f"{shown.text}\n", None, [admin.email])
    except Exception as error:
        # Whatever a mail backend raises: one dead address must not write to the others again.
        logger.warning("A notice could not be mailed: %s", type(error).__name__)
        return False
    return True


def _mailed(notice: Notice, at: datetime | None) -> None:
    with transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(mailed_at=at, mail_due_at=None)


def _shown(notice: Notice) -> Shown:
    kind = _kinds[notice.kind]
    return Shown(
        id=notice.pk,
        kind=notice.kind,
        title=_filled(kind.title, notice.arguments),
        text=_filled(kind.text, notice.arguments),
        link=kind.link,
        since=notice.since,
    )


def _filled(words: str | Promise, arguments: Mapping[str, Any]) -> str:
    """The words with their fields; one that an older row does not have reads as nothing."""
    return str(words) % _Known(arguments)


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""
