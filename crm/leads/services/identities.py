"""Who somebody is: from the ways they are known on channels to one contact.

Two kinds of knowledge are told apart. What the *channel vouches for* (the sender of a message,
the user id beside their phone) proves who it is: identities of two contacts in one such delivery
make the two one. What somebody *says* of themselves (the phone typed into a chat or a form)
proves nothing: it becomes theirs while it is nobody's, and never opens another person's thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.core import events
from crm.core.actors import SYSTEM, Actor
from crm.core.errors import Invalid
from crm.core.text import clip, storable
from crm.core.transactions import joining
from crm.leads import events as lead_events
from crm.leads.models import Activity, Contact, Identity
from crm.leads.selectors import lead_of
from crm.leads.services.contacts import clean_name, search_key
from crm.leads.services.locking import Key, identities_lock, spellings
from crm.leads.services.merging import contacts_join
from crm.leads.services.timeline import activity_add

#: Identities that open no thread: whoever filled in a form sees nothing of the person whose phone
#: they gave, so the phone may find that person.
_FOUND_BY_CLAIM: Final = frozenset(
    {Identity.Kind.LEAD_AD, Identity.Kind.LINKEDIN, Identity.Kind.TIKTOK}
)


@joining
def contact_resolve(
    *,
    kind: str,
    value: str,
    name: str = "",
    phone: str = "",
    email: str = "",
    language: str = "",
    also: Iterable[tuple[str, str]] = (),
    vouched: bool = False,
    at: datetime | None = None,
) -> Contact:
    """The contact known by this identity, made when nobody is.

    Phones are looked up in all their national spellings. ``also`` are further (kind, value)
    identities the channel vouches for (a WhatsApp user id beside a phone); where they belong to
    two contacts, the two are merged. ``phone`` and ``email`` are what the person says of
    themselves, unless ``vouched`` says that the channel does (a Telegram user who shares their
    own number). What they wrote ``at`` a time and comes late is of whoever had the identity then,
    even if they have given it up since. Deliveries racing on one person wait for each other, to
    the end of the transaction.
    """
    if not clip(storable(value), 254):
        raise Invalid(_("An identity needs a value."))
    given = _keys([(kind, value), *also])
    claims = _keys([(Identity.Kind.PHONE, phone), (Identity.Kind.EMAIL, email.lower())])
    if vouched:
        given, claims = list(dict.fromkeys([*given, *claims])), []
    claims = [key for key in claims if key not in given]
    held = identities_lock([*given, *claims])
    known = _known([*given, *claims], at=at)
    contact = _one_of([known[key] for key in given if key in known], held=held)
    if contact is None and kind in _FOUND_BY_CLAIM:
        contact = next((known[key] for key in claims if key in known), None)
    details = {
        "name": clean_name(name),
        "phone": next((text for each, text in [*given, *claims] if each == "phone"), ""),
        "email": next((text for each, text in [*given, *claims] if each == "email"), ""),
    }
    if contact is None:
        contact = Contact(**details, language=language[:2] if language else "")
        contact.search_key = search_key(contact)
        contact.save()
    else:
        _fill(contact, **details)
    mine = [key for key in given if key not in known]
    _insert(contact, [*mine, *(key for key in claims if key not in known)])
    return contact


@joining
def identity_add(*, contact: Contact, kind: str, value: str, actor: Actor = SYSTEM) -> Contact:
    """Add an identity the channel vouches for; merges the contact it belonged to, if another."""
    (key,) = _keys([(kind, value)]) or [("", "")]
    if not key[1]:
        raise Invalid(_("An identity needs a value."))
    held = identities_lock([key])
    other = _known([key]).get(key)
    if other is not None and other.pk != contact.pk:
        contact = _merge([contact, other], held=held, actor=actor)
    elif other is None:
        _insert(contact, [key])
    if key[0] in {"phone", "email"}:
        _fill(contact, **{key[0]: key[1]})
    return contact


@joining
def identity_replace(
    *,
    kind: str,
    old: str,
    new: str,
    at: datetime | None = None,
    actor: Actor = SYSTEM,
    also: Iterable[tuple[str, str]] = (),
) -> Contact | None:
    """Follow a person to a new number or id, as the channel announces it; None for a stranger.

    The old one is retired: kept as history, it finds nobody any more, and who writes from it later
    is a new person, because numbers are given to others. ``at`` is when it was given up, as the
    channel tells it. ``also`` are further identities of theirs that came with the notice. The same
    notice again changes nothing, even when somebody else has the old number by then.
    """
    before, after = _keys([(kind, old)]), _keys([(kind, new), *also])
    if not before or not after or before[0] == after[0]:
        return None
    held = identities_lock([*before, *after])
    known = _known([*before, *after])
    theirs = known.get(after[0])
    olds = [(kind, text) for text in spellings(*before[0])]
    if theirs is not None and _retired(theirs, olds):
        return theirs
    contact = known.get(before[0])
    if contact is None:
        return None
    now = timezone.now()
    for each, text in olds:
        Identity.objects.filter(
            contact=contact, kind=each, value=text, retired_at__isnull=True
        ).update(retired_at=min(at or now, now), updated_at=now)
    joined = _one_of([contact, *(known[key] for key in after if key in known)], held=held)
    assert joined is not None
    _insert(joined, [key for key in after if key not in known])
    _number_changed(joined, old=[text for _each, text in olds], new=after[0], actor=actor)
    return joined


def identity_since(contact: Contact, *, kind: str, value: str) -> str:
    """By what the contact is known now who was known by this value; the value where it still is."""
    held = list(
        Identity.objects.filter(contact=contact, kind=kind, retired_at__isnull=True)
        .order_by("-id")
        .values_list("value", flat=True)
    )
    if not held or not set(spellings(kind, value)).isdisjoint(held):
        return value
    return held[0]


def _number_changed(contact: Contact, *, old: Sequence[str], new: Key, actor: Actor) -> None:
    if new[0] != Identity.Kind.PHONE:
        return
    if contact.phone in {*old, ""}:
        contact.phone = new[1]
        contact.search_key = search_key(contact)
        contact.save(update_fields=["phone", "search_key", "updated_at"])
    lead = lead_of(contact)
    if lead is not None:
        activity_add(lead, Activity.Kind.CONTACT, actor, data={"fields": ["phone"]})
    events.record(
        lead_events.LEAD_UPDATED,
        actor=actor,
        lead_id=lead.pk if lead else None,
        object_id=contact.pk,
        changes={"phone": {"before": old[0], "after": new[1]}},
        data={"fields": ["phone"]},
    )


def _retired(contact: Contact, keys: Iterable[Key]) -> bool:
    return any(
        Identity.objects.filter(
            contact=contact, kind=kind, value=value, retired_at__isnull=False
        ).exists()
        for kind, value in keys
    )


def _keys(pairs: Iterable[tuple[str, str]]) -> list[Key]:
    """The identities as they are stored, each once, empty ones left out."""
    clean = [(str(kind), clip(storable(text), 254)) for kind, text in pairs]
    return list(dict.fromkeys(key for key in clean if key[1]))


def _known(keys: Iterable[Key], *, at: datetime | None = None) -> dict[Key, Contact]:
    """Whose each identity is, under whatever spelling it is stored; unknown ones left out.

    Whose it was ``at`` a time, where one is given.
    """
    in_force = Q(retired_at__isnull=True)
    if at is not None:
        in_force |= Q(retired_at__gt=at)
    wanted = {key: [(key[0], text) for text in spellings(*key)] for key in keys}
    every = [each for group in wanted.values() for each in group]
    found = {
        (identity.kind, identity.value): identity.contact
        for identity in Identity.objects.filter(
            in_force,
            kind__in={kind for kind, _text in every},
            value__in={text for _kind, text in every},
        )
        .select_related("contact")
        # The last one stands: of several who had it since, the first to give it up had it then.
        .order_by(F("retired_at").desc(nulls_first=True))
    }
    return {
        key: found[spelling]
        for key, group in wanted.items()
        if (spelling := next((each for each in group if each in found), None)) is not None
    }


def _one_of(contacts: Sequence[Contact], *, held: set[str]) -> Contact | None:
    """The one person these contacts are; merged into the oldest of them where they are several."""
    distinct = {contact.pk: contact for contact in contacts}
    if len(distinct) < 2:
        return next(iter(distinct.values()), None)
    return _merge(list(distinct.values()), held=held, actor=SYSTEM)


def _merge(contacts: Sequence[Contact], *, held: set[str], actor: Actor) -> Contact:
    keep, *others = sorted(contacts, key=lambda contact: contact.pk)
    for other in others:
        keep = contacts_join(
            keep=keep,
            lose=other,
            actor=actor,
            reason=_("The channel says that they are one person."),
            held=held,
        )
    return keep


def _fill(contact: Contact, **details: str) -> None:
    """Fill what is not known of the person yet."""
    gaps = [name for name, text in details.items() if text and not getattr(contact, name)]
    if gaps:
        for name in gaps:
            setattr(contact, name, details[name])
        contact.search_key = search_key(contact)
        contact.save(update_fields=[*gaps, "search_key", "updated_at"])


def _insert(contact: Contact, keys: Iterable[Key]) -> None:
    Identity.objects.bulk_create(
        [Identity(contact=contact, kind=kind, value=value) for kind, value in keys],
        ignore_conflicts=True,
    )
