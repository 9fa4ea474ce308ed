"""Recall: what a person wrote before that has to do with what they write now.

By words, over all their conversations on every channel. The project makes no embeddings yet; when
it does, a version by meaning takes the place of this one function.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from django.db.models import F, FloatField, Func, Q, Value

from agents.memory.notes import Recalled
from crm.conversations.models import Message
from crm.core.text import clip
from crm.leads.models import Lead
from knowledge.language import config_for, query_words

_WORDS: Final = 12
_FEWEST_LETTERS: Final = 3
_QUOTED: Final = 240
#: How a column is folded in SQL as ``fold`` folds the query.
_ACCENTS: Final = ("áéíóúüñàèìòùâêîôûãõç", "aeiouunaeiouaeiouaoc")


def recall(
    lead: Lead, query: str, k: int = 3, *, but: Collection[UUID] = (), language: str = "es"
) -> list[Recalled]:
    """The lead's own earlier messages that share most words with ``query``, best first.

    ``but`` are messages the caller tells anyway.
    """
    words = [each for each in query_words(query).split() if len(each) >= _FEWEST_LETTERS]
    words = [each for each in dict.fromkeys(words) if not each.isdigit()][:_WORDS]
    if not words or k < 1:
        return []
    config = config_for(language)
    text = _call("to_tsvector", Value(config), _folded(F("text")), cast="regconfig")
    wanted = _call(
        "websearch_to_tsquery", Value(config), Value(" or ".join(words)), cast="regconfig"
    )
    rows = (
        Message.objects.filter(
            Q(conversation__contact_id=lead.contact_id),
            direction=Message.Direction.IN,
            revoked_at=None,
        )
        .exclude(text="")
        .exclude(pk__in=list(but))
        .annotate(rank=Func(text, wanted, function="ts_rank", output_field=FloatField()))
        .filter(rank__gt=0)
        .select_related("conversation")
        .order_by("-rank", "-id")[:k]
    )
    return [
        Recalled(
            text=clip(" ".join(row.text.split()), _QUOTED),
            message=row.pk,
            at=row.sent_at,
            channel=row.conversation.channel,
        )
        for row in rows
    ]


def _folded(column: Any) -> Func:
    accents, plain = _ACCENTS
    return Func(Func(column, function="lower"), Value(accents), Value(plain), function="translate")


def _call(function: str, config: Value, *arguments: Any, cast: str) -> Func:
    """A text search function whose first argument is a configuration."""
    return Func(Func(config, template=f"(%(expressions)s)::{cast}"), *arguments, function=function)
