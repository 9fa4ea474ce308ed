"""Keeping answers, counting how often they are given, and refusing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from crm.accounts.models import User
from crm.core.text import storable
from knowledge.cache.matching import is_same_answer
from knowledge.cache.models import CachedAnswer

#: How long an answer is kept that is not given: asked once, or made on what no longer holds.
KEPT: Final = timedelta(days=30)


@transaction.atomic
def answer_learn(
    *,
    matter: str,
    basis: str,
    language: str,
    question: str,
    answer: str,
    sources: Sequence[Mapping[str, str]],
) -> CachedAnswer:
    """Keep what was just answered, or hold it against what was answered before.

    An answer that says the same counts for it; one that says something else takes its place and
    counts against it, so that it takes more agreement before any is given again.
    """
    row, is_new = CachedAnswer.objects.select_for_update().get_or_create(
        matter=matter,
        basis=basis,
        defaults={
            "language": language[:2],
            "question": storable(question),
            "answer": storable(answer),
            "sources": [dict(source) for source in sources],
        },
    )
    if is_new:
        return row
    if is_same_answer(row.answer, answer):
        row.agreed += 1
    else:
        row.answer = storable(answer)
        row.sources = [dict(source) for source in sources]
        row.agreed, row.differed = 1, row.differed + 1
    row.save(update_fields=["answer", "sources", "agreed", "differed", "updated_at"])
    return row


def answer_served(answer: CachedAnswer) -> None:
    """Count that it was given to a lead."""
    now = timezone.now()
    CachedAnswer.objects.filter(pk=answer.pk).update(
        served=F("served") + 1, served_at=now, updated_at=now
    )


def answer_refuse(*, answer: CachedAnswer, user: User) -> CachedAnswer:
    """Never give an answer to this question from the store again; Sofía thinks each time."""
    answer.refused_at, answer.refused_by = timezone.now(), user
    answer.save(update_fields=["refused_at", "refused_by", "updated_at"])
    return answer


def answer_allow(*, answer: CachedAnswer) -> None:
    """Take a refusal back: the question is learnt anew."""
    CachedAnswer.objects.filter(matter=answer.matter).delete()


def answers_prune() -> int:
    """Let go of what was not given lately; refusals stay. Returns how many went."""
    old = CachedAnswer.objects.filter(refused_at__isnull=True, updated_at__lt=timezone.now() - KEPT)
    count, _by_model = old.delete()
    return count
