"""Taking documents in: stored whole, cut into passages, their words indexed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from django.contrib.postgres.search import SearchVector
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.expressions import CombinedExpression
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.core.errors import Conflict, Invalid, TooLarge
from crm.core.text import clip, fold, storable
from knowledge.chunking import Passage, cut
from knowledge.language import config_for
from knowledge.models import Chunk, Document
from knowledge.suspicion import suspicions

TEXT_LIMIT: Final = 5_000_000
READABLE: Final = (".txt", ".md")


class Unreadable(ValueError):
    """The file cannot be taken in; the text says why, in one line."""


@transaction.atomic
def document_add(*, title: str, text: str, language: str) -> Document:
    """Take a text in. Conflict when the same text is already here, Invalid when it is empty."""
    body = storable(text).strip()
    if not body:
        raise Invalid(_("The document is empty."), fields={"text": _("empty")})
    if len(body) > TEXT_LIMIT:
        raise TooLarge(_("A document holds at most %(limit)d characters.") % {"limit": TEXT_LIMIT})
    document = Document(
        title=clip(storable(title), 200) or _("Untitled"),
        language=language[:2].lower(),
        body=body,
        checksum=hashlib.sha256(body.encode()).hexdigest(),
    )
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as error:
        raise Conflict(_("This document is already here."), code="document_exists") from error
    _index(document)
    return document


@transaction.atomic
def passage_release(*, chunk: Chunk, user: User) -> Chunk:
    """Let a passage be found again that a person has read and takes for harmless.

    Conflict when it is not held back, or somebody was quicker.
    """
    released = Chunk.objects.filter(pk=chunk.pk, quarantined=True).update(
        quarantined=False, released_at=timezone.now(), released_by=user, updated_at=timezone.now()
    )
    if not released:
        raise Conflict(_("This passage is not held back."), code="passage_not_held")
    chunk.refresh_from_db()
    return chunk


@transaction.atomic
def document_remove(*, document: Document) -> None:
    """Forget a document and its passages."""
    document.delete()


def read_file(path: Path) -> tuple[str, str]:
    """Title and text of a file. Raises :class:`Unreadable`."""
    if path.suffix.lower() not in READABLE:
        kinds = " and ".join(READABLE)
        raise Unreadable(
            f"{path.name}: only {kinds} files can be read, not {path.suffix or 'this'}"
        )
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    first = next((line.strip("# ").strip() for line in text.splitlines() if line.strip()), "")
    is_heading = text.lstrip().startswith("# ")
    return (first if is_heading else path.stem.replace("_", " ").replace("-", " ")), text


def _index(document: Document) -> None:
    config = config_for(document.language)
    # A document is often named by its file: what its name says goes for all of it.
    named = suspicions(document.title)
    Chunk.objects.bulk_create(
        Chunk(
            document=document,
            ordinal=ordinal,
            heading=passage.heading,
            text=passage.text,
            search=_vector(document, passage, config),
            suspicions=(found := [*dict.fromkeys((*named, *_suspicions(passage)))]),
            quarantined=bool(found),
        )
        for ordinal, passage in enumerate(cut(document.body))
    )


def _suspicions(passage: Passage) -> tuple[str, ...]:
    return (*suspicions(passage.heading), *suspicions(passage.text))


def _vector(document: Document, passage: Passage, config: str) -> CombinedExpression:
    # Accents are folded here because PostgreSQL's unaccent may be absent; a heading weighs more.
    heading = fold(f"{document.title} {passage.heading}")
    return SearchVector(Value(heading), config=config, weight="A") + SearchVector(
        Value(fold(passage.text)), config=config, weight="D"
    )
