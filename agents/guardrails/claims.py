"""Claims are backed: what a reply states must stand in a tool result, cited text or broker fact.

Read sentence by sentence: what was done, will be or is free (:mod:`doings`), what a home has and
what is near it (:mod:`amenities`), days and times (:mod:`moments`, :mod:`timing`), where it is and
how somebody is reached (:mod:`whereabouts`), figures (:mod:`figures`, :mod:`backing`). Each is held
against what the turn holds (:mod:`evidence`); a figure of one listing is none of another's. What
the lead said may be repeated as theirs ("hasta 80 millones, entendido"), never as a fact of a
listing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from agents.guardrails import deeds
from agents.guardrails.amenities import Amenities
from agents.guardrails.announced import announced
from agents.guardrails.backing import Backing
from agents.guardrails.doings import Doings
from agents.guardrails.evidence import Evidence, Visit
from agents.guardrails.figures import figures_in
from agents.guardrails.measures import Figure, Reading
from agents.guardrails.moments import Calendar, When, whens_in
from agents.guardrails.people import strangers_in
from agents.guardrails.problem import Problem
from agents.guardrails.sentences import Sentence, sentences
from agents.guardrails.subjects import Mention, Subjects
from agents.guardrails.terms import wrong_terms
from agents.guardrails.timing import adds_words, committed, is_ahead, leaves_open, unheld
from agents.guardrails.whereabouts import Whereabouts
from agents.turns.context import TurnContext
from crm.brokers.hours import hours_of
from crm.core.text import fold as squeeze

_PAIR: Final = re.compile(r"(?<![\d/.,$])([1-9])/([1-9](?:\.5)?)(?![\d/])")
_NUMBERED: Final = re.compile(r"(?m)^\s*\W{0,3}([1-9])(?:[.)\u20e3]|\ufe0f)")
_RANK: Final = re.compile(
    r"\b(?:el|la|the|option|opcion|number|numero) ([1-9])\b(?!\s*(?:de|a|am|pm|:)\b)"
)


class Claims:
    """The check of one reply."""

    def __init__(self, reply: str, context: TurnContext, evidence: Evidence) -> None:
        self._reply = reply
        self._held = evidence
        broker = context.broker
        today = context.now.astimezone(context.timezone).date()
        self._how = Reading(broker.country, broker.currency, context.language[:2])
        self._calendar = Calendar(today, broker.country, hours_of(broker))
        self._quotable = [squeeze(each) for each in evidence.texts if each]
        people = [broker.name, *context.contact_now()["name"].split()[:1]]
        self._doings = Doings(
            evidence, covers=bool(context.places), language=self._how.language, people=people
        )
        self._whereabouts = Whereabouts(evidence, broker.country)
        self._amenities = Amenities(evidence)
        years = frozenset({today.year, today.year + 1})
        self._backing = Backing(evidence, self._how, years)
        self._figures: list[Figure] = []
        self._leaves_open = False

    def problems(self) -> Iterator[Problem]:
        """What the reply states without anything to stand on."""
        subjects = Subjects(list(self._held.listings.values()))
        reply = sentences(self._reply)
        carried = False
        self._leaves_open = any(leaves_open(each) for each in reply)
        needs = [deeds.needs_more(each) for each in reply]
        choices = [deeds.asks_choice(each) for each in reply]
        opened = [deeds.opens_offer(each) for each in reply]
        for place, sentence in enumerate(reply):
            mentions = subjects.enter(sentence)
            if not self._is_quoted(sentence):
                # "Saturday then! To book it I need your name": nothing is booked yet.
                is_open = any(needs[place:])
                is_offer = (
                    is_open
                    or deeds.is_offer(sentence)
                    or any(choices[place + 1 :])
                    or any(opened[:place])
                )
                # "I can offer: Thu at 6; Sat at 11": what only adds to an offer is one too.
                is_offer = is_offer or (carried and not adds_words(sentence))
                yield from self._sentence(
                    sentence, mentions, subjects, is_offer=is_offer, is_open=is_open
                )
                carried = is_offer
            subjects.leave()
        # Most replies announce nobody: only then what may be repeated is put together.
        if announced(self._reply) and announced(self._reply, held=self._repeatable()):
            words = "it says that a person will write or take over, but nobody was called"
            yield Problem("handover", words)

    def _sentence(
        self,
        sentence: Sentence,
        mentions: list[Mention],
        subjects: Subjects,
        *,
        is_offer: bool,
        is_open: bool,
    ) -> Iterator[Problem]:
        is_booking = deeds.booked_at(sentence, is_open=is_open) >= 0
        yield from self._doings.problems(sentence, mentions, is_booking=is_booking)
        yield from self._amenities.problems(sentence, subjects)
        held = self._held
        for name in strangers_in(sentence, (*held.texts, *held.said, *held.lead)):
            yield Problem("contact", f"no result says that {name!r} receives anybody")
        for thing in wrong_terms(sentence, held.texts):
            yield Problem("span", f"texts put the {thing} otherwise")
        yield from self._whereabouts.problems(sentence, mentions, subjects)
        hidden = [(each.start, each.end) for each in mentions if each.sure]
        hidden += self._whereabouts.hidden(sentence)
        hidden += self._room_pairs(sentence)
        hidden += self._ranks(sentence)
        sure = frozenset().union(*(each.refs for each in mentions if each.sure))
        whens = whens_in(sentence.text, self._calendar, hidden)
        for words in unheld(
            sentence, whens, self._held, self._calendar,
            visits=self._visits(sure, booked=is_booking), is_booking=is_booking,
            is_open=self._leaves_open,
        ):  # fmt: skip
            yield Problem(
                "time", f"nothing in the results or facts gives the day or time {words!r}"
            )
        if not (is_booking or is_offer) and committed(sentence, whens, self._held, self._calendar):
            yield Problem("booked", "it names a time as settled, but no viewing is booked then")
        hidden += [(when.start, when.end) for when in whens]
        yield from self._amounts(sentence, subjects, whens, hidden, is_named=bool(sure))

    def _amounts(
        self,
        sentence: Sentence,
        subjects: Subjects,
        whens: Sequence[When],
        hidden: Iterable[tuple[int, int]],
        *,
        is_named: bool,
    ) -> Iterator[Problem]:
        figures = figures_in(sentence.text, self._how, hidden=hidden)
        for place, figure in enumerate(figures):
            refs = subjects.at(figure.start, [each.start for each in figures[:place]], figure.end)
            if not self._backing.holds(
                figure,
                sentence,
                refs,
                figures,
                earlier=self._figures,
                is_named=is_named,
                is_told_of=subjects.names_any,
            ) and not is_ahead(figure, sentence, whens, self._held, self._calendar):
                words = sentence.text[figure.start : figure.end].strip()
                whose = f" for {', '.join(sorted(refs))}" if refs else ""
                yield Problem(figure.kind.value, f"no result has {words!r}{whose}")
        self._figures += figures

    def _room_pairs(self, sentence: Sentence) -> list[tuple[int, int]]:
        """ "3/2" of a listing's bedrooms and bathrooms is no day of February."""
        held = {(each.beds, each.baths) for each in self._held.listings.values()}
        return [
            found.span()
            for found in _PAIR.finditer(sentence.folded)
            if (float(found[1]), float(found[2])) in held
        ]

    def _ranks(self, sentence: Sentence) -> list[tuple[int, int]]:
        """ "El 2" after a numbered list is its second line and no day."""
        ranks = list(_RANK.finditer(sentence.folded))
        listed = {each[1] for each in _NUMBERED.finditer(self._reply)} if ranks else set()
        return [each.span() for each in ranks if each[1] in listed]

    def _visits(self, refs: frozenset[str], *, booked: bool) -> Sequence[Visit]:
        visits = self._held.booked if booked else [*self._held.offered, *self._held.booked]
        return [each for each in visits if not refs or not each.unit_ref or each.unit_ref in refs]

    def _repeatable(self) -> str:
        return squeeze(" ".join([*self._held.texts, *self._held.said, *self._held.lead]))

    def _is_quoted(self, sentence: Sentence) -> bool:
        """Whether the sentence stands word for word in cited text, but for its opening words."""
        for piece in (sentence.text, sentence.text.rpartition(": ")[2]):
            words = squeeze(piece).strip(" .:…")
            if len(words.split()) >= 3 and any(words in text for text in self._quotable):
                return True
        return False


def unbacked(reply: str, context: TurnContext, evidence: Evidence) -> list[Problem]:
    """What the reply states without anything to stand on."""
    return list(Claims(reply, context, evidence).problems())
