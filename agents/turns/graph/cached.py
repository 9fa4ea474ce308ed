"""Cached answer: what anybody may ask and was answered before is given without a model.

Given are answers that stood on the broker's documents alone, that two turns gave independently,
and that the gate lets through once more in this very turn. What follows from the lead, from homes
they were shown, from a day or from somebody's word is never kept and never given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from agents.guardrails.gate import problems_of
from agents.guardrails.sentences import sentences
from agents.llm.offline.ask import question_next
from agents.memory.notes import Notes
from agents.models import AgentStep
from agents.nlu.intent import Intent
from agents.nlu.mood import Urgency
from agents.nlu.text import compose
from agents.prompts.catalogue import PromptTemplate
from agents.runs.loop import Outcome
from agents.runs.record import RunRecord
from agents.specialists.facts import broker_facts
from agents.specialists.prompting import first_prompt
from agents.turns.context import Draft, TurnContext
from agents.turns.graph.escalation import Trigger, is_high_value
from agents.turns.graph.reading import Domain, Reading, Topic
from crm.core.text import fold
from crm.leads.profile import EMPTY
from knowledge.cache.matching import is_self_contained, is_timeless, matter_of
from knowledge.cache.models import CachedAnswer
from knowledge.cache.selectors import answer_known, basis_of
from knowledge.cache.services import answer_learn, answer_served

#: What an answer from the store has for a provider, in runs and in the API's ``cached``.
PROVIDER: Final = "cache"
_SEARCH: Final = "search_knowledge"
_ASKING: Final = frozenset({Intent.FAQ, Intent.PRICING, Intent.GREETING, Intent.SMALL_TALK})
_DISPLEASED: Final = -0.2
#: One answer in so many is thought out all the same, so that the store is held against it for ever.
_PROBED: Final = 50


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question anybody may ask; ``answer`` is the one to give, where there is one."""

    question: str
    language: str
    matter: str
    basis: str
    answer: CachedAnswer | None

    def told(self) -> dict[str, Any]:
        """What the run keeps of it."""
        return {"matter": self.matter[:12], "answer": str(self.answer.pk) if self.answer else ""}


def inquire(
    context: TurnContext,
    reading: Reading,
    trigger: Trigger | None,
    voice: PromptTemplate,
    role: PromptTemplate,
) -> Inquiry | None:
    """The turn's question with the answer that is kept for it; None for any other turn.

    Two short queries, for questions of this kind only.
    """
    if not _may_be_anybodys(context, reading, trigger):
        return None
    question = context.unanswered[0].text
    matter = matter_of(question, language=reading.language)
    basis = basis_of(voice.text, role.text, _canonical(broker_facts(context)))
    probed = context.turn.pk.int % _PROBED == 0
    known = None if probed else answer_known(matter, basis=basis)
    return Inquiry(question, reading.language, matter, basis, known)


def give(
    context: TurnContext, record: RunRecord, inquiry: Inquiry, voice: PromptTemplate, notes: Notes
) -> Outcome | None:
    """The kept answer, and the question that this lead is asked next; None when it may not be said.

    The gate reads it as any reply: against the passages it stood on, in this talk, on this channel.
    """
    answer = inquiry.answer
    if answer is None:
        return None
    record.step(
        AgentStep.Kind.TOOL,
        _SEARCH,
        arguments={"cached_answer": str(answer.pk)},
        result={"results": answer.sources},
    )
    prompt = first_prompt(context, voice, situation="", notes=notes)
    reply = " ".join(part for part in (answer.answer, question_next(prompt)) if part)
    problems = problems_of(reply, context, record)
    if problems:
        record.step(
            AgentStep.Kind.CHECK,
            "claims",
            result={"problems": [problem.words for problem in problems]},
            is_error=True,
        )
        return None
    record.provider = PROVIDER
    return Outcome(reply)


def learn(context: TurnContext, record: RunRecord, inquiry: Inquiry, outcome: Outcome) -> None:
    """After the commit: count a kept answer, or keep a model's that is one for anybody."""
    if record.provider == PROVIDER and inquiry.answer is not None:
        answer_served(inquiry.answer)
    if record.provider in {PROVIDER, "offline", ""} or _has_effects(context.draft):
        return
    answer = _without_closing_questions(outcome.reply)
    sources = _sources(record)
    is_anybodys = is_timeless(answer) and _knows_nothing_of_lead(context, answer)
    if not answer or not sources or not is_anybodys:
        return
    answer_learn(
        matter=inquiry.matter,
        basis=inquiry.basis,
        language=inquiry.language,
        question=inquiry.question,
        answer=answer,
        sources=sources,
    )


def _may_be_anybodys(context: TurnContext, reading: Reading, trigger: Trigger | None) -> bool:
    """Whether the turn is one plain question in a talk in which nothing is pending."""
    memory = context.conversation.memory
    return (
        reading.topic in {Topic.FAQ, Topic.PRICING}
        and reading.domain is not Domain.AFTER_SALE
        and reading.urgency is Urgency.NORMAL
        and reading.sentiment >= _DISPLEASED
        and reading.language == context.language[:2]
        and trigger is None
        and not is_high_value(context)
        and len(context.unanswered) == 1
        and context.unanswered[0].kind == "text"
        and not (context.is_rehearsal or context.approval or context.is_given_back)
        and not (context.appointments or context.conversation.agreed)
        and not (memory.get("shown_units") or memory.get("offered_slots"))
        and _ASKING.issuperset(reading.each[0].intents)
        and not (reading.each[0].fields.keys() - {"language"} or reading.each[0].clears)
        and is_self_contained(context.unanswered[0].text)
    )


def _has_effects(draft: Draft) -> bool:
    """Whether the turn did anything but answer."""
    return bool(
        draft.effects
        or draft.profile
        or draft.contact.keys() - {"language"}
        or draft.handover
        or draft.booked
        or draft.asked
        or draft.owes_question
        or draft.shown_units
        or draft.offered_slots
    )


def _knows_nothing_of_lead(context: TurnContext, answer: str) -> bool:
    """Whether the answer was made for somebody of whom nothing was known, and does not name them.

    What is known of a lead colours an answer in ways nobody can take out again.
    """
    if any(context.profile.get(name) not in (empty, None, []) for name, empty in EMPTY.items()):
        return False
    said = fold(answer)
    own = [*context.contact.name.split(), context.contact.phone, context.contact.email]
    return not any(len(part) > 2 and fold(part) in said for part in own)


def _sources(record: RunRecord) -> list[Mapping[str, str]]:
    """The passages of the run; [] when any tool but the search of documents was used."""
    found: list[Mapping[str, str]] = []
    for step in record.steps:
        if step.kind == AgentStep.Kind.TOOL:
            if step.name != _SEARCH or step.is_error:
                return []
            found += step.result.get("results") or []
    return [
        {name: str(row.get(name) or "") for name in ("document", "heading", "text")}
        for row in found
    ]


def _without_closing_questions(reply: str) -> str:
    """The reply up to the questions at its end: what is asked next is each lead's own."""
    text, end, answered = compose(reply), 0, 0
    for part in sentences(reply):
        end = text.index(part.text, end) + len(part.text)
        answered = answered if part.asks else end
    return text[:answered].strip()


def _canonical(facts: Mapping[str, Any]) -> str:
    return repr(sorted(facts.items()))
