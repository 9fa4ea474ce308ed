"""Who somebody is: from the ways they are known on channels to one contact."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext as _

from crm.core.errors import Invalid
from crm.core.tenancy import current_schema
from crm.core.text import clip, storable
from crm.core.transactions import joining
from crm.leads import phone as phones
from crm.leads.models import Contact, Identity
from crm.leads.services.contacts import clean_name, search_key


@joining
def contact_resolve(
    *,
    kind: str,
    value: str,
    name: str = "",
    phone: str = "",
    language: str = "",
    also: Iterable[tuple[str, str]] = (),
) -> Contact:
    """The contact known by this identity, made when nobody is.

    Phones are looked up in all their national spellings. ``phone`` is a number learnt beside the
    identity (a Telegram user who shares it), ``also`` are further (kind, value) identities that
    came with it (a WhatsApp user id beside a phone): all of them lead to one contact. Two
    deliveries racing on one person wait for each other on advisory locks held to the end of the
    transaction.
    """
    value = clip(storable(value), 254)
    if not value:
        raise Invalid(_("An identity needs a value."))
    given = [(kind, value), *also]
    if phone:
        given.append((Identity.Kind.PHONE.value, phone))
    given = list(dict.fromkeys((str(each), clip(storable(text), 254)) for each, text in given))
    wanted = [(each, spelling) for each, text in given for spelling in _spellings(each, text)]
    _lock_identities(given)
    known = {
        (identity.kind, identity.value): identity
        for identity in Identity.objects.filter(
            kind__in={each for each, _text in wanted}, value__in={text for _each, text in wanted}
        ).select_related("contact")
    }
    contact = next((known[key].contact for key in wanted if key in known), None)
    number = next((text for each, text in given if each == Identity.Kind.PHONE), "")
    if contact is None:
        contact = Contact(
            name=clean_name(name), phone=number, language=language[:2] if language else ""
        )
        contact.search_key = search_key(contact)
        contact.save()
    elif (name and not contact.name) or (number and not contact.phone):
        contact.name = contact.name or clean_name(name)
        contact.phone = contact.phone or number
        contact.search_key = search_key(contact)
        contact.save(update_fields=["name", "phone", "search_key", "updated_at"])
    Identity.objects.bulk_create(
        [
            Identity(contact=contact, kind=each, value=text)
            for each, text in given
            if (each, text) not in known
        ],
        ignore_conflicts=True,
    )
    return contact


def _spellings(kind: str, value: str) -> list[str]:
    return phones.spellings(value) if kind == Identity.Kind.PHONE else [value]


def _lock_identities(identities: list[tuple[str, str]]) -> None:
    # One lock an identity, the smallest spelling standing for all, taken in sorted order.
    schema = current_schema()
    names = sorted(
        f"{schema}:identity:{kind}:{min(_spellings(kind, value))}" for kind, value in identities
    )
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
