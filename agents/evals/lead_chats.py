"""Whole conversations of leads with the answer for every message: the rows, and what is read of
each message (the agent's understanding without its tools)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from agents.evals.figures import Figure, Hits, Section, share
from agents.evals.profile import FIELDS, FieldHits, Profile, equal, is_set, news, replayed
from agents.evals.rows import Row
from agents.evals.stage import Facts
from agents.nlu.geo import Gazetteer
from agents.nlu.intent import Intent
from agents.nlu.understanding import Context, understand


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Place(Row):
    city: str
    currency: str = Field(pattern=r"^(?:[A-Z]{3}|UF)$")
    areas: tuple[str, ...]


class ChatMessage(Row):
    text: str
    intent: Annotated[tuple[Intent, ...], BeforeValidator(_listed)]
    sets: dict[str, Any]
    clears: tuple[str, ...]
    escalate: bool


class Ending(Row):
    escalate: bool
    opt_out: bool
    qualified_expected: str | None = None


class Chat(Row):
    """One conversation: the lead's side of it, and what is true of it."""

    id: str = Field(min_length=1, max_length=120)
    lang: str
    country: str = Field(pattern=r"^[A-Z]{2}$")
    today: date
    broker: Place
    messages: tuple[ChatMessage, ...] = Field(min_length=1)
    profile: dict[str, Any]
    final: Ending

    @cached_property
    def facts(self) -> Facts:
        """The broker this lead writes to."""
        return Facts(self.country, self.broker.city, self.broker.currency, tuple(self.broker.areas))

    def states(self) -> Iterator[tuple[ChatMessage, Profile, Profile]]:
        """Every message with the true profile before and after it."""
        before: Profile = {}
        for message in self.messages:
            after = replayed(before, message.sets, message.clears)
            yield message, before, after
            before = after


def context_of(chat: Chat, known: Profile) -> Context:
    """What a message of this conversation is read by; nothing was asked."""
    return Context(
        today=chat.today,
        currency=chat.broker.currency,
        country=chat.country,
        language=chat.facts.language,
        gazetteer=Gazetteer.of((area, chat.broker.city) for area in chat.broker.areas),
        known=known,
    )


def each_message(chats: list[Chat]) -> Section:
    """Read every message by itself, knowing the truth of all before it."""
    section = Section("messages", "each message, read with the true profile so far")
    sets, clears, escalate = FieldHits(), Hits(), Hits()
    main = any_of = languages = total = 0
    for chat in chats:
        for place, (message, before, after) in enumerate(chat.states()):
            read = understand(message.text, context=context_of(chat, before))
            total += 1
            stated, gold = news(read.fields, before), news(message.sets, before)
            wrong = sets.add(stated, gold, FIELDS)
            taken = {name for name in read.clears if is_set(before.get(name))}
            clears.add_sets(taken, message.clears)
            escalate.add_flag(read.reason is not None, message.escalate)
            main += read.intents[0] in message.intent
            any_of += bool(set(read.intents) & set(message.intent))
            languages += read.language == after.get("language", read.language)
            if wrong or taken != set(message.clears) or read.intents[0] not in message.intent:
                section.miss(
                    id=chat.id,
                    message=place,
                    text=message.text,
                    gold={name: gold.get(name) for name in wrong},
                    got={name: stated.get(name) for name in wrong},
                    clears=[sorted(message.clears), sorted(taken)],
                    intent=[list(message.intent), list(read.intents)],
                )
    section.figures = [
        sets.all.figure("sets_f1", "fields set, F1"),
        *sets.all.pair("sets", "fields set"),
        clears.figure("clears_f1", "fields taken back, F1"),
        share("intent", "main intent is one of the listed", main, total),
        share("intent_any", "any intent found is one of the listed", any_of, total),
        *escalate.pair("escalate", "calls for a person"),
        share("language", "language", languages, total),
    ]
    section.details = by_field(sets)
    return section


def whole_chat(chats: list[Chat]) -> Section:
    """Read the conversations on the strength of what was read before: mistakes stay."""
    section = Section("alone", "each conversation, read on its own readings")
    profiles = Finals(FIELDS)
    escalate, opt_out = Hits(), Hits()
    right = total = 0
    for chat in chats:
        known: Profile = {}
        reads = []
        for message, _before, after in chat.states():
            read = understand(message.text, context=context_of(chat, known))
            known = replayed(known, read.fields, read.clears)
            reads.append(read)
            right += equal(known, after, FIELDS)
            total += 1
        profiles.add(chat, known, section)
        escalate.add_flag(any(r.reason is not None for r in reads), chat.final.escalate)
        opt_out.add_flag(any(r.has(Intent.OPT_OUT) for r in reads), chat.final.opt_out)
    section.figures = [
        *profiles.figures(),
        share("state", "whole profile right after a message", right, total),
        *escalate.pair("escalate", "escalated conversations"),
        *opt_out.pair("opt_out", "opt-outs"),
    ]
    section.details = by_field(profiles.hits)
    return section


class Finals:
    """Final profiles against the true ones, over these fields, together and by language."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        self.hits = FieldHits()
        self._languages: dict[str, FieldHits] = {}
        self._whole: Counter[bool] = Counter()

    def add(self, chat: Chat, found: Profile, section: Section) -> None:
        """Count one conversation's."""
        wrong = self.hits.add(found, chat.profile, self.fields)
        self._languages.setdefault(chat.lang, FieldHits()).add(found, chat.profile, self.fields)
        self._whole[not wrong] += 1
        if wrong:
            section.miss(
                id=chat.id,
                gold={name: chat.profile.get(name) for name in wrong},
                got={name: found.get(name) for name in wrong},
            )

    def figures(self, *, key: str = "final", label: str = "final profile") -> list[Figure]:
        """F1 of the fields, the same in each language, and how many were wholly right."""
        whole = self._whole
        return [
            self.hits.all.figure(f"{key}_f1", f"{label}, field F1"),
            *(
                hits.all.figure(f"{key}_f1_{lang}", f"{label}, field F1, {lang}")
                for lang, hits in sorted(self._languages.items())
            ),
            share(f"{key}_whole", f"{label} right in every field", whole[True], whole.total()),
        ]


def by_field(hits: FieldHits) -> list[Figure]:
    """F1 of every field."""
    return [hits.each[name].figure(f"field.{name}", name) for name in FIELDS if name in hits.each]


def understanding(chats: list[Chat]) -> Iterator[Section]:
    """What is read of the messages, twice over."""
    yield each_message(chats)
    yield whole_chat(chats)
