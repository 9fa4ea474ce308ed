"""The stage: a throwaway broker, and leads who write to it and are answered by the real agent."""

from __future__ import annotations

import secrets
import time as stopwatch
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from agents.evals.asked import asked_fields
from agents.evals.clock import Clock, standing_at
from agents.evals.listings import listings
from agents.evals.profile import Profile
from agents.models import AgentRun, AgentStep, Turn
from agents.turns.claim import turn_claim
from agents.turns.context import TurnContext
from agents.turns.load import turn_load
from agents.turns.run import turn_run
from crm.accounts.models import User
from crm.brokers.services import broker_create, broker_delete
from crm.conversations.models import Conversation, Message
from crm.conversations.services import (
    conversation_open,
    conversation_release,
    message_receive,
    message_status_set,
    person_reply,
)
from crm.core.actors import SYSTEM, Actor
from crm.core.tenancy import in_schema
from crm.inventory.models import Unit
from crm.inventory.services import units_import
from crm.leads import profile as profiles
from crm.leads.models import Contact, Lead, LeadProfile
from crm.leads.services import contact_resolve, lead_open_for
from crm.scheduling.services import availability_set

_ZONES: Final = {
    "AE": "Asia/Dubai", "AR": "America/Argentina/Buenos_Aires", "BR": "America/Sao_Paulo",
    "CL": "America/Santiago", "CO": "America/Bogota", "ES": "Europe/Madrid",
    "GB": "Europe/London", "MX": "America/Mexico_City", "PE": "America/Lima",
    "US": "America/Chicago", "UY": "America/Montevideo",
}  # fmt: skip
_SPANISH: Final = frozenset(
    {"AR", "BO", "CL", "CO", "CR", "EC", "ES", "MX", "PA", "PE", "PY", "UY", "VE"}
)
_OPENS: Final = time(10)  # when the first message comes, on the broker's clock
_BETWEEN: Final = timedelta(minutes=1)
# What a person says who was called, before giving the conversation back: nothing to act on.
_PERSON: Final = {"es": "Hola, ya lo estoy viendo.", "en": "Hello, I am looking into it."}
_TIMES: Final = {
    "timeline": {"text": "timeline", "from": "timeline_from", "to": "timeline_to"},
    "viewing": {
        "text": "viewing", "date_from": "viewing_from", "date_to": "viewing_to",
        "part_of_day": "viewing_part",
    },
}  # fmt: skip
#: Instead of a turn's state: the lead wants no messages, so that none is owed.
STOPPED: Final = "stopped"
#: The fields that the lead's card has a place for; ``timeline`` stands for its three columns.
HELD: Final = (*(f for f in profiles.FIELDS if not f.startswith(("timeline_", "viewing_"))),
               "name", "phone", "email", "language")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What a throwaway broker is: where, in which money, with homes in which areas."""

    country: str
    city: str
    currency: str
    areas: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language the broker works in."""
        return "es" if self.country in _SPANISH else "en"

    @property
    def zone(self) -> ZoneInfo:
        """The clock on its wall."""
        return ZoneInfo(_ZONES.get(self.country, "UTC"))


@dataclass(frozen=True, slots=True)
class Question:
    """A field the agent asked for, and whether the lead's card held it already."""

    name: str
    needless: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """One message with what came of it; ``profile`` is the card as it stood afterwards."""

    text: str
    stored: str
    reply: str
    profile: Profile
    questions: tuple[Question, ...]
    seconds: float
    state: str
    handed_over: bool = False


@dataclass(slots=True)
class Outcome:
    """A whole conversation as it went."""

    answered: list[Answered] = field(default_factory=list)
    runs: list[AgentRun] = field(default_factory=list)
    steps: list[AgentStep] = field(default_factory=list)
    qualified: bool = False
    opted_out: bool = False

    @property
    def profile(self) -> Profile:
        """The card at the end."""
        return self.answered[-1].profile if self.answered else {}

    @property
    def handed_over(self) -> bool:
        """Whether a person was called at any time."""
        return any(each.handed_over for each in self.answered)

    @property
    def failed(self) -> int:
        """Messages whose turn did not end as it should."""
        return sum(each.state not in {Turn.State.DONE, STOPPED} for each in self.answered)

    @property
    def silent(self) -> int:
        """Messages that were owed an answer and got none."""
        return sum(not each.reply and each.state != STOPPED for each in self.answered)

    def transcript(self) -> list[str]:
        """The whole conversation, a line a message."""
        return [
            line
            for each in self.answered
            for line in (f"lead: {each.text}", f"sofia: {each.reply}" if each.reply else "")
            if line
        ]

    @property
    def tokens(self) -> int:
        """What all its runs read and wrote."""
        return sum(
            run.input_tokens + run.cache_read_tokens + run.cache_write_tokens + run.output_tokens
            for run in self.runs
        )


class Stage:
    """One broker and its clock; ``play`` has a lead write to it."""

    def __init__(self, schema: str, facts: Facts, clock: Clock | None) -> None:
        self._schema = schema
        self._facts = facts
        self._clock = clock

    def empty_inventory(self) -> None:
        """Take every home away, for whoever brings their own."""
        Unit.objects.all().delete()

    def turn(self, lead_key: str, text: str) -> TurnContext:
        """What the agent knows when it is to answer a lead's first text; it stays unanswered."""
        message = self._receive(lead_key, 0, text)
        turn = Turn.objects.get(conversation_id=message.conversation_id, state=Turn.State.PENDING)
        claimed = turn_claim(turn.pk)
        assert claimed is not None, "nobody else works here"
        return turn_load(claimed)

    def play(self, lead_key: str, texts: list[str]) -> Outcome:
        """Have a lead write these texts, one after the other, each answered before the next.

        When a person is called one answers at once and gives the conversation back, so that the
        rest is Sofía's too.
        """
        outcome = Outcome()
        for number, text in enumerate(texts):
            outcome.answered.append(self.say(lead_key, number, text))
        self.finish(lead_key, outcome)
        return outcome

    def say(self, lead_key: str, number: int, text: str) -> Answered:
        """Have a lead write one text, its ``number``-th, and hear what is answered."""
        if self._clock is not None:
            self._clock.forward(_BETWEEN)
        return self._answer(lead_key, number, text)

    def finish(self, lead_key: str, outcome: Outcome) -> None:
        """Add what is known of the lead and of the agent's work at the end."""
        lead = Lead.objects.select_related("contact").get(contact__identities__value=lead_key)
        outcome.qualified = lead.qualified
        outcome.opted_out = lead.contact.opted_out_at is not None
        outcome.runs = list(AgentRun.objects.filter(lead=lead).order_by("id"))
        outcome.steps = list(AgentStep.objects.filter(run__lead=lead).order_by("run_id", "ordinal"))

    def _answer(self, lead_key: str, number: int, text: str) -> Answered:
        message = self._receive(lead_key, number, text)
        turn = Turn.objects.filter(
            conversation_id=message.conversation_id, state=Turn.State.PENDING
        ).first()
        started = stopwatch.perf_counter()
        state = turn_run(turn.pk).state if turn is not None else "none"
        seconds = stopwatch.perf_counter() - started
        conversation = Conversation.objects.select_related("lead__contact").get(
            pk=message.conversation_id
        )
        if turn is None and conversation.lead.contact.opted_out_at is not None:
            state = STOPPED
        reply = self._send(conversation)
        profile = card(conversation.lead)
        questions = tuple(
            Question(name, _holds(profile, name))
            for name in asked_fields(reply, self._facts.country)
        )
        handed_over = conversation.holder == Conversation.Holder.QUEUE
        if handed_over:
            self._person(conversation)
        return Answered(text, message.text, reply, profile, questions, seconds, state, handed_over)

    @transaction.atomic
    def _receive(self, lead_key: str, number: int, text: str) -> Message:
        contact = contact_resolve(kind="chat", value=lead_key)
        lead, _new = lead_open_for(
            contact=contact, source="webchat", actor=Actor(kind="lead", name=lead_key)
        )
        conversation = conversation_open(
            contact=contact, lead=lead, channel="webchat", account_id=self._schema, peer=lead_key
        )
        message, _new = message_receive(
            conversation=conversation,
            external_id=f"{lead_key}/{number}",
            text=text,
            sent_at=timezone.now(),
            payload={"no_wait": True},
        )
        return message

    def _send(self, conversation: Conversation) -> str:
        """Do what a channel does with the reply; returns its text, "" when there is none."""
        replies = list(
            Message.objects.filter(conversation=conversation, status=Message.Status.QUEUED)
        )
        for reply in replies:
            message_status_set(message=reply, status=Message.Status.SENT)
        return "\n".join(reply.text for reply in replies)

    def _person(self, conversation: Conversation) -> None:
        user = User.objects.order_by("id").first()
        assert user is not None
        said = person_reply(
            conversation=conversation, user=user, text=_PERSON[self._facts.language]
        )
        message_status_set(message=said, status=Message.Status.SENT)
        conversation_release(conversation=conversation, user=user)


@contextmanager
def throwaway_broker(facts: Facts, today: date | None = None) -> Iterator[Stage]:
    """A broker with homes in all its areas, gone afterwards.

    With ``today`` its calendar says so, and so does every clock of this process: only for one
    that does nothing else. Without, it is now.
    """
    schema = f"eval_{secrets.token_hex(6)}"
    with _clock_of(facts, today) as clock:
        broker = broker_create(
            slug=schema,
            name="Aurora",
            admin_email="ines@aurora.test",
            admin_password=secrets.token_hex(12),
            admin_name="Inés",
            language=facts.language,
            country=facts.country,
            currency=facts.currency,
            timezone=str(facts.zone),
            city=facts.city,
        )
        try:
            with in_schema(schema):
                units_import(listings(facts.city, facts.areas, facts.currency), actor=SYSTEM)
                for user in User.objects.all():
                    availability_set(
                        agent=user, spans=[(day, time(9), time(20)) for day in range(7)]
                    )
                yield Stage(schema, facts, clock)
        finally:
            broker_delete(broker=broker)


@contextmanager
def _clock_of(facts: Facts, today: date | None) -> Iterator[Clock | None]:
    if today is None:
        yield None
        return
    opening = datetime.combine(today, _OPENS, tzinfo=facts.zone).astimezone(UTC)
    with standing_at(opening) as clock:
        yield clock


def card(lead: Lead) -> Profile:
    """What the lead's card says, in the words of the data sets."""
    row = LeadProfile.objects.get(lead=lead)
    values: dict[str, Any] = profiles.as_json(
        {name: getattr(row, name) for name in profiles.FIELDS}
    )
    for name, parts in _TIMES.items():
        columns = {part: values.pop(column) or None for part, column in parts.items()}
        if any(columns.values()):
            values[name] = columns
    contact = Contact.objects.get(pk=lead.contact_id)
    for name in ("name", "phone", "email", "language"):
        values[name] = getattr(contact, name)
    return values


def _holds(profile: Profile, asked: str) -> bool:
    """Whether the card answers this question already."""
    either = {
        "areas": ("areas", "city"),
        "budget": ("budget_min", "budget_max"),
        "phone": ("phone", "email"),
    }.get(asked, (asked,))
    return any(profile.get(name) not in (None, "", []) for name in either)
