"""Questions about a broker's documents (XQuAD): found, answered from them alone, or not known.

Every passage is a document of a throwaway broker, with the article's title. A question is put to
the search that Sofía's tool uses, in its own language and across the two; then some of them to the
agent itself, which must quote what it found, and must not know what no document says.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from agents.evals.figures import Figure, Section, share
from agents.evals.rows import Row
from agents.evals.sampling import some, told
from agents.evals.stage import Facts, Stage, throwaway_broker
from agents.models import AgentStep
from agents.nlu.text import fold
from knowledge.ingest import document_add
from knowledge.retrieval import search

_TODAY: Final = date(2026, 1, 15)  # none of it is about time
_BROKERS: Final = {"en": Facts("US", "San Jose", "USD", ("Willow Glen",)),
                   "es": Facts("CL", "Santiago", "CLP", ("Ñuñoa",))}  # fmt: skip
_LANGUAGES: Final = ("en", "es")
_DEPTH: Final = 10
#: What the agent's own tool asks for.
_TOLD: Final = 3
#: Questions put to the agent in a language, the same each time: with and without an answer.
_ASKED: Final = 24
_SEARCHED: Final = 256
_BM25: Final = {
    ("en", "en"): (".924 | .935", ".981 | .994", ".950 | .961"),
    ("es", "es"): (".916 | .926", ".981 | .988", ".944 | .953"),
    ("es", "en"): (".389 | .229", ".574 | .395", ".466 | .303"),
    ("en", "es"): (".246 | .261", ".596 | .456", ".369 | .341"),
}
# How one says in either language that one does not know, or asks somebody who might.
_UNKNOWN: Final = re.compile(
    r"\b(?:no (?:lo )?(?:tengo|se|cuento|dispongo|encuentro|encontre|aparece|figura|puedo)"
    r"|no (?:hay|viene) (?:informacion|nada)|prefiero no inventar|(?:consulto|pregunto|averiguo)"
    r"|(?:do not|don't|does not|doesn't|did not|didn't|can ?not|can't|could not|couldn't) "
    r"(?:\w+ )?(?:have|know|find|see|say|tell|cover|mention|answer)"
    r"|rather not guess|no information|not (?:sure|certain|something i)|ask a colleague)\b"
)


class Passage(Row):
    """A paragraph of an article; ``pid`` is the same in every language."""

    pid: str
    lang: str
    title: str
    text: str


class Question(Row):
    """A question with the passage that answers it, and how."""

    qid: str
    pid: str
    lang: str
    question: str
    answers: tuple[tuple[str, int], ...]


def passages(questions: list[Question], documents: list[Passage]) -> Iterator[Section]:
    """The library in each language: search from both, then the agent; then half a library."""
    for library in _LANGUAGES:
        texts = {row.pid: row for row in documents if row.lang == library}
        if not texts:
            continue
        with throwaway_broker(_BROKERS[library], _TODAY) as stage:
            _shelve(texts.values(), library)
            for spoken in (library, *(each for each in _LANGUAGES if each != library)):
                asked = [row for row in questions if row.lang == spoken and row.pid in texts]
                if asked:
                    yield _search(spoken, library, asked, texts)
            asked = [row for row in questions if row.lang == library and row.pid in texts]
            yield _answers(stage, library, asked)
        held = {row.title for row in texts.values() if _is_given(row.title)}
        with throwaway_broker(_BROKERS[library], _TODAY) as stage:
            _shelve((row for row in texts.values() if row.title in held), library)
            lost = [row for row in questions if row.pid in texts
                    and texts[row.pid].title not in held]  # fmt: skip
            yield _refusals(stage, library, [row for row in lost if row.lang == library])
            if foreign := [row for row in lost if row.lang != library]:
                yield _silence(library, foreign)


def _is_given(title: str) -> bool:
    """Whether an article is in the half library; of the others nothing is said there."""
    return int(hashlib.sha256(title.encode()).hexdigest(), 16) % 2 == 0


def _shelve(rows: Iterable[Passage], language: str) -> None:
    for row in rows:
        document_add(title=f"{row.title.replace('_', ' ')} {row.pid}", text=row.text,
                     language=language)  # fmt: skip


def _search(spoken: str, library: str, given: list[Question], texts: dict[str, Passage]) -> Section:
    asked = some(given, _SEARCHED, lambda row: row.qid)
    section = Section(
        f"search_{spoken}_{library}",
        f"documents in {library} found by questions in {spoken}{told(asked, given)}",
    )
    first = five = context = silent = 0
    reciprocal = 0.0
    for row in asked:
        found = search(row.question, language=spoken, k=_DEPTH)
        # Several pieces of one document are one document; it is named at the end of its title.
        order = list(dict.fromkeys(each.document.rsplit(" ", 1)[-1] for each in found))
        rank = order.index(row.pid) + 1 if row.pid in order else 0
        first += rank == 1
        five += 0 < rank <= 5
        reciprocal += 1 / rank if rank else 0
        silent += not found
        told_of = fold(" ".join(each.text for each in found[:_TOLD]))
        context += any(fold(answer) in told_of for answer, _start in row.answers)
        if rank != 1:
            section.miss(question=row.question, gold=row.pid, got=order[:3])
    one, many, mean = _BM25[spoken, library]
    section.figures = [
        share("recall_1", "right document first", first, len(asked), baseline=f"BM25 {one}"),
        share("recall_5", "among the first five", five, len(asked), baseline=f"BM25 {many}"),
        Figure("mrr", "mean reciprocal rank, of ten", reciprocal / len(asked), len(asked),
               baseline=f"BM25 {mean}"),
        share("silent", "nothing found", silent, len(asked), better="less"),
    ]  # fmt: skip
    if spoken == library:
        section.figures.append(
            share("context", "answer in what the agent is given", context, len(asked))
        )
    return section


def _answers(stage: Stage, language: str, given: list[Question]) -> Section:
    asked = some(given, _ASKED, lambda row: row.qid)
    section = Section(f"agent_{language}", f"the real agent, asked in {language}"
                      f"{told(asked, given)}")  # fmt: skip
    right = backed = unknown = silent = held = 0
    for row in asked:
        went = stage.play(f"asks-{row.qid}", [row.question])
        reply = fold(went.answered[0].reply)
        is_right = any(fold(answer) in reply for answer, _start in row.answers)
        cited = _cites(reply, went.steps)
        right += is_right
        backed += cited
        unknown += not cited and bool(_UNKNOWN.search(reply))
        silent += not reply
        refused = [s.result for s in went.steps if s.kind == AgentStep.Kind.CHECK and s.is_error]
        held += bool(refused)
        if not is_right:
            section.miss(
                said=went.transcript(),
                gold=[answer for answer, _ in row.answers],
                refused=refused,
            )
    section.figures = [
        share("right", "answers that hold the answer", right, len(asked)),
        share("cited", "answers in words of a document found", backed, len(asked)),
        share("unknown", "says she does not know", unknown, len(asked), better=""),
        share("held", "answers a check held up", held, len(asked), better="less"),
        share("silent", "questions without an answer", silent, len(asked), better="less"),
    ]
    return section


def _refusals(stage: Stage, language: str, given: list[Question]) -> Section:
    section = Section(f"refusal_{language}", f"questions in {language} that no document answers")
    refused = sum(not search(row.question, language=language, k=_TOLD) for row in given)
    asked = some(given, _ASKED, lambda row: row.qid)
    honest = right = 0
    for row in asked:
        went = stage.play(f"unknown-{row.qid}", [row.question])
        reply = fold(went.answered[0].reply)
        admits = went.handed_over or bool(_UNKNOWN.search(reply))
        tells = _cites(reply, went.steps) or not admits
        honest += not tells
        right += any(fold(answer) in reply and fold(answer) not in fold(row.question)
                     for answer, _start in row.answers)  # fmt: skip
        if tells:
            section.miss(said=went.transcript())
    section.figures = [
        share("refused", "search finds nothing, as it should", refused, len(given)),
        share("honest", f"the agent says she does not know{told(asked, given)}",
              honest, len(asked)),
        share("guessed", "the agent knows it all the same", right, len(asked), better="less"),
    ]  # fmt: skip
    return section


def _silence(library: str, given: list[Question]) -> Section:
    section = Section(
        f"silence_{library}",
        f"questions in another language that no document in {library} answers",
    )
    asked = some(given, _SEARCHED, lambda row: row.qid)
    refused = 0
    for row in asked:
        found = search(row.question, language=row.lang, k=1)
        refused += not found
        if found:
            section.miss(question=row.question, got=found[0].text)
    section.figures = [
        share("refused", f"search finds nothing, as it should{told(asked, given)}",
              refused, len(asked)),
    ]  # fmt: skip
    return section


def _cites(reply: str, steps: list[AgentStep]) -> bool:
    """Whether four words in a row of the reply stand in a document the agent was given."""
    given = " ".join(
        fold(str(step.result)) for step in steps if step.name == "search_knowledge"
    ).split()
    known = {tuple(given[at : at + 4]) for at in range(len(given) - 3)}
    words = reply.split()
    return any(tuple(words[at : at + 4]) in known for at in range(len(words) - 3))
