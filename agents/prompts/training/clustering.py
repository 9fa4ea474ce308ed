"""Questions that ask the same, found by their stems: the same questions, the same clusters."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from django.db import connection

from agents.prompts.training.collecting import Question
from knowledge.language import config_for, query_words

#: The share of stems two questions must have in common, of both and of the shorter one.
_ALIKE: Final = 0.5
_WITHIN: Final = 0.8


@dataclass(slots=True)
class Cluster:
    """Questions that ask the same, the oldest first, with the stems of each."""

    questions: list[Question] = field(default_factory=list)
    stems: list[frozenset[str]] = field(default_factory=list)

    @property
    def people(self) -> int:
        """How many different people asked."""
        return len({each.contact for each in self.questions})

    @property
    def unanswered(self) -> int:
        """How often Sofía had no answer."""
        return sum(each.unanswered for each in self.questions)

    @property
    def core(self) -> list[str]:
        """The stems most of the questions share, the commonest first."""
        counts = Counter(stem for stems in self.stems for stem in stems)
        half = len(self.stems) / 2
        return [stem for stem, times in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
                if times >= half]  # fmt: skip

    @property
    def key(self) -> str:
        """What the cluster is about, the same from run to run."""
        return hashlib.sha256(" ".join(sorted(self.core)).encode()).hexdigest()[:32]

    @property
    def typical(self) -> Question:
        """The question that shares most with the others; of equals the shortest, the oldest."""
        core = set(self.core)
        ranked = zip(self.questions, self.stems, strict=True)
        best, _stems = min(
            ranked,
            key=lambda pair: (
                -len(pair[1] & core) / max(1, len(pair[1] | core)),
                len(pair[0].said.text),
                str(pair[0].said.message),
            ),
        )
        return best


def clusters_of(questions: list[Question]) -> list[Cluster]:
    """The clusters, those most people asked first. Questions without a word of matter fall away."""
    found: list[Cluster] = []
    for question, stems in zip(questions, _stems(questions), strict=True):
        if not stems:
            continue
        home = _home(found, stems)
        if home is None:
            home = Cluster()
            found.append(home)
        home.questions.append(question)
        home.stems.append(stems)
    return sorted(found, key=lambda each: (-each.people, -len(each.questions), each.key))


def _home(clusters: list[Cluster], stems: frozenset[str]) -> Cluster | None:
    """The cluster whose questions these stems are closest to, if they are close enough."""
    best: tuple[float, Cluster] | None = None
    for cluster in clusters:
        likeness = max(_likeness(stems, other) for other in cluster.stems)
        if likeness and (best is None or likeness > best[0]):
            best = likeness, cluster
    return best[1] if best else None


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    whole = shared / len(one | other)
    # One shared word inside a long question says nothing; two of two do.
    inside = shared / min(len(one), len(other)) if shared >= 2 else 0.0
    return whole if whole >= _ALIKE or inside >= _WITHIN else 0.0


def _stems(questions: list[Question]) -> list[frozenset[str]]:
    """The stems of each, as the knowledge base knows words: one query for all."""
    if not questions:
        return []
    texts = [query_words(each.said.text) for each in questions]
    configs = [config_for(each.language or "es") for each in questions]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tsvector_to_array(to_tsvector(c::regconfig, t))"
            " FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS q(c, t, n) ORDER BY n",
            [configs, texts],
        )
        return [frozenset(row[0]) for row in cursor.fetchall()]
