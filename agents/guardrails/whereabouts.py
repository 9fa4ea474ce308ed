"""Where a home is and how somebody is reached: addresses, references, links, phones and e-mail
addresses of a sentence that nothing held gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agents.guardrails.addresses import addresses_in, contacts_in, links_in, renumbered
from agents.guardrails.echoes import echoes
from agents.guardrails.evidence import Evidence, Listing
from agents.guardrails.problem import Problem
from agents.guardrails.sentences import Sentence
from agents.guardrails.subjects import Mention, Subjects, unknown_references
from agents.nlu.text import fold
from crm.core.text import fold as squeeze

_DIGIT: Final = re.compile(r"\d")


class Whereabouts:
    """The places and contacts a turn holds."""

    def __init__(self, evidence: Evidence, country: str) -> None:
        self._held = evidence
        self._country = country
        self._listings = list(evidence.listings.values())

    def hidden(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The stretches whose digits are no figures: addresses, links and contacts."""
        found = [*self._addresses(sentence), *links_in(sentence.text)]
        found += contacts_in(sentence.text, self._country)
        return [(start, end) for start, end, _text in found]

    def problems(
        self, sentence: Sentence, mentions: Sequence[Mention], subjects: Subjects
    ) -> Iterator[Problem]:
        """What the sentence says of places and contacts without anything to stand on."""
        yield from self._misplaced(sentence, mentions, subjects)
        said = self._held.lead if echoes(sentence, len(sentence.folded)) else []
        known = [*self._held.listings, *self._held.texts, *self._held.said, *self._notes(), *said]
        for reference in unknown_references(sentence, known):
            yield Problem("reference", f"no result has a property {reference!r}")
        # Anybody can write a link into a listing; only documents and the broker vouch for one.
        links = links_in(sentence.text)
        texts = squeeze(" ".join([*self._held.cited, *self._held.about])) if links else ""
        for _start, _end, link in links:
            if squeeze(link) not in texts:
                yield Problem("link", f"no result or document gives the address {link!r}")
        contacts = contacts_in(sentence.text, self._country)
        vouched = [*self._held.cited, *self._held.about, *self._held.lead] if contacts else []
        for _start, _end, contact in contacts:
            if not _reaches(contact, " ".join(vouched)):
                yield Problem("contact", f"no document of the broker gives {contact!r}")

    def _misplaced(
        self, sentence: Sentence, mentions: Sequence[Mention], subjects: Subjects
    ) -> Iterator[Problem]:
        held = self._held
        for start, _end, address in self._addresses(sentence):
            owners = {each.ref for each in self._listings if _alike(address, each.address)}
            owners |= {visit.unit_ref for visit in held.booked if _alike(address, visit.address)}
            meant = subjects.at(start, ()) if any(each.sure for each in mentions) else frozenset()
            if owners and (not meant or owners & meant):
                continue
            if any(_alike(address, text) for text in [*held.texts, *self._notes()]):
                continue
            if self._is_title(sentence, start, address):
                continue
            if echoes(sentence, start) and any(_alike(address, text) for text in held.lead):
                continue
            whose = " of that property" if owners else ""
            yield Problem("address", f"no result gives the address {address!r}{whose}")
        for listing in self._listings if _DIGIT.search(sentence.folded) else ():
            wrong = renumbered(sentence.folded, fold(listing.address))
            if wrong and not any(_alike(wrong, text) for text in held.texts):
                yield Problem("address", f"{listing.ref} is not at {wrong!r}")

    def _is_title(self, sentence: Sentence, start: int, address: str) -> bool:
        """Whether it only reads like an address: "Apartment 11, Logan Square", title and area."""
        for each in self._listings:
            at = sentence.folded.find(fold(each.title)) if each.title else -1
            named = f"{each.title} {each.area} {each.city}"
            if 0 <= at <= start < at + len(each.title) and _alike(address, named):
                return True
        return False

    def _addresses(self, sentence: Sentence) -> list[tuple[int, int, str]]:
        """What reads like an address, and those known, however they are put."""
        found = addresses_in(sentence.text)
        for known in {each.address for each in self._listings if each.address}:
            start = sentence.folded.find(fold(known))
            if start >= 0 and not any(left <= start < right for left, right, _text in found):
                found.append((start, start + len(known), known))
        return found

    def _notes(self) -> list[str]:
        return [notes_of(each) for each in self._listings]


def notes_of(listing: Listing) -> str:
    """What a listing says of itself in words."""
    return f"{listing.title}. {listing.notes}"


def _alike(address: str, held: str) -> bool:
    """Whether an address stands in a text, however "Avenida" is written there."""
    return bool(held) and _street(address) in _street(held)


def _street(text: str) -> str:
    plain = re.sub(
        r"\b(?:the|avenida|avda|av|calle|pasaje|pje|street|st|avenue|ave|road|rd)\b\.?",
        " ",
        fold(text),
    )
    return re.sub(r"[\W_]+", " ", plain).strip()


def _reaches(contact: str, known: str) -> bool:
    if "@" in contact:
        return contact.lower() in known.lower()
    digits = re.sub(r"\D", "", contact)
    return digits[-8:] in re.sub(r"[\s().-]", "", known) if digits else True
