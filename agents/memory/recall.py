"""Recall: what a person wrote before that has to do with what they write now.

By meaning and by words, over all their conversations on every channel. Both rank the person's own
messages, all of them and exactly: nobody writes so many that an index would be faster. The two
ranks become one by reciprocal rank fusion; a name or a number is found by its letters, "pets" by
"two large dogs". Without vectors, or without the provider, words alone find what they find.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from agents.memory.models import MessageVector
from agents.memory.notes import Recalled
from agents.memory.vectors import has_meaning
from crm.core.connections import release
from crm.core.text import clip
from crm.leads.models import Lead
from knowledge.embeddings.base import EmbeddingError
from knowledge.embeddings.field import vector_text
from knowledge.embeddings.registry import embed, model_name, related
from knowledge.language import config_for, query_words

logger = logging.getLogger(__name__)

_WORDS: Final = 12
_FEWEST_LETTERS: Final = 3
_QUOTED: Final = 240
#: A lead waits for it: longer than this the meaning of a question is not looked for (seconds).
_SECONDS: Final = 2.0
#: How a column is folded in SQL as ``fold`` folds the query.
_ACCENTS: Final = ("áéíóúüñàèìòùâêîôûãõç", "aeiouunaeiouaeiouaoc")

# 60 is the constant of the method's authors: a place at the top of one list weighs about as much
# as two places a little further down in both.
_SQL: Final = """
WITH mine AS (
    SELECT m.id, m.text, m.sent_at, c.channel
    FROM conversations_message m JOIN conversations_conversation c ON c.id = m.conversation_id
    WHERE c.contact_id = %(contact)s AND m.direction = 'in' AND m.revoked_at IS NULL
        AND m.text <> '' AND m.id <> ALL(%(but)s)
), words AS (
    SELECT id, row_number() OVER (ORDER BY rank DESC, id DESC) AS place
    FROM (
        SELECT id, ts_rank(to_tsvector(%(config)s::regconfig,
                                       translate(lower(text), %(accents)s, %(plain)s)),
                           websearch_to_tsquery(%(config)s::regconfig, %(words)s)) AS rank
        FROM mine
    ) AS ranked
    WHERE rank > 0
), meaning AS (
    SELECT id, row_number() OVER (ORDER BY distance, id DESC) AS place
    FROM (
        SELECT mine.id, v.vector <=> %(vector)s::public.halfvec AS distance
        FROM mine JOIN memory_messagevector v ON v.message_id = mine.id
        WHERE v.model = %(model)s AND v.digest = md5(mine.text)
    ) AS near
    WHERE distance <= %(farthest)s
)
SELECT mine.text, mine.id, mine.sent_at, mine.channel
FROM mine LEFT JOIN words USING (id) LEFT JOIN meaning USING (id)
WHERE words.place IS NOT NULL OR meaning.place IS NOT NULL
ORDER BY coalesce(1.0 / (60 + words.place), 0) + coalesce(1.0 / (60 + meaning.place), 0) DESC,
    mine.id DESC
LIMIT %(k)s
"""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What is looked for, as a literal, by which model, and how far from it a message may be."""

    vector: str
    model: str
    farthest: float


def recall(
    lead: Lead, query: str, k: int = 3, *, but: Collection[UUID] = (), language: str = "es"
) -> list[Recalled]:
    """The lead's own earlier messages that have to do with ``query``, best first.

    ``but`` are messages the caller tells anyway. The connection is given back while a provider
    makes the query's vector.
    """
    words = [each for each in query_words(query).split() if len(each) >= _FEWEST_LETTERS]
    words = [each for each in dict.fromkeys(words) if not each.isdigit()][:_WORDS]
    if k < 1:
        return []
    meaning = _meaning_of(query, lead=lead, language=language)
    if not words and meaning is None:
        return []
    accents, plain = _ACCENTS
    values: dict[str, Any] = {
        "contact": lead.contact_id,
        "but": list(but),
        "config": config_for(language),
        "accents": accents,
        "plain": plain,
        "words": " or ".join(words),
        "vector": meaning.vector if meaning else None,
        "model": meaning.model if meaning else "",
        "farthest": meaning.farthest if meaning else 0.0,
        "k": k,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, values)
        rows = cursor.fetchall()
    return [
        Recalled(text=clip(" ".join(text.split()), _QUOTED), message=pk, at=at, channel=channel)
        for text, pk, at, channel in rows
    ]


def _meaning_of(query: str, *, lead: Lead, language: str) -> _Meaning | None:
    """The query's meaning; None where nothing could be found by it or nobody can tell it."""
    model = model_name()
    rows = MessageVector.objects.filter(
        message__conversation__contact_id=lead.contact_id, model=model
    )
    if not has_meaning(query) or not rows.exists():
        return None
    release()
    try:
        made = embed([query], timeout=_SECONDS)
        return _Meaning(vector_text(made.vectors[0]), made.model, 1 - related(language))
    except EmbeddingError as error:
        logger.warning("Recall goes by words alone: %s", error)
        return None
