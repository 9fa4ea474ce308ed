"""One lead's past, told through the services at the times it happened.

Messages are the exception: their rows are written as already sent and read, because a message
queued by the service would go out.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from agents.scoring.qualify import lead_qualify
from channels_app.channels.registry import adapter_for
from config.demo.cast import DemoBroker
from config.demo.clock import Clock
from config.demo.wishes import Wish
from crm.accounts.models import User
from crm.brokers.current import broker_zone
from crm.conversations.models import Conversation, Message
from crm.conversations.services import account_key, conversation_open
from crm.core.actors import SOFIA, Actor
from crm.core.text import clip
from crm.inventory.money import format_price
from crm.inventory.selectors import unit_by_ref
from crm.leads.models import Lead
from crm.leads.services import contact_resolve, lead_open_for, profile_update
from crm.pipeline.services import stage_advance
from crm.scheduling.label import label_for
from crm.scheduling.models import Appointment
from crm.scheduling.selectors import slots_find
from crm.scheduling.services import viewing_book

_MORNING, _NIGHT = 9, 21


class Story:
    """A conversation in the making; each method is something somebody says or does."""

    def __init__(
        self,
        broker: DemoBroker,
        clock: Clock,
        dice: random.Random,
        *,
        name: str,
        number: int,
        channel: str,
        wish: Wish,
        agent: User,
    ) -> None:
        self.broker = broker
        self.clock = clock
        self.dice = dice
        self.wish = wish
        self.agent = agent
        self._zone = broker_zone()
        self.words: dict[str, str] = {
            **wish.words,
            "name": name.split()[0],
            "broker": broker.name,
            "agent": agent.name.split()[0],
        }
        self.lead, self.conversation = self._meet(name, number, channel)
        self._said = 0
        self._heard: UUID | None = None

    def _meet(self, name: str, number: int, channel: str) -> tuple[Lead, Conversation]:
        phone = f"{self.broker.dial}{number:04d}"
        kind, value, account = {
            "whatsapp": ("phone", phone, self.broker.whatsapp),
            "telegram": ("telegram", str(700_000_000 + number), self.broker.telegram),
            "webchat": ("chat", f"demo-visitor-{number}", self.broker.slug),
        }[channel]
        contact = contact_resolve(
            kind=kind,
            value=value,
            name=name,
            phone=phone if channel == "telegram" and number % 2 else "",
            language=self.broker.language,
        )
        who = Actor(kind="lead", name=name)
        lead, _new = lead_open_for(contact=contact, source=channel, actor=who)
        conversation = conversation_open(
            contact=contact, lead=lead, channel=channel, account_id=account, peer=value
        )
        return lead, conversation

    def lead_says(self, key: str, facts: Mapping[str, Any] | None = None) -> None:
        """The lead writes, and Sofía notes what the words told her."""
        self.lead_writes(self.phrase(key), facts)

    def lead_writes(self, text: str, facts: Mapping[str, Any] | None = None) -> None:
        """The lead writes exactly this."""
        message = self._write(text, Message.Author.LEAD, minutes=self.dice.uniform(0.5, 14))
        if facts:
            profile_update(lead=self.lead, changes=facts, actor=SOFIA, message_id=message.pk)

    def sofia_says(self, key: str) -> None:
        """Sofía answers within seconds."""
        self.sofia_writes(self.phrase(key))

    def sofia_writes(self, text: str) -> None:
        """Sofía answers exactly this."""
        self._write(text, Message.Author.SOFIA, minutes=self.dice.uniform(0.05, 0.2))
        stage_advance(lead=self.lead, to="contacted", actor=SOFIA)

    def person_says(self, key: str, *, minutes: float = 20) -> None:
        """The agent writes, and not in the middle of the night."""
        local = (self.clock.now + timedelta(minutes=minutes)).astimezone(self._zone)
        if not _MORNING <= local.hour < _NIGHT:
            minutes += ((_MORNING + 1 - local.hour) % 24) * 60
        self._write(self.phrase(key), Message.Author.PERSON, minutes=minutes)

    def phrase(self, key: str) -> str:
        """One way to say it, with this story's names and places."""
        return str(self.dice.choice(self.broker.phrases.PHRASES[key])).format(**self.words)

    def asks_something(self) -> None:
        """The lead asks what many ask, and gets the documents' answer."""
        question, answer = self.dice.choice(self.broker.phrases.QUESTIONS[self.wish.operation])
        self.lead_writes(question)
        self.sofia_writes(answer)

    def scored(self) -> None:
        """Sofía weighs what she knows."""
        lead_qualify(lead=self.lead, actor=SOFIA)

    def shown_matches(self) -> bool:
        """Sofía shows what fits best; whether there was anything."""
        row = lead_qualify(lead=self.lead, actor=SOFIA)
        if not row.top_matches:
            return False
        best = row.top_matches[0]
        self.words["ref"] = best["ref"]
        self.words["price"] = best["price_text"]
        self.words["units"] = "\n".join(
            f"• {match['ref']} · {match['title']} · {match['price_text']}"
            for match in row.top_matches
        )
        self.sofia_says("show")
        return True

    def viewing(self, *, soon: bool) -> Appointment | None:
        """A viewing is offered, chosen and booked: yet to come, or as soon as it could be then."""
        unit = unit_by_ref(self.words["ref"])
        self.words["price"] = format_price(unit.price, unit.currency, self.broker.language)
        starting = max(self.clock.now, self.clock.present) if soon else self.clock.now
        starting += timedelta(hours=self.dice.choice((3, 24, 48, 72)) if soon else 20)
        slots = slots_find(unit=unit, starting=starting, days=6, limit=3)
        if not slots:
            return None
        labels = [self._label(slot.starts_at) for slot in slots]
        last = self.phrase("and")
        self.words["slots"] = "; ".join(labels[:-1]) + f"; {last} {labels[-1]}"
        self.sofia_says("slots")
        chosen = slots[self.dice.randrange(len(slots))]
        agent = User.objects.get(pk=chosen.agent_id)
        self.words |= {"slot": self._label(chosen.starts_at), "address": unit.address,
                       "agent": agent.name.split()[0]}  # fmt: skip
        self.lead_says("pick")
        booked = viewing_book(
            lead=self.lead, unit=unit, agent=agent, starts_at=chosen.starts_at, actor=SOFIA
        )
        self.agent = agent
        self.sofia_says("booked")
        self.scored()
        return booked

    def _label(self, starts_at: datetime) -> str:
        return label_for(starts_at, self.broker.language, self.broker.timezone)

    def _write(self, text: str, author: str, *, minutes: float) -> Message:
        self.clock.wait(minutes)
        self._said += 1
        incoming = author == Message.Author.LEAD
        message = Message.objects.create(
            conversation=self.conversation,
            direction=Message.Direction.IN if incoming else Message.Direction.OUT,
            author=author,
            author_user=self.agent if author == Message.Author.PERSON else None,
            text=text,
            account_key=account_key(self.conversation.channel, self.conversation.account_id),
            external_id=f"demo-{self.conversation.pk.hex[-12:]}-{self._said}",
            status=Message.Status.RECEIVED if incoming else Message.Status.READ,
            sent_at=self.clock.now,
        )
        if incoming:
            self._heard = message.pk
        self._remember(message, incoming=incoming)
        return message

    def _remember(self, message: Message, *, incoming: bool) -> None:
        """The columns that repeat the newest message, as the conversation's services keep them."""
        last = {
            "last_message_text": clip(message.text, 160),
            "last_message_by": message.author,
            "last_message_at": message.sent_at,
        }
        thread: dict[str, Any] = dict(last)
        if incoming:
            window = adapter_for(self.conversation.channel).capabilities.window
            thread |= {
                "last_inbound_at": message.sent_at,
                "reply_until": message.sent_at + window if window else None,
                "unread": self.conversation.unread + 1,
            }
        else:
            thread |= {"unread": 0, "answered_until": self._heard}
        for name, value in thread.items():
            setattr(self.conversation, name, value)
        Conversation.objects.filter(pk=self.conversation.pk).update(**thread)
        Lead.objects.filter(pk=self.lead.pk).update(**last, last_activity_at=message.sent_at)
        self.lead.refresh_from_db()
