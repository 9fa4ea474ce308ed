"""Finding the passages that answer a question, by their words and what these are called there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from knowledge.language import CONFIGS, query_words
from knowledge.models import Chunk
from knowledge.translating import said_in

#: The share of what a question is about that a passage must speak of to be an answer.
RELEVANCE: Final = 0.36
# A word that also stands in a heading counts for more of the matter.
_HEADING: Final = 1.5
# A word that neither the list nor any document of that language knows may well stand there by
# another name. At .3 more is found across languages (first .40 to .51 of XQuAD's questions,
# instead of .36 to .46), and something for every fourth question that nothing there answers
# (instead of every tenth, as within a language).
_UNKNOWN: Final = 0.45
_QUERY_LIMIT: Final = 1_000

# BM25 over the tsvectors: PostgreSQL's own ts_rank does not know which words are rare, and it is
# the rare ones that tell what a question is about. The GIN index narrows to passages that hold
# any of the words, so the cost follows those and not the library. A word nobody ever wrote counts
# like one found once: it makes an unrelated question score low, and a related one not much.
_SQL: Final = """
WITH words AS (
    SELECT l.language, u.lexeme, min(said.word) AS word, bool_or(said.known) AS known
    FROM (SELECT DISTINCT language FROM knowledge_document) AS l,
         ROWS FROM (jsonb_to_recordset(coalesce(%(matter)s::jsonb -> l.language,
                                                %(matter)s::jsonb -> ''))
                    AS (ways text, known boolean)) WITH ORDINALITY AS said(ways, known, word),
         unnest(to_tsvector(coalesce(%(configs)s::jsonb ->> l.language, 'simple')::regconfig,
                            said.ways)) AS u
    GROUP BY l.language, u.lexeme
), wanted AS (
    SELECT language, string_agg(quote_literal(lexeme), ' | ')::tsquery AS any_of
    FROM words GROUP BY language
), library AS (
    SELECT d.language, count(*) AS passages, avg(length(c.search)) AS average
    FROM knowledge_chunk c JOIN knowledge_document d ON d.id = c.document_id
    WHERE NOT c.quarantined
    GROUP BY d.language
), hits AS (
    SELECT c.id, d.language, words.word, length(c.search) AS size,
           sum((SELECT sum(CASE w WHEN 'A' THEN 2 ELSE 1 END) FROM unnest(u.weights) AS w))
               AS times,
           bool_or('A' = ANY(u.weights)) AS in_heading
    FROM wanted
    JOIN knowledge_document d ON d.language = wanted.language
    JOIN knowledge_chunk c ON c.document_id = d.id AND c.search @@ wanted.any_of
        AND NOT c.quarantined
    CROSS JOIN LATERAL unnest(c.search) AS u
    JOIN words ON words.language = d.language AND words.lexeme = u.lexeme
    GROUP BY c.id, d.language, words.word
), weights AS (
    SELECT said.language, said.word,
           ln(1 + (l.passages - count(h.id) + 0.5) / (greatest(count(h.id), 1) + 0.5))
               * CASE WHEN said.known OR count(h.id) > 0 THEN 1 ELSE %(unknown)s END AS weight
    FROM (SELECT language, word, bool_or(known) AS known FROM words GROUP BY language, word) AS said
    JOIN library l USING (language)
    LEFT JOIN hits h USING (language, word)
    GROUP BY said.language, said.word, said.known, l.passages
), totals AS (
    SELECT language, sum(weight) AS total FROM weights GROUP BY language
), scored AS (
    SELECT h.id, h.language,
           sum(w.weight * h.times * 2.2
               / (h.times + 1.2 * (0.25 + 0.75 * h.size / l.average))) AS score,
           least(1, sum(w.weight * CASE WHEN h.in_heading THEN %(heading)s ELSE 1 END)
               / nullif(t.total, 0)) AS relevance
    FROM hits h
    JOIN weights w USING (language, word)
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
    language: str
    chunk_id: UUID
    heading: str
    text: str
    score: float


def search(query: str, *, language: str, k: int = 4, relevance: float = RELEVANCE) -> list[Passage]:
    """The passages that best answer the question, best first; none when nothing is related.

    Every document is searched by its own language's stems, with the question's words as that
    language says them: "pets" finds "mascotas", and "Ejari" is the same everywhere. Of equal ones
    those in ``language`` come first.
    """
    text, spoken = query_words(query[:_QUERY_LIMIT]), language[:2].lower()
    if not text or k < 1:
        return []
    rows = _ranked(text, language=spoken, k=k, relevance=relevance)
    chunks = Chunk.objects.select_related("document").in_bulk([pk for pk, _score in rows])
    return [
        Passage(
            document=chunks[pk].document.title,
            language=chunks[pk].document.language,
            chunk_id=pk,
            heading=chunks[pk].heading,
            text=chunks[pk].text,
            score=round(float(score), 3),
        )
        for pk, score in rows
        if pk in chunks
    ]


def _matter(text: str, language: str) -> dict[str, list[dict[str, Any]]]:
    """The question's words by the language of the documents; "" is for any other."""
    return {
        written: [
            {"ways": ways, "known": known}
            for ways, known in said_in(text, spoken=language, written=written)
        ]
        for written in {*CONFIGS, language, ""}
    }


def _ranked(text: str, *, language: str, k: int, relevance: float) -> list[tuple[UUID, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL,
            {
                "configs": json.dumps(CONFIGS),
                "matter": json.dumps(_matter(text, language)),
                "unknown": _UNKNOWN,
                "language": language,
                "relevance": relevance,
                "heading": _HEADING,
                "k": k,
            },
        )
        return list(cursor.fetchall())
