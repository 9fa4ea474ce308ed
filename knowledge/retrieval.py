"""Finding the passages that answer a question, by their words alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from knowledge.language import CONFIGS, query_words
from knowledge.models import Chunk

#: The share of what a question is about that a passage must speak of to be an answer.
RELEVANCE: Final = 0.36
# A word that also stands in a heading counts for more of the matter.
_HEADING: Final = 1.5
_QUERY_LIMIT: Final = 1_000

# BM25 over the tsvectors: PostgreSQL's own ts_rank does not know which words are rare, and it is
# the rare ones that tell what a question is about. The GIN index narrows to passages that hold
# any of the words, so the cost follows those and not the library. A word nobody ever wrote counts
# like one found once: it makes an unrelated question score low, and a related one not much.
_SQL: Final = """
WITH words AS (
    SELECT l.language, u.lexeme
    FROM (SELECT DISTINCT language FROM knowledge_document) AS l,
         unnest(to_tsvector(coalesce(%(configs)s::jsonb ->> l.language, 'simple')::regconfig,
                            %(text)s)) AS u
), wanted AS (
    SELECT language, string_agg(quote_literal(lexeme), ' | ')::tsquery AS any_of
    FROM words GROUP BY language
), library AS (
    SELECT d.language, count(*) AS passages, avg(length(c.search)) AS average
    FROM knowledge_chunk c JOIN knowledge_document d ON d.id = c.document_id
    WHERE NOT c.quarantined
    GROUP BY d.language
), hits AS (
    SELECT c.id, d.language, u.lexeme, length(c.search) AS size,
           (SELECT sum(CASE w WHEN 'A' THEN 2 ELSE 1 END) FROM unnest(u.weights) AS w) AS times,
           'A' = ANY(u.weights) AS in_heading
    FROM wanted
    JOIN knowledge_document d ON d.language = wanted.language
    JOIN knowledge_chunk c ON c.document_id = d.id AND c.search @@ wanted.any_of
        AND NOT c.quarantined
    CROSS JOIN LATERAL unnest(c.search) AS u
    JOIN words ON words.language = d.language AND words.lexeme = u.lexeme
), weights AS (
    SELECT words.language, words.lexeme,
           ln(1 + (l.passages - count(h.id) + 0.5) / (greatest(count(h.id), 1) + 0.5)) AS weight
    FROM words
    JOIN library l USING (language)
    LEFT JOIN hits h USING (language, lexeme)
    GROUP BY words.language, words.lexeme, l.passages
), totals AS (
    SELECT language, sum(weight) AS total FROM weights GROUP BY language
), scored AS (
    SELECT h.id, h.language,
           sum(w.weight * h.times * 2.2
               / (h.times + 1.2 * (0.25 + 0.75 * h.size / l.average))) AS score,
           least(1, sum(w.weight * CASE WHEN h.in_heading THEN %(heading)s ELSE 1 END)
               / nullif(t.total, 0)) AS relevance
    FROM hits h
    JOIN weights w USING (language, lexeme)
    JOIN library l USING (language)
    JOIN totals t USING (language)
    GROUP BY h.id, h.language, t.total
)
SELECT id, relevance FROM scored
WHERE relevance >= %(relevance)s
ORDER BY score * CASE WHEN language = %(language)s THEN 1 ELSE 0.8 END DESC, id
LIMIT %(k)s
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage found; ``score`` is 0 to 1, the share of the question it speaks of."""

    document: str
    chunk_id: UUID
    heading: str
    text: str
    score: float


def search(query: str, *, language: str, k: int = 4, relevance: float = RELEVANCE) -> list[Passage]:
    """The passages that best answer the question, best first; none when nothing is related.

    Every document is searched by its own language's stems, so that "Ejari" is found whatever
    language the question is in; of equal ones those in ``language`` come first.
    """
    text = query_words(query[:_QUERY_LIMIT])
    if not text or k < 1:
        return []
    rows = _ranked(text, language=language[:2].lower(), k=k, relevance=relevance)
    chunks = Chunk.objects.select_related("document").in_bulk([pk for pk, _score in rows])
    return [
        Passage(
            document=chunks[pk].document.title,
            chunk_id=pk,
            heading=chunks[pk].heading,
            text=chunks[pk].text,
            score=round(float(score), 3),
        )
        for pk, score in rows
        if pk in chunks
    ]


def _ranked(text: str, *, language: str, k: int, relevance: float) -> list[tuple[UUID, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL,
            {
                "configs": json.dumps(CONFIGS),
                "text": text,
                "language": language,
                "relevance": relevance,
                "heading": _HEADING,
                "k": k,
            },
        )
        return list(cursor.fetchall())
