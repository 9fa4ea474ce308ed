"""Reading the broker's documents as a whole; their passages are found by ``retrieval``."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.accounts.permissions import can
from crm.core.errors import Forbidden, NotFound
from crm.leads.selectors import NIL, as_uuid
from knowledge.models import Chunk, Document


def document_list_for(actor: User, *, q: str = "") -> QuerySet[Document]:
    """The broker's documents by title, each with ``size`` in characters, its ``passages`` and
    how many of them are ``held_back``.

    The texts themselves are left in the database.
    """
    rows = Document.objects.all() if actor.is_active else Document.objects.none()
    if q.strip():
        rows = rows.filter(title__icontains=q.strip())
    return (
        rows.defer("body")
        .annotate(
            size=Length("body"),
            passages=Count("chunks"),
            held_back=Count("chunks", filter=Q(chunks__quarantined=True)),
        )
        .order_by("title", "id")
    )


def document_get_for(actor: User, pk: object) -> Document:
    """The document of that id with its text; NotFound for a stranger or when there is none."""
    rows = Document.objects.filter(pk=as_uuid(pk) or NIL)
    found = rows.first() if actor.is_active else None
    if found is None:
        raise NotFound(_("There is no such document."))
    return found


def passages_held_for(actor: User) -> QuerySet[Chunk]:
    """The passages that wait for a person to read them; Forbidden for who may change none."""
    if not can(actor, "knowledge.edit"):
        raise Forbidden(_("Only admins read and release what was held back."))
    return Chunk.objects.filter(quarantined=True).select_related("document")


def passage_held_get_for(actor: User, pk: object) -> Chunk:
    """One of them; NotFound when it is not held back, Forbidden as :func:`passages_held_for`."""
    found = passages_held_for(actor).filter(pk=as_uuid(pk) or NIL).first()
    if found is None:
        raise NotFound(_("There is no such passage."))
    return found
