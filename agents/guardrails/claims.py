"""Claims are backed: what a reply states must stand in a tool result, cited text or broker fact.

Read sentence by sentence: what was done or is free (:mod:`deeds`), figures (:mod:`figures`), days
and times (:mod:`moments`), addresses, links, phones and e-mail addresses. Each is held against
what the turn holds (:mod:`evidence`); a figure of one listing is none of another's. What the lead
said may be repeated as theirs ("hasta 80 millones, entendido"), never as a fact of a listing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from agents.guardrails import acts, deeds
from agents.guardrails.addresses import addresses_in, contacts_in, links_in, renumbered
from agents.guardrails.amounts import derived, fulfilled, matches, own_figures
from agents.guardrails.announced import announced
from agents.guardrails.evidence import Evidence, Visit
from agents.guardrails.figures import Bound, Figure, Kind, Reading, figures_in
from agents.guardrails.moments import Calendar, adds_words, committed, unheld, whens_in
from agents.guardrails.problem import Problem
from agents.guardrails.sentences import Sentence, sentences
from agents.guardrails.subjects import Mention, Subjects, unknown_references
from agents.nlu.features import SQUARE_FOOT
from agents.nlu.text import fold
from agents.turns.context import TurnContext
from crm.brokers.hours import hours_of
from crm.core.text import fold as squeeze

# A sentence that repeats what the lead wants.
_ECHO: Final = re.compile(
    r"\b(?:busc\w+|quer\w+|quier\w+|necesit\w+|presupuesto|anot\w+|apunt\w+|entend\w+|perfecto|"
    r"genial|"
    r"excelente|gracias|dijiste|dices|dijeron|hablaron|verific\w+|revis\w+|heard|check|mencion\w+|"
    r"coment\w+|pediste|pides|indic\w+|tu (?:tope|maximo|"
    r"rango|credito|"
    r"pie|idea|busqueda|renta|ahorro\w*|correo|telefono|numero|mail|casa|depto|departamento|"
    r"propiedad)|"
    r"para ti|hasta|maximo|tope|preaprob\w+|tienes|vendes|arriendas|looking|want\w*|need\w*|budget|"
    r"noted|"
    r"got it|understood|great|perfect|thanks|you (?:said|told|mentioned|asked|have|can|own)|your|"
    r"up to|"
    r"under|at most|max\w*|pre-?approv\w*|con eso|with that|acomoda\w*|prefier\w+|prefer\w*)\b"
)
_STATES: Final = re.compile(
    r"\b(?:cuestan?|costaria|vale[n]?|salen? (?:en|a|por)|piden?|miden?|tienen?|cuentan? con|tengo|"
    r"tenemos(?! que)|"
    r"(?<!que )hay|encontre|esta[n]? (?:en|a)|se (?:vende|arrienda|alquila|renta|ofrece)n?|"
    r"precio (?:es|"
    r"de lista|final|"
    r"actual|de venta)|su precio|el precio (?:es|de (?:venta|lista))|el valor (?:es|de)|"
    r"el arriendo es|es de|son de|disponible\w*|"
    r"ofrec\w+|"
    r"costs?|priced?|asking|the rent is|rents? for|goes for|going for|sells? for|has|measures?|"
    r"there(?:'s| "
    r"is| are)|i have|we have|we've got|i found|listed|is (?:just|only|now)? ?(?:\$|uf|aed|usd|eur|"
    r"\d[\d.,]*)|"
    r"it's|it is|comes? (?:to|at)|available|offers?|features?|boasts?)\b"
)
# Right before a figure: it is the lead's own.
_THEIRS: Final = re.compile(
    r"\b(?:tu (?:presupuesto|tope|maximo|rango|limite)|tus|buscas|necesitas|quieres|pediste|"
    r"dijiste|dices|"
    r"dijeron|hablaron|your (?:budget|max\w*|limit|range)|your|con(?! (?:un|una|solo))|with|"
    r"you (?:need|want|said|mentioned|"
    r"asked for|"
    r"told me|are looking for|heard)|you're looking for)\b"
    r"(?: (?:que|de|of|es|is|son|are|a|an|un|una|for|about|unos|hasta|up to|te))*\W*$"
)
_KEPT: Final = re.compile(
    r"\b(?:reserv\w+|apart\w+|holding)\s+(?:\w+\s+){0,2}(?:el|la|the) (?:depto|departamento|casa|"
    r"propiedad|piso|flat|apartment|house|home|unit|property)\b"
)

# The price of a listing that is said to be new: never the lead's to know.
_NAMED_NOW: Final = re.compile(
    r"\b(?:baj[oa]\w*|rebaj\w*|qued[oa]\w* en|dej\w+ en|ahora|dropped|reduced|lowered|"
    r"down to|now)\b"
)
# A sentence about free times rather than free homes.
_TIMES: Final = re.compile(
    r"\b(?:horari\w+|horas?|visitas?|agenda|slots?|times?|viewings?|calendar|dia|lunes|martes|"
    r"miercoles|jueves|viernes|sabado|domingo|\w*day)\b"
)


_DIGIT: Final = re.compile(r"\d")


class Claims:
    """The check of one reply."""

    def __init__(self, reply: str, context: TurnContext, evidence: Evidence) -> None:
        self._reply = reply
        self._context = context
        self._held = evidence
        self._listings = list(evidence.listings.values())
        broker = context.broker
        self._how = Reading(broker.country, broker.currency, context.language[:2])
        self._calendar = Calendar(
            context.now.astimezone(context.timezone).date(), broker.country, hours_of(broker)
        )
        self._quotable = [squeeze(each) for each in evidence.texts if each]
        self._numbers = [Figure(Kind.BARE, each, 0, 0) for each in evidence.numbers]

    # Read only when a reply names figures at all, which most do not.

    @cached_property
    def _own(self) -> dict[str, list[Figure]]:
        return {each.ref: own_figures(each, self._how) for each in self._listings}

    @cached_property
    def _cited(self) -> list[Figure]:
        return self._figures_of(self._held.texts)

    @cached_property
    def _said(self) -> list[Figure]:
        return self._figures_of(self._held.said)

    @cached_property
    def _wishes(self) -> list[Figure]:
        return self._figures_of(self._held.wishes)

    @cached_property
    def _mine(self) -> list[Figure]:
        return self._figures_of(self._held.lead)

    def problems(self) -> Iterator[Problem]:
        """What the reply states without anything to stand on."""
        subjects = Subjects(self._listings)
        reply = sentences(self._reply)
        carried = False
        for place, sentence in enumerate(reply):
            mentions = subjects.enter(sentence)
            if not self._is_quoted(sentence):
                is_offer = (
                    deeds.is_offer(sentence)
                    or any(deeds.asks_choice(each) for each in reply[place + 1 :])
                    or any(deeds.opens_offer(each) for each in reply[:place])
                )
                # "I can offer: Thu at 6; Sat at 11": what only adds to an offer is one too.
                is_offer = is_offer or (carried and not adds_words(sentence))
                yield from self._sentence(sentence, mentions, subjects, is_offer=is_offer)
                carried = is_offer
            subjects.leave()
        # Most replies announce nobody: only then what may be repeated is put together.
        if announced(self._reply) and announced(self._reply, held=self._repeatable()):
            words = "it says that a person will write or take over, but nobody was called"
            yield Problem("handover", words)

    def _repeatable(self) -> str:
        return squeeze(" ".join([*self._held.texts, *self._held.said, *self._held.lead]))

    def _sentence(
        self, sentence: Sentence, mentions: list[Mention], subjects: Subjects, *, is_offer: bool
    ) -> Iterator[Problem]:
        is_booking = deeds.booked_at(sentence) >= 0
        yield from self._deeds(sentence, mentions, is_booking=is_booking)
        yield from self._acts(sentence, is_booking=is_booking)
        yield from self._places(sentence, mentions, subjects)
        hidden = [(each.start, each.end) for each in mentions if each.sure]
        hidden += [(start, end) for start, end, _text in self._addresses(sentence)]
        hidden += [(start, end) for start, end, _text in links_in(sentence.text)]
        hidden += [
            (start, end)
            for start, end, _text in contacts_in(sentence.text, self._context.broker.country)
        ]
        sure = frozenset().union(*(each.refs for each in mentions if each.sure))
        whens = whens_in(sentence.text, self._calendar, hidden)
        for words in unheld(
            sentence, whens, self._held, self._calendar,
            visits=self._visits(sure, booked=is_booking), is_booking=is_booking,
        ):  # fmt: skip
            yield Problem(
                "time", f"nothing in the results or facts gives the day or time {words!r}"
            )
        if not (is_booking or is_offer) and committed(sentence, whens, self._held, self._calendar):
            yield Problem("booked", "it names a time as settled, but no viewing is booked then")
        dated = [(when.start, when.end) for when in whens]
        yield from self._amounts(sentence, subjects, [*hidden, *dated])

    # -- what was done, what is free

    def _acts(self, sentence: Sentence, *, is_booking: bool) -> Iterator[Problem]:
        done = self._held.done
        if acts.undone_at(sentence) >= 0:
            if not done & {"cancelled", "rescheduled"}:
                yield Problem("deed", "it says a viewing was cancelled or moved, but none was")
            return
        if not (is_booking or done - {"booked"} or deeds.sent_at(sentence) >= 0) and (
            acts.deed_at(sentence) >= 0
        ):
            yield Problem(
                "deed", "it says that you did something outside this chat; no tool did that"
            )
        if acts.others_at(sentence) >= 0 and not self._cited_says(sentence):
            words = "it tells what an owner, a bank or an office did or wants; no text says so"
            yield Problem("deed", words)
        cost = acts.waived_in(sentence)
        if cost and not any(acts.waives(text, cost) for text in self._held.texts):
            yield Problem("money", f"no text says that {cost!r} need not be paid")

    def _deeds(
        self, sentence: Sentence, mentions: list[Mention], *, is_booking: bool
    ) -> Iterator[Problem]:
        held = self._held
        named = frozenset().union(*(each.refs for each in mentions if each.sure))
        if is_booking:
            booked = {visit.unit_ref for visit in held.booked}
            if not held.booked and not held.done & {"booked", "rescheduled"}:
                yield Problem("booked", "it says a viewing is booked, but none is")
            elif named and "" not in booked and not named & booked:
                yield Problem("booked", "it says a viewing of another property is booked")
            elif _KEPT.search(sentence.folded) and "reserved" not in held.done:
                yield Problem("booked", "it says a home is reserved, but only viewings can be")
        if deeds.sent_at(sentence) >= 0 and not held.done & {"sent", "queued"}:
            yield Problem(
                "sent", "it says something was or will be sent, but no tool sent anything"
            )
        if deeds.free_at(sentence) >= 0 and not self._is_free(sentence, named):
            yield Problem("available", "no result of this turn says that it is available")
        gone = deeds.gone_in(sentence)
        if gone and not (
            _TIMES.search(sentence.folded)
            or any(gone in text for text in [*self._quotable, *map(fold, self._notes())])
        ):
            yield Problem("available", "no result says that it is gone")
        if deeds.have_at(sentence) >= 0 and not (
            self._listings
            or self._cited_says(sentence)
            or (deeds.is_general(sentence) and self._context.places)
        ):
            yield Problem("available", "no search of this turn found such homes")

    def _is_free(self, sentence: Sentence, named: frozenset[str]) -> bool:
        if self._held.offered and _TIMES.search(sentence.folded):
            return True
        fresh = {each.ref for each in self._held.fresh()}
        return bool(named <= fresh) if named else bool(fresh)

    def _cited_says(self, sentence: Sentence) -> bool:
        words = set(re.findall(r"[a-z]{4,}", sentence.folded))
        return any(len(words & set(re.findall(r"[a-z]{4,}", each))) >= 3 for each in self._quotable)

    # -- where it is and how to reach it

    def _places(
        self, sentence: Sentence, mentions: list[Mention], subjects: Subjects
    ) -> Iterator[Problem]:
        held = self._held
        for start, _end, address in self._addresses(sentence):
            owners = {
                each.ref
                for each in self._listings
                if each.address and _alike(address, each.address)
            }
            owners |= {visit.unit_ref for visit in held.booked if _alike(address, visit.address)}
            meant = subjects.at(start, ()) if any(each.sure for each in mentions) else frozenset()
            if owners and (not meant or owners & meant):
                continue
            if any(_alike(address, text) for text in [*held.texts, *self._notes()]):
                continue
            if self._echoes(sentence, start) and any(_alike(address, text) for text in held.lead):
                continue
            whose = " of that property" if owners else ""
            yield Problem("address", f"no result gives the address {address!r}{whose}")
        for listing in self._listings if _DIGIT.search(sentence.folded) else ():
            wrong = renumbered(sentence.folded, fold(listing.address))
            if wrong and not any(_alike(wrong, text) for text in held.texts):
                yield Problem("address", f"{listing.ref} is not at {wrong!r}")
        for reference in unknown_references(
            sentence,
            [*held.listings, *held.texts, *held.said, *self._notes(), *self._lead(sentence)],
        ):
            yield Problem("reference", f"no result has a property {reference!r}")
        # Anybody can write a link into a listing; only documents and the broker vouch for one.
        links = links_in(sentence.text)
        texts = squeeze(" ".join([*held.cited, *held.about])) if links else ""
        for _start, _end, link in links:
            if squeeze(link) not in texts:
                yield Problem("link", f"no result or document gives the address {link!r}")
        contacts = contacts_in(sentence.text, self._context.broker.country)
        known = " ".join([*held.cited, *held.about, *held.lead]) if contacts else ""
        for _start, _end, contact in contacts:
            if not _reaches(contact, known):
                yield Problem("contact", f"no document of the broker gives {contact!r}")

    def _addresses(self, sentence: Sentence) -> list[tuple[int, int, str]]:
        """What reads like an address, and those known, however they are put."""
        found = addresses_in(sentence.text)
        for known in {each.address for each in self._listings if each.address}:
            start = sentence.folded.find(fold(known))
            if start >= 0 and not any(left <= start < right for left, right, _text in found):
                found.append((start, start + len(known), known))
        return found

    def _notes(self) -> list[str]:
        return [f"{each.title}. {each.notes}" for each in self._listings]

    def _lead(self, sentence: Sentence) -> list[str]:
        return self._held.lead if self._echoes(sentence, len(sentence.folded)) else []

    # -- figures

    def _amounts(
        self, sentence: Sentence, subjects: Subjects, hidden: Iterable[tuple[int, int]]
    ) -> Iterator[Problem]:
        figures = figures_in(sentence.text, self._how, hidden=hidden)
        for place, figure in enumerate(figures):
            refs = subjects.at(figure.start, [each.start for each in figures[:place]])
            if not self._is_held(figure, sentence, refs, figures):
                words = sentence.text[figure.start : figure.end].strip()
                whose = f" for {', '.join(sorted(refs))}" if refs else ""
                yield Problem(figure.kind.value, f"no result has {words!r}{whose}")

    def _is_held(
        self,
        figure: Figure,
        sentence: Sentence,
        refs: frozenset[str],
        beside: Sequence[Figure],
    ) -> bool:
        own = [each for ref in (refs or self._own) for each in self._own.get(ref, [])]
        if any(matches(figure, each) for each in [*own, *self._cited]):
            return True
        if figure.kind is Kind.COUNT:
            return figure.value <= max(len(self._listings), 1) or self._is_number(figure)
        if figure.kind is Kind.BARE and self._is_number(figure):
            return True
        if figure.kind is Kind.BARE and any(
            each.kind is Kind.SIZE and abs(each.value / SQUARE_FOOT / figure.value - 1) < 0.012
            for each in own
        ):
            return True
        if figure.kind is Kind.BARE and figure.value in {
            self._calendar.today.year,
            self._calendar.today.year + 1,
        }:
            return True
        if not refs and any(matches(figure, each) for each in self._said):
            return True
        if figure.kind is Kind.SPAN and (
            sentence.asks or any(abs(each - figure.value) < 1e-6 for each in self._held.spans)
        ):
            return True
        everything = [each for figures in self._own.values() for each in figures]
        meant = [each for each in self._listings if not refs or each.ref in refs]
        shares = [each for each in beside if each.kind is Kind.SHARE]
        told = [each for each in self._cited if each.kind is Kind.SHARE]
        if derived(
            figure,
            sentence.folded,
            meant,
            [*everything, *self._wishes],
            shares=shares,
            told=told,
        ):
            return True
        if figure.kind in {Kind.BEDS, Kind.BATHS} and sentence.denies_around(
            figure.start, figure.end
        ):
            # "None has three baths": true, or the figure would be held.
            return True
        if not figure.unit and (
            sentence.corrects(figure.start)
            or _THEIRS.search(sentence.folded[max(0, figure.start - 60) : figure.start])
        ):
            # "It is 189,000, not 150": the lead's own figure put right, its unit left out.
            return any(
                abs(each.value - figure.value * scale) < 1e-6
                for each in self._mine
                for scale in (1, 1e3, 1e6)
            )
        exact = Figure(figure.kind, figure.value, 0, 0, figure.unit, is_short=figure.is_short)
        # "Two beds, Hackney, £2,300 tops": their wish, told back without a verb.
        is_list = not refs and not _STATES.search(sentence.folded)
        if is_list and any(matches(exact, each) for each in self._wishes):
            return True
        if any(matches(exact, each) for each in self._mine):
            if refs and _NAMED_NOW.search(sentence.folded[: figure.start]):
                return False
            return self._echoes(sentence, figure.start) or (
                figure.bound in {Bound.MOST, Bound.LEAST} and fulfilled(figure, self._held.fresh())
            )
        return False

    def _is_number(self, figure: Figure) -> bool:
        return any(abs(each.value - figure.value) < 1e-6 for each in self._numbers)

    def _echoes(self, sentence: Sentence, at: int) -> bool:
        """Whether the lead's own words may be repeated here."""
        if sentence.asks or sentence.corrects(at) or sentence.denies_around(at, at):
            return True
        if _THEIRS.search(sentence.folded[max(0, at - 60) : at]):
            return True
        return bool(_ECHO.search(sentence.folded)) and not _STATES.search(sentence.folded)

    # -- what is held

    def _visits(self, refs: frozenset[str], *, booked: bool) -> list[Visit]:
        visits = self._held.booked if booked else [*self._held.offered, *self._held.booked]
        return [each for each in visits if not refs or not each.unit_ref or each.unit_ref in refs]

    def _figures_of(self, texts: Iterable[str]) -> list[Figure]:
        found: list[Figure] = []
        for text in texts:
            if text and re.search(
                r"\d|mil|hundred|thousand|\b(?:un|dos|tres|two|three|"
                r"one)\b",
                fold(text),
            ):
                found += figures_in(text[:4000], self._how)
        return found

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


def _alike(address: str, held: str) -> bool:
    """Whether an address stands in a text, however "Avenida" is written there."""
    return bool(held) and _street(address) in _street(held)


def _street(text: str) -> str:
    plain = re.sub(
        r"\b(?:the|avenida|avda|av|calle|pasaje|pje|street|st|avenue|ave|road|"
        r"rd)\b\.?",
        " ",
        fold(text),
    )
    return re.sub(r"[\W_]+", " ", plain).strip()


def _reaches(contact: str, known: str) -> bool:
    if "@" in contact:
        return contact.lower() in known.lower()
    digits = re.sub(r"\D", "", contact)
    return digits[-8:] in re.sub(r"[\s().-]", "", known) if digits else True
