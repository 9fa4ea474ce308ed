"""Reading the kept answers: the one to give, and all of them for the broker's people."""

from __future__ import annotations

import hashlib

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.accounts.permissions import can
from crm.core.errors import Forbidden, NotFound
from crm.leads.selectors import NIL, as_uuid
from knowledge.cache.models import CachedAnswer
from knowledge.models import Chunk

#: Agreeing answers before one is given, and more of them for each that differed.
TRUSTED = Q(agreed__gte=2 + 2 * F("differed"))


def basis_of(*made_with: str) -> str:
    """A digest of what an answer follows from: the library as it stands, and ``made_with``.

    One query. Whatever is added to the documents, taken out, held back or released changes it.
    """
    library = Chunk.objects.filter(quarantined=False).aggregate(
        passages=Count("id"), changed=Max("updated_at")
    )
    parts = [*(str(part) for part in library.values()), *made_with]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def answer_known(matter: str, *, basis: str) -> CachedAnswer | None:
    """The answer to give; None when there is none on this basis, or somebody refused it."""
    rows = list(
        CachedAnswer.objects.filter(matter=matter).filter(
            Q(refused_at__isnull=False) | Q(TRUSTED, basis=basis)
        )
    )
    if any(row.refused_at for row in rows):
        return None
    return next(iter(rows), None)


def answers_for(actor: User) -> QuerySet[CachedAnswer]:
    """The answers that are given, or were refused; Forbidden for who may not change documents."""
    if not can(actor, "knowledge.edit"):
        raise Forbidden(_("Only admins read and refuse the answers that are kept."))
    return CachedAnswer.objects.filter(TRUSTED | Q(refused_at__isnull=False)).select_related(
        "refused_by"
    )


def answer_get_for(actor: User, pk: object) -> CachedAnswer:
    """One of them; NotFound when it is not there, Forbidden as :func:`answers_for`."""
    found = answers_for(actor).filter(pk=as_uuid(pk) or NIL).first()
    if found is None:
        raise NotFound(_("There is no such answer."))
    return found
