"""Locks that let deliveries about one person take turns.

Whoever finds somebody by their identities holds a lock on each of these to the end of the
transaction. They are advisory locks: there is nothing to lock while nobody has the identity yet.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Final, TypeAlias
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from crm.core.errors import Conflict
from crm.core.tenancy import current_schema
from crm.leads import phone as phones
from crm.leads.models import Identity

#: Kind and value of an identity.
Key: TypeAlias = tuple[str, str]

#: How often, and how long apart, to ask for locks that cannot be taken in order.
ATTEMPTS: Final = 10
PAUSE_SECONDS: Final = 0.03


def spellings(kind: str, value: str) -> list[str]:
    """The values an identity may be stored under, the given one first."""
    return phones.spellings(value) if kind == Identity.Kind.PHONE else [value]


def identities_lock(keys: Iterable[Key]) -> set[str]:
    """Wait for these identities and hold them; returns the names of the locks.

    All are taken in one sorted order, so that two deliveries naming the same people wait for each
    other and never crosswise.
    """
    names = _names(keys)
    _take(names)
    return set(names)


def persons_lock(contact_ids: Iterable[UUID], *, held: set[str]) -> None:
    """Hold every identity of these contacts, ``held`` being those held already.

    Then no delivery is about to write to one of them. What ``held`` lacks is out of order, so it
    is not waited for but asked for a few times: :class:`Conflict` (``busy``) when somebody keeps
    it, and whoever called rolls back and tries again later.
    """
    ids = list(contact_ids)
    taken = set(held)
    while True:
        # Asked again after each wait: the one we waited for may have brought another.
        keys = Identity.objects.filter(contact_id__in=ids, retired_at__isnull=True).values_list(
            "kind", "value"
        )
        missing = [name for name in _names(keys) if name not in taken]
        if not missing:
            return
        if taken:
            _take_patiently(missing)
        else:
            _take(missing)
        taken.update(missing)


def _names(keys: Iterable[Key]) -> list[str]:
    # The smallest spelling stands for all.
    schema = current_schema()
    return sorted(
        {f"{schema}:identity:{kind}:{min(spellings(kind, value))}" for kind, value in keys}
    )


def _take(names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) name",
            [names],
        )


def _take_patiently(names: list[str]) -> None:
    # Asked for, not waited for: a wait would close a circle, and PostgreSQL would break it by
    # ending either transaction, perhaps the other one.
    missing = names
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(PAUSE_SECONDS)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM unnest(%s::text[]) name"
                " WHERE NOT pg_try_advisory_xact_lock(hashtextextended(name, 0))",
                [missing],
            )
            missing = [name for (name,) in cursor.fetchall()]
        if not missing:
            return
    raise Conflict(_("This person is writing right now; try again."), code="busy")
