"""Reading what was asked, what people answered, and where they said something else than Sofía."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson
from django.utils import timezone

from agents.models import AgentRun, AgentStep
from agents.nlu.intent import Intent
from agents.nlu.understanding import Context as Reading
from agents.nlu.understanding import understand
from agents.prompts.training.privacy import without_people
from crm.conversations.models import Conversation, Message
from crm.core.text import clip

#: The most conversations of one run, the newest first.
MOST: Final = 1_000
_LATEST_ANSWER: Final = timedelta(hours=48)
_SHORTEST: Final = 12
_LONGEST: Final = 600
#: Words a question begins with where nobody typed the mark.
_ASKS: Final = (
    "como", "cómo", "cuando", "cuándo", "cuanto", "cuánto", "cuanta", "cuánta", "donde", "dónde",
    "que ", "qué", "quien", "quién", "puedo", "se puede", "aceptan", "tienen", "hay ", "piden",
    "how", "when", "where", "what", "which", "who", "can i", "can we", "do you", "does", "is there",
    "are there", "is it", "are pets",
)  # fmt: skip


#: A listing's reference, as most brokers write them.
_REF: Final = re.compile(r"\b[A-ZÑ]{2,5}-?\d{2,6}\b")
#: What is asked for here is done, not answered from a document.
_OTHER_WORK: Final = frozenset(
    {Intent.SEARCH, Intent.BOOK_VIEWING, Intent.RESCHEDULE, Intent.CANCEL, Intent.LIST_PROPERTY,
     Intent.HUMAN, Intent.COMPLAINT, Intent.OPT_OUT, Intent.SPAM, Intent.INJECTION}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it may be kept: without whom it names."""

    message: UUID
    conversation: UUID
    text: str

    def as_json(self) -> dict[str, str]:
        return {
            "message": str(self.message),
            "conversation": str(self.conversation),
            "text": clip(self.text, 300),
        }


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a lead; ``unanswered`` when Sofía looked it up and found nothing."""

    said: Said
    contact: UUID
    language: str
    at: datetime
    answers: tuple[Said, ...]
    unanswered: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What Sofía said, and what a person of the broker wrote after it in the same thread.

    ``by`` is the specialist who answered, "" where no run tells.
    """

    asked: str
    sofia: Said
    person: Said
    by: str = ""


@dataclass(slots=True)
class Collected:
    """What the conversations of a time hold; ``names`` are those of their leads."""

    conversations: int = 0
    questions: list[Question] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    sofia_words: list[int] = field(default_factory=list)
    person_words: list[int] = field(default_factory=list)


def conversations_since(since: datetime) -> list[Conversation]:
    """The conversations with messages since then, the newest first."""
    rows = Conversation.objects.select_related("contact").filter(last_message_at__gte=since)
    return list(rows.order_by("-last_message_at", "-id")[:MOST])


def collect(conversations: list[Conversation], *, since: datetime) -> Collected:
    """Everything worth learning from, in a query a kind; masked as it is read."""
    found = Collected(conversations=len(conversations))
    unanswered = _looked_up_in_vain(conversations, since)
    answered = _answered_by(conversations, since)
    for conversation, messages in _threads(conversations, since):
        name = conversation.contact.name
        found.names |= {name} if name else set()
        language = conversation.contact.language
        _questions(found, conversation, messages, unanswered, language)
        _corrections(found, conversation, messages, answered)
    found.questions.sort(key=lambda each: (each.at, each.said.message))
    return found


def is_question(text: str) -> bool:
    """Whether a lead asks something a document could answer: nothing about one home or viewing."""
    line = " ".join(text.split())
    if not _SHORTEST <= len(line) <= _LONGEST or _REF.search(line):
        return False
    if "?" not in line and not line.lower().lstrip("¿¡ ").startswith(_ASKS):
        return False
    intents = understand(line, context=Reading(today=timezone.now().date())).intents
    return Intent.FAQ in intents or not any(intent in _OTHER_WORK for intent in intents)


def _threads(
    conversations: list[Conversation], since: datetime
) -> Iterable[tuple[Conversation, list[Message]]]:
    rows = Message.objects.filter(conversation__in=conversations, created_at__gte=since).exclude(
        status__in=[Message.Status.CANCELLED, Message.Status.FAILED]
    )
    threads: dict[UUID, list[Message]] = defaultdict(list)
    for message in rows.order_by("id"):
        if message.revoked_at is None and message.text.strip():
            threads[message.conversation_id].append(message)
    return [(each, threads[each.pk]) for each in conversations if each.pk in threads]


def _looked_up_in_vain(
    conversations: list[Conversation], since: datetime
) -> dict[UUID, list[datetime]]:
    """When Sofía searched the documents and found nothing, by conversation."""
    steps = AgentStep.objects.filter(
        run__conversation__in=conversations, run__created_at__gte=since,
        kind=AgentStep.Kind.TOOL, name="search_knowledge",
    )  # fmt: skip
    found: dict[UUID, list[datetime]] = defaultdict(list)
    for result, conversation, at in steps.values_list(
        "result", "run__conversation_id", "run__created_at"
    ):
        if _is_empty(result):
            found[conversation].append(at)
    handed = AgentRun.objects.filter(
        conversation__in=conversations, created_at__gte=since,
        outcome=AgentRun.Outcome.HANDED_OVER, intent="faq",
    )  # fmt: skip
    for conversation, at in handed.values_list("conversation_id", "created_at"):
        found[conversation].append(at)
    return found


def _answered_by(conversations: list[Conversation], since: datetime) -> dict[UUID, str]:
    """Which specialist answered, by turn."""
    rows = AgentRun.objects.filter(
        conversation__in=conversations, created_at__gte=since, turn__isnull=False
    ).order_by("id")
    found: dict[UUID, str] = {}
    for turn, name in rows.values_list("turn_id", "specialist"):
        if turn is not None:
            found[turn] = name
    return found


def _is_empty(result: Any) -> bool:
    if isinstance(result, str):
        try:
            result = orjson.loads(result)
        except orjson.JSONDecodeError:
            return False
    return isinstance(result, dict) and result.get("results") == []


def _questions(
    found: Collected,
    conversation: Conversation,
    messages: list[Message],
    unanswered: dict[UUID, list[datetime]],
    language: str,
) -> None:
    missed = unanswered.get(conversation.pk, [])
    for place, message in enumerate(messages):
        if message.direction != Message.Direction.IN or not is_question(message.text):
            continue
        after = messages[place + 1 :]
        sofia_next = next((each.created_at for each in after if each.author == "sofia"), None)
        found.questions.append(
            Question(
                said=_said(message, conversation),
                contact=conversation.contact_id,
                language=language,
                at=message.created_at,
                answers=tuple(_said(each, conversation) for each in _answers(message, after)),
                # The run that looked in vain is written between the question and what she said.
                unanswered=any(
                    message.created_at <= at and (sofia_next is None or at <= sofia_next + _NEAR)
                    for at in missed
                ),
            )
        )


_NEAR: Final = timedelta(seconds=5)


def _answers(question: Message, after: list[Message]) -> list[Message]:
    """What a person wrote next, before the lead asked something else."""
    found: list[Message] = []
    for message in after:
        if message.created_at - question.created_at > _LATEST_ANSWER:
            break
        if message.direction == Message.Direction.IN and (found or is_question(message.text)):
            break
        if message.author == Message.Author.PERSON and len(message.text.strip()) >= _SHORTEST:
            found.append(message)
    return found[:3]


def _corrections(
    found: Collected,
    conversation: Conversation,
    messages: list[Message],
    answered: dict[UUID, str],
) -> None:
    asked, sofia = "", None
    for message in messages:
        words = len(message.text.split())
        if message.direction == Message.Direction.IN:
            asked = message.text
        elif message.author == Message.Author.SOFIA:
            sofia = message
            found.sofia_words.append(words)
        else:
            found.person_words.append(words)
            if sofia is not None and len(message.text.strip()) >= _SHORTEST:
                found.corrections.append(
                    Correction(
                        asked=without_people(asked, [conversation.contact.name]),
                        sofia=_said(sofia, conversation),
                        person=_said(message, conversation),
                        by=answered.get(sofia.turn_id, "") if sofia.turn_id else "",
                    )
                )
                sofia = None


def _said(message: Message, conversation: Conversation) -> Said:
    text = without_people(message.text, [conversation.contact.name])
    return Said(message=message.pk, conversation=conversation.pk, text=text)
