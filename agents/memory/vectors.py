"""What leads wrote, kept by its meaning: made behind their back, never in a turn.

Two ways lead here. A thread that outgrew its window has its messages read with the summary; all
others are read some minutes after they came, in the order of their ids, up to a mark. Neither is
a record that something is owed: what has no row by then is found by its words alone.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import md5
from typing import Final
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import MD5
from django.utils import timezone

from agents.memory.models import MessageVector, ReadMark
from crm.conversations.models import Message
from crm.core.connections import release
from knowledge.embeddings.base import BATCH, EmbeddingError, Trouble
from knowledge.embeddings.registry import embed

logger = logging.getLogger(__name__)

#: Messages that a sweep leaves alone: what is said right now is in the window anyway.
QUIET: Final = timedelta(minutes=15)
_SECONDS: Final = 30.0
_BATCHES: Final = 10
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_FEWEST_WORDS: Final = 2
_NOTHING: Final = UUID(int=0)


def has_meaning(text: str) -> bool:
    """Whether a text says enough for its meaning to be looked for; "ok" and "sí" do not."""
    return len(_WORD.findall(text)) >= _FEWEST_WORDS


def digest_of(text: str) -> str:
    """The mark of a text, as PostgreSQL's ``md5`` makes it."""
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def said_by_leads() -> QuerySet[Message]:
    """Every message that may be recalled."""
    return Message.objects.filter(direction=Message.Direction.IN, revoked_at=None).exclude(text="")


def messages_unread(*, model: str = "") -> QuerySet[Message]:
    """Messages without a vector of their text; with ``model`` also those that another one made."""
    stale = Q(vector=None) | ~Q(vector__digest=MD5(F("text")))
    if model:
        stale |= ~Q(vector__model=model)
    return said_by_leads().filter(stale).order_by("pk")


def messages_read(messages: Sequence[Message]) -> int:
    """Keep what these messages mean; how many were kept.

    The connection is given back while the provider works. Raises :class:`EmbeddingError`, with
    the batches before it kept.
    """
    wanted = [message for message in messages if has_meaning(message.text)]
    return sum(
        _keep(_vectors(wanted[start : start + BATCH])) for start in range(0, len(wanted), BATCH)
    )


def conversation_read(conversation_id: UUID) -> int:
    """Read what a long thread has of messages that nobody read yet; how many were kept."""
    unread = messages_unread().filter(conversation_id=conversation_id)
    return messages_read(list(unread))


def read_due(*, now: datetime | None = None) -> UUID | None:
    """The newest message that is to be read by now, None when all are."""
    return (
        Message.objects.filter(pk__gt=_mark(), pk__lt=_id_at((now or timezone.now()) - QUIET))
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )


def read_up_to(last: UUID) -> int:
    """Read on from the mark up to and with message ``last``, some batches at most.

    Each batch moves the mark. Raises :class:`EmbeddingError`, with the mark where it came to.
    """
    count = 0
    for _batch in range(_BATCHES):
        mark = _mark()
        newer = Message.objects.filter(pk__gt=mark, pk__lte=last).order_by("pk")
        ids = list(newer.values_list("pk", flat=True)[: 4 * BATCH])
        if not ids:
            break
        count += messages_read(list(messages_unread().filter(pk__in=ids)))
        if not _move(mark, ids[-1]):
            break  # another worker is at it
    return count


def _vectors(messages: list[Message]) -> list[MessageVector]:
    if not messages:
        return []
    release()
    try:
        made = embed([message.text for message in messages], timeout=_SECONDS)
    except EmbeddingError as error:
        if error.trouble is not Trouble.BAD_REQUEST:
            raise
        if len(messages) == 1:
            # It will not be better tomorrow, and those behind it wait.
            logger.warning("A message has no vector: %s", error)
            return []
        return [row for message in messages for row in _vectors([message])]
    return [
        MessageVector(
            message_id=message.pk, model=made.model, digest=digest_of(message.text), vector=vector
        )
        for message, vector in zip(messages, made.vectors, strict=True)
    ]


@transaction.atomic
def _keep(rows: list[MessageVector]) -> int:
    """Write the rows whose message is still there; one that was there is replaced."""
    ids = [row.message_id for row in rows]
    there = set(Message.objects.filter(pk__in=ids).values_list("pk", flat=True))
    kept = [row for row in rows if row.message_id in there]
    MessageVector.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["message"],
        update_fields=["model", "digest", "vector"],
    )
    return len(kept)


def _mark() -> UUID:
    return ReadMark.objects.values_list("upto", flat=True).first() or _NOTHING


def _move(before: UUID, to: UUID) -> bool:
    """Move the mark, unless somebody else did."""
    if before == _NOTHING and not ReadMark.objects.exists():
        ReadMark.objects.create(upto=to)
        return True
    return bool(ReadMark.objects.filter(upto=before).update(upto=to))


def _id_at(moment: datetime) -> UUID:
    """The smallest id that a row made at this moment can have (:func:`crm.core.ids.uuid7`)."""
    return UUID(int=int(moment.timestamp() * 1_000) << 80)


def batches(messages: models.QuerySet[Message]) -> Iterator[list[Message]]:
    """The messages a batch at a time, by their ids, so that no cursor stays open between them."""
    last = _NOTHING
    while found := list(messages.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield found
        last = found[-1].pk
