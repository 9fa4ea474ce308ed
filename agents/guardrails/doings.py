"""What a reply says was done, will be done, is free or costs nothing, held against the turn.

:mod:`deeds`, :mod:`pasts`, :mod:`acts` and :mod:`plans` find such statements by their words;
whether they are true is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from agents.guardrails import acts, deeds, pasts, plans
from agents.guardrails.evidence import Evidence
from agents.guardrails.problem import Problem
from agents.guardrails.sentences import Sentence
from agents.guardrails.subjects import Mention
from agents.guardrails.voter.votes import tells_doing
from agents.guardrails.whereabouts import notes_of
from agents.nlu.numbers import find_numbers
from agents.nlu.text import fold
from crm.core.text import fold as squeeze

_KEPT: Final = re.compile(
    r"\b(?:reserv\w+|apart\w+|separ\w+|guard\w+|bloque\w+|holding|held|set aside)\s+"
    r"(?:\w+\s+){0,2}(?:el|la|the) (?:dep[at]|depto|departamento|casa|propiedad|piso|loft|atico|"
    r"unidad|apartamento|flat|apartment|house|home|unit|property|place)\b"
    r"|\b(?:reserv\w+|apart\w+|separ\w+|guard\w+|arranged|booked) (?:\w+ ){0,2}?(?:estacionamiento|"
    r"cochera|"
    r"cajon|taxi|transporte|traslado|parking|car space|valet|taxi|ride)\b"
)
# A sentence about free times rather than free homes.
_TIMES: Final = re.compile(
    r"\b(?:horari\w+|horas?|visitas?|agenda|slots?|times?|viewings?|calendar|dia|lunes|martes|"
    r"miercoles|jueves|viernes|sabado|domingo|\w*day)\b"
)
# A cost reckoned in: "con el mantenimiento incluido", "including the fee".
_ADDED: Final = re.compile(
    r"\b(?:con\b[^,.]{0,30}\binclu\w+|sumando|contando|incluyendo|with\b[^,.]{0,30}\bincluded|"
    r"including|"
    r"inclusive of|counting|adding)\b"
)
#: What costs may add to a price, at most.
_MOST_ADDED: Final = 1.5
# What a sentence says is so in general, is denied, supposed, regretted or told back.
_HEDGED: Final = re.compile(
    r"\b(?:means|significa|quiere decir|represents?|representa|consiste|refers|"
    r"no|not|never|nunca|nada|sin|tampoco|prefiero|rather|si|if|once|cuando|when|depend\w*|"
    r"decid\w*|decision|"
    r"usually|normally|generally|normalmente|(?:en|por lo) general|suele\w*|puedo|puede[ns]?|"
    r"podria\w*|can|could|might|may|would|should|habria|seria|tendria\w*|lamento|sorry|dices|"
    r"dijiste|said|mentioned|segun|according)\b|n't\b"
)


class Doings:
    """What the turn's results confirm of deeds."""

    def __init__(
        self, evidence: Evidence, *, covers: bool, language: str, people: Iterable[str] = ()
    ) -> None:
        """``covers`` tells that the broker has homes at all; ``people`` are the names of the lead
        and the broker, ``language`` settles how digits are written."""
        self._language = language
        self._people = {fold(each) for each in people if each}
        self._held = evidence
        self._covers = covers
        self._quotable = [squeeze(each) for each in evidence.texts if each]

    def problems(
        self, sentence: Sentence, mentions: Sequence[Mention], *, is_booking: bool
    ) -> Iterator[Problem]:
        """Deeds and states the sentence tells that nothing confirms."""
        found = list(self._by_rules(sentence, mentions, is_booking=is_booking))
        yield from found
        other = bool(self._held.done - {"booked"})
        if not (found or is_booking or other) and self._sounds_done(sentence):
            yield Problem("deed", "it seems to tell of something done or promised elsewhere")

    def _by_rules(
        self, sentence: Sentence, mentions: Sequence[Mention], *, is_booking: bool
    ) -> Iterator[Problem]:
        named = frozenset().union(*(each.refs for each in mentions if each.sure))
        if is_booking:
            # "Your visit at Manuel Montt is confirmed": a part of a title tells it as well.
            told = named or frozenset().union(*(each.refs for each in mentions))
            yield from self._bookings(sentence, told)
        yield from self._sent_or_free(sentence, named)
        yield from self._acts(sentence, is_booking=is_booking)

    def _bookings(self, sentence: Sentence, named: frozenset[str]) -> Iterator[Problem]:
        held = self._held
        booked = {visit.unit_ref for visit in held.booked}
        if not held.booked and not held.done & {"booked", "rescheduled"}:
            yield Problem("booked", "it says a viewing is booked, but none is")
        elif named and "" not in booked and not named & booked:
            yield Problem("booked", "it says a viewing of another property is booked")
        elif _KEPT.search(sentence.folded) and "reserved" not in held.done:
            yield Problem("booked", "it says a home is reserved, but only viewings can be")

    def _sent_or_free(self, sentence: Sentence, named: frozenset[str]) -> Iterator[Problem]:
        held = self._held
        if deeds.sent_at(sentence) >= 0 and not held.done & {"sent", "queued"}:
            yield Problem(
                "sent", "it says something was or will be sent, but no tool sent anything"
            )
        if deeds.free_at(sentence) >= 0 and not self._is_free(sentence, named):
            yield Problem("available", "no result of this turn says that it is available")
        if deeds.arrived_at(sentence) >= 0 and not named and not self._is_cited(sentence):
            yield Problem("available", "no result has another home that has just come up")
        gone = deeds.gone_in(sentence)
        if gone and not (
            _TIMES.search(sentence.folded)
            or any(gone in text for text in [*self._quotable, *self._notes()])
        ):
            yield Problem("available", "no result says that it is gone")
        if deeds.have_at(sentence) >= 0 and not (
            held.listings
            or self._is_cited(sentence)
            or (deeds.is_general(sentence) and self._covers)
        ):
            yield Problem("available", "no search of this turn found such homes")

    def _acts(self, sentence: Sentence, *, is_booking: bool) -> Iterator[Problem]:
        done = self._held.done
        if acts.undone_at(sentence) >= 0:
            if not done & {"cancelled", "rescheduled"}:
                yield Problem("deed", "it says a viewing was cancelled or moved, but none was")
            return
        if not (done - {"booked"} or deeds.sent_at(sentence) >= 0) and (
            pasts.deed_beside_booking(sentence) if is_booking else pasts.deed_at(sentence) >= 0
        ):
            yield Problem(
                "deed", "it says that you did something outside this chat; no tool did that"
            )
        if plans.planned_at(sentence) >= 0:
            words = (
                "it says what you will do outside this chat or come back with; you cannot: offer "
                "it, or hand over to a person"
            )
            yield Problem("deed", words, owed=plans.owes_question(sentence))
        if acts.others_at(sentence) >= 0 and not self._is_cited(sentence):
            words = "it tells what an owner, a bank or an office did or wants; no text says so"
            yield Problem("deed", words)
        cost = acts.waived_in(sentence)
        if cost and not (
            self._adds_it(sentence) or any(acts.waives(text, cost) for text in self._told())
        ):
            yield Problem("money", f"no text says that {cost!r} need not be paid")

    def _adds_it(self, sentence: Sentence) -> bool:
        """Whether a cost is reckoned into an amount: "3,580 with maintenance included"."""
        if not _ADDED.search(sentence.folded):
            return False
        prices = [each.price for each in self._held.listings.values() if each.price]
        told = [each.value for each in find_numbers(sentence.folded, language=self._language)]
        return any(
            price < value <= price * _MOST_ADDED for price in prices for value in told
        ) and not set(prices) & set(told)

    def _sounds_done(self, sentence: Sentence) -> bool:
        """Whether learned weights hear a doing where no rule does."""
        return not (
            sentence.asks
            or sentence.proposes
            or _HEDGED.search(sentence.folded)
            or not tells_doing(sentence.text, self._names)
            or self._is_cited(sentence)
        )

    @cached_property
    def _names(self) -> list[str]:
        """What homes, streets and people of this turn are called, longest first."""
        names = {
            fold(name)
            for each in self._held.listings.values()
            for name in (each.title, each.area, each.address, each.ref)
            if name
        }
        return sorted(names | self._people, key=len, reverse=True)

    def _is_free(self, sentence: Sentence, named: frozenset[str]) -> bool:
        if self._held.offered and _TIMES.search(sentence.folded):
            return True
        fresh = {each.ref for each in self._held.fresh()}
        return bool(named <= fresh) if named else bool(fresh)

    def _is_cited(self, sentence: Sentence) -> bool:
        words = set(re.findall(r"[a-z]{4,}", sentence.folded))
        return any(len(words & set(re.findall(r"[a-z]{4,}", each))) >= 3 for each in self._quotable)

    def _told(self) -> list[str]:
        return [*self._held.texts, *self._notes()]

    def _notes(self) -> list[str]:
        return [fold(notes_of(each)) for each in self._held.listings.values()]
