"""Who wants to be written to: what holds now, and the record that proves it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, Final, Literal, Required, TypeAlias, TypedDict, Unpack
from uuid import UUID

from django.utils import timezone

from crm.core import events
from crm.core.actors import Actor
from crm.core.queries import only
from crm.core.text import clip, storable
from crm.core.transactions import joining
from crm.leads import events as lead_events
from crm.leads import signals
from crm.leads.models import Activity, Consent, Contact
from crm.leads.selectors import lead_of
from crm.leads.services.timeline import activity_add

Scope: TypeAlias = Literal["messages", "marketing"]

WORDS_LIMIT: Final = 2_000
_COLUMNS: Final[dict[str, str]] = {
    "messages": "opted_out_at",
    "marketing": "marketing_opted_out_at",
}
#: Sources of a wish; a box ticked in a form is proof of an agreement, and takes no refusal back.
_WISHES: Final = (Consent.Source.MESSAGE, Consent.Source.CHANNEL, Consent.Source.PERSON)


class Wish(TypedDict, total=False):
    """Who said by which way that they want messages, or none.

    ``at`` is when they said it (now unless given); ``source`` one of :class:`Consent.Source`;
    ``words`` their own words, ``message_id`` the message that holds them.
    """

    actor: Required[Actor]
    channel: Required[str]
    source: Required[str]
    account_id: str
    words: str
    scope: Scope
    message_id: UUID | None
    at: datetime | None


@joining
def contact_opt_out(*, contact: Contact, **wish: Unpack[Wish]) -> Consent | None:
    """End automatic messages to this person on every channel; None when nothing changes.

    Nothing changes when they were ended already, or when the person wanted them again after
    ``at``: deliveries may come out of order.
    """
    return _wish(contact, granted=False, **wish)


@joining
def contact_opt_in(*, contact: Contact, **wish: Unpack[Wish]) -> Consent | None:
    """Let automatic messages go to this person again; None when nothing changes.

    The two scopes are wishes of their own: wanting messages again brings no marketing back to
    somebody who refused it.
    """
    return _wish(contact, granted=True, **wish)


@joining
def contact_unblocked(
    *, contact: Contact, actor: Actor, channel: str, account_id: str, at: datetime
) -> Consent | None:
    """Take back the opt-out that a block on this account was; None when it stands.

    Unblocking says nothing about messages, so an opt-out that was written, told to a person or
    reported by another account holds.
    """
    Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    last = (
        Consent.objects.filter(contact=contact, kind="messages", source__in=_WISHES)
        .order_by("-at", "-id")
        .first()
    )
    ours = (Consent.Source.CHANNEL, channel, account_id)
    if last is None or last.granted or (last.source, last.channel, last.account_id) != ours:
        return None
    return _wish(
        contact,
        granted=True,
        at=at,
        actor=actor,
        source=Consent.Source.CHANNEL,
        channel=channel,
        account_id=account_id,
    )


@joining
def consent_record(
    *,
    contact: Contact,
    actor: Actor,
    kind: Scope,
    granted: bool,
    source: str,
    channel: str = "",
    account_id: str = "",
    words: str = "",
    wording: str = "",
    message_id: UUID | None = None,
    at: datetime | None = None,
) -> Consent:
    """Keep the proof of an agreement (a ticked box, a form); what holds for the person stays.

    The same agreement told again, by a delivery that comes twice, is one record.
    """
    said = at or timezone.now()
    known = at and only(
        Consent.objects.filter(
            contact=contact, kind=kind, granted=granted, at=at, channel=channel, source=source
        )
    )
    if known:
        return known
    row = _insert(
        contact,
        kind=kind,
        granted=granted,
        at=said,
        channel=channel,
        account_id=account_id,
        words=words,
        wording=wording,
        source=source,
        message_id=message_id,
        actor=actor,
    )
    lead = lead_of(contact)
    events.record(
        lead_events.CONSENT_RECORDED,
        actor=actor,
        lead_id=lead.pk if lead else None,
        object_id=contact.pk,
        data={"scope": kind, "granted": granted, "source": source},
    )
    return row


def _wish(
    contact: Contact,
    *,
    granted: bool,
    actor: Actor,
    channel: str,
    source: str,
    account_id: str = "",
    words: str = "",
    scope: Scope = "messages",
    message_id: UUID | None = None,
    at: datetime | None = None,
) -> Consent | None:
    said = at or timezone.now()
    record = partial(
        _insert,
        kind=scope,
        granted=granted,
        at=said,
        actor=actor,
        channel=channel,
        account_id=account_id,
        words=words,
        source=source,
        message_id=message_id,
    )
    column = _COLUMNS[scope]
    locked = Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    since = getattr(locked, column)
    setattr(contact, column, since)
    if _overtaken(locked, granted=granted, scope=scope, said=said):
        return None
    if (since is None) == granted:
        if not granted and _outweighs_block(locked, scope=scope, source=source):
            record(locked)
        return None
    holds = None if granted else said
    for each in (locked, contact):
        setattr(each, column, holds)
    locked.save(update_fields=[column, "updated_at"])
    row = record(locked)
    lead = lead_of(locked)
    if lead is not None:
        activity_add(
            lead,
            Activity.Kind.CONSENT,
            actor,
            text=row.words,
            data={"scope": scope, "granted": granted, "channel": row.channel},
        )
    events.record(
        lead_events.CONTACT_OPTED_IN if granted else lead_events.CONTACT_OPTED_OUT,
        actor=actor,
        lead_id=lead.pk if lead else None,
        object_id=locked.pk,
        changes={column: {"before": _iso(since), "after": _iso(holds)}},
        data={"scope": scope, "channel": row.channel, "source": row.source},
    )
    signal = signals.contact_opted_in if granted else signals.contact_opted_out
    signal.send(sender=Contact, contact=locked, scope=scope)
    return row


def _outweighs_block(contact: Contact, *, scope: Scope, source: str) -> bool:
    """Whether what ended messages so far was the channel's word, and this is the person's own.

    Kept beside it: :func:`contact_unblocked` must not take back what somebody said.
    """
    last = (
        Consent.objects.filter(contact=contact, kind=scope, source__in=_WISHES)
        .order_by("-at", "-id")
        .first()
    )
    return (
        source != Consent.Source.CHANNEL
        and last is not None
        and last.source == Consent.Source.CHANNEL
    )


def _overtaken(contact: Contact, *, granted: bool, scope: Scope, said: datetime) -> bool:
    """Whether the person said the contrary later than this, and we heard of it earlier."""
    if granted:
        since: datetime | None = getattr(contact, _COLUMNS[scope])
        return since is not None and since > said
    return Consent.objects.filter(
        contact=contact, kind=scope, granted=True, at__gt=said, source__in=_WISHES
    ).exists()


def _insert(
    contact: Contact, *, actor: Actor, words: str, channel: str, account_id: str, **fields: Any
) -> Consent:
    return Consent.objects.create(
        contact=contact,
        words=storable(words)[:WORDS_LIMIT],
        channel=clip(storable(channel), 20),
        account_id=clip(storable(account_id), 128),
        actor_kind=actor.kind,
        actor_name=actor.name[:120],
        **fields,
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
