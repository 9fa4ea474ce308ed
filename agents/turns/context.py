"""What a turn knows and what it is about to change.

Everything is read once at the start, so that no connection is held while the model thinks. What
tools change about the lead is gathered in a draft and written in the turn's one commit; only a
booking, which has to be atomic with its check, happens at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from agents.approvals.gate import Asked
from agents.approvals.models import Approval
from agents.models import Turn
from agents.prompts.catalogue import PromptTemplate, template
from agents.prompts.selectors import prompt_for
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.core.actors import SOFIA, Actor
from crm.leads import profile as profiles
from crm.leads.models import Contact, Lead
from crm.leads.verdict import Verdict


@dataclass(slots=True)
class Handover:
    """A hand-over asked for in this turn; ``promised_at`` is the time the closing text names."""

    reason: str
    summary: str
    closing: str
    promised_at: datetime | None = None


@dataclass(slots=True)
class Draft:
    """Changes that wait for the turn's commit, and what the lead was shown on the way.

    ``asked`` is the call the run stopped before, because a person wants to be asked about it.
    ``owes_question`` says that the reply tells the lead somebody will be asked.
    """

    profile: dict[str, Any] = field(default_factory=dict)
    contact: dict[str, Any] = field(default_factory=dict)
    verdict: Verdict | None = None
    handover: Handover | None = None
    booked: dict[str, Any] | None = None
    asked: Asked | None = None
    owes_question: bool = False
    effects: bool = False
    shown_units: list[dict[str, Any]] = field(default_factory=list)
    offered_slots: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class TurnContext:
    """One turn: who it is for, what was said, what is known, and the draft of its outcome.

    ``approval`` is the decided question of an earlier turn that this one goes on from.
    """

    schema: str
    broker: Broker
    turn: Turn
    conversation: Conversation
    version: int
    lead: Lead
    contact: Contact
    history: list[Message]
    unanswered: list[Message]
    appointments: list[dict[str, Any]]
    places: list[tuple[str, str]]
    property_types: list[str]
    now: datetime
    profile: dict[str, Any]
    profile_sources: Mapping[str, Any]
    draft: Draft = field(default_factory=Draft)
    #: Played to see what it would say: see agents.turns.rehearsal.
    is_rehearsal: bool = False
    approval: Approval | None = None
    #: Whether the broker has written any prompt of their own.
    has_prompts: bool = True

    @property
    def actor(self) -> Actor:
        """Sofía: what a turn does is hers."""
        return SOFIA

    @property
    def user(self) -> User | None:
        """Nobody: a lead's turn has no rights of the broker's people."""
        return None

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.broker.timezone)

    @property
    def language(self) -> str:
        """The language this lead is answered in."""
        return str(
            self.draft.contact.get("language") or self.contact.language or self.broker.language
        )

    @property
    def last_message_id(self) -> UUID | None:
        """The newest message this turn has seen; what comes after it is another turn's."""
        return self.unanswered[-1].pk if self.unanswered else None

    def prompt_for(self, specialist: str) -> PromptTemplate:
        """The prompt this specialist works by for this lead."""
        return prompt_for(specialist, self.lead) if self.has_prompts else template(specialist)

    @property
    def is_given_back(self) -> bool:
        """Whether all that is unanswered is older than a person's giving the thread back."""
        since = self.conversation.holder_since
        return bool(self.unanswered) and all(each.created_at < since for each in self.unanswered)

    def profile_now(self) -> dict[str, Any]:
        """The profile as it will stand after the commit."""
        return {**self.profile, **self.draft.profile}

    def contact_now(self) -> dict[str, str]:
        """Name, phone, e-mail and language as they will stand after the commit."""
        known = {
            name: str(getattr(self.contact, name))
            for name in ("name", "phone", "email", "language")
        }
        return {**known, **self.draft.contact}

    def profile_change(self, changes: Mapping[str, Any]) -> dict[str, str]:
        """Draft changes of the profile; returns the refused fields with the reason in words."""
        accepted, rejected = profiles.merge(
            self.profile_now(), self.profile_sources, changes, by="sofia"
        )
        self.draft.profile |= accepted
        return rejected

    def missing(self) -> list[str]:
        """Profile and contact fields still unknown, the most useful to ask first."""
        profile, contact = self.profile_now(), self.contact_now()
        wanted: list[tuple[str, bool]] = [
            ("operation", bool(profile["operation"])),
            ("areas", bool(profile["areas"] or profile["city"])),
            ("property_type", bool(profile["property_type"])),
            ("beds", profile["beds"] is not None or profile["property_type"] in _NO_BEDS),
            ("budget", profile["budget_max"] is not None or profile["budget_min"] is not None),
            ("timeline", bool(profile["timeline"] or profile["timeline_from"])),
            ("name", bool(contact["name"])),
            ("preapproved", profile["operation"] != "buy" or profile["preapproved"] is not None),
            ("phone", bool(contact["phone"] or contact["email"])),
        ]
        return [name for name, known in wanted if not known]


_NO_BEDS = frozenset({"office", "commercial", "land", "parking", "storage", "studio"})
