"""Passages taken in before the rules for suspicious text were what they are now, read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from knowledge.models import Chunk
from knowledge.suspicion import suspicions

#: Rows read and written at a time: no long transaction, and little memory.
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Rescan:
    """How many passages were read, and how many of them are held back from now on."""

    read: int
    held: int


def passages_to_read() -> int:
    """How many a rescan reads: all but those a person has released."""
    return Chunk.objects.filter(released_at=None).count()


def passages_rescan(*, progress: Callable[[int], None] = lambda _done: None) -> Rescan:
    """Hold back what today's rules suspect. What a person released stays so, and what is held
    stays held until a person releases it. May be run again, and be broken off, at any time."""
    read = held = 0
    last = None
    while True:
        rows = Chunk.objects.filter(released_at=None).select_related("document").order_by("pk")
        if last is not None:
            rows = rows.filter(pk__gt=last)
        batch = list(rows.defer("search", "document__body")[:BATCH])
        if not batch:
            return Rescan(read, held)
        for chunk in batch:
            held += _held(chunk)
        read += len(batch)
        last = batch[-1].pk
        progress(read)


def _held(chunk: Chunk) -> int:
    """1 when the passage is held back now and was not before."""
    texts = (chunk.document.title, chunk.heading, chunk.text)
    found = list(dict.fromkeys(kind for text in texts for kind in suspicions(text)))
    if not found or (chunk.quarantined and found == chunk.suspicions):
        return 0
    # Released by a person meanwhile: theirs is the last word.
    changed = Chunk.objects.filter(pk=chunk.pk, released_at=None).update(
        suspicions=found, quarantined=True, updated_at=timezone.now()
    )
    return int(bool(changed) and not chunk.quarantined)
