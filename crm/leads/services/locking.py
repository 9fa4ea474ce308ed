"""Locks that let deliveries about one person take turns.

Whoever finds somebody by their identities holds a lock on each of these to the end of the
transaction. They are advisory locks: there is nothing to lock while nobody has the identity yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias
from uuid import UUID

from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from crm.core.errors import Conflict
from crm.core.tenancy import current_schema
from crm.leads import phone as phones
from crm.leads.models import Identity

#: Kind and value of an identity.
Key: TypeAlias = tuple[str, str]

#: How long to wait for locks that cannot be taken in order.
PATIENCE_MS: Final = 1_000
_LOCK_NOT_AVAILABLE: Final = "55P03"


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

    Then no delivery is about to write to one of them. What ``held`` lacks is out of order, and a
    crosswise wait is possible: it ends after :data:`PATIENCE_MS` in :class:`Conflict` (``busy``),
    and whoever called tries again later.
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
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('lock_timeout'), set_config('lock_timeout', %s, true)",
            [str(PATIENCE_MS)],
        )
        (before, _set) = cursor.fetchone()
        try:
            _take(names)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
                raise
            raise Conflict(
                _("This person is being written to right now; try again."), code="busy"
            ) from error
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [before])
