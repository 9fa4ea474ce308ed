"""What a reply says a home has, or is near to, held against what the listing and the texts say.

A statement only: a question, a "no", an "if", a wish told back and a search proposed state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Final

from agents.guardrails.amenity_words import AMENITIES, AMENITY, KIN, NEAR, seen_in
from agents.guardrails.echoes import supposes, tells_wish
from agents.guardrails.evidence import Evidence, Listing
from agents.guardrails.problem import Problem
from agents.guardrails.sentences import Sentence, sentences
from agents.guardrails.subjects import Subjects
from agents.guardrails.whereabouts import notes_of
from agents.nlu.text import fold

# What is spoken of and not stated: information that lacks, a thing to ask or to choose by.
_SPOKEN_OF: Final = re.compile(
    r"\b(?:quienes|hay gente|some (?:people|folks)|people who|informacion|dato\w*|detalle\w*|"
    r"pregunt\w+|consult\w+|confirmar\w*|averigu\w+|"
    r"depende[nr]?|"
    r"sueles?|suelen|normalmente|en general|algun[oa]s?|filtr\w+|criterio\w*|preferencia\w*|"
    r"importan\w*|indispensable\w*|imprescindible\w*|requisito\w*|busc\w+|necesit\w+|"
    r"information|details?|ask\w*|confirm\w*|check\w*|depends?|usually|typically|generally|some|"
    r"filter\w*|criteria|preference\w*|must-?haves?|whether|need\w*|looking for|search\w*|"
    r"want\w*|que tan|how (?:near|close|far))\b"
)
# "There is a school next door, in case you need one" states it all the same.
_IN_CASE: Final = re.compile(r"\b(?:por si|in case|if you ever|si algun dia)\b.*", re.DOTALL)
# A list of what to look at or to ask about.
_TO_ASK: Final = re.compile(
    r"\b(?:check\w*|ask\w*|look (?:at|for|out)|consider\w*|questions?|worth|preguntas?|"
    r"preguntar\w*|"
    r"revisar\w*|mirar|fijar\w*|fijate|mira|pregunta|chequear|consultar\w*|tener en cuenta|"
    r"preferenc\w+|must-?haves?|imprescindib\w+|buscas|looking for|important\w*|cuentame|dime|"
    r"tell me)\b"
)


# "En La Cisterna", "in Pool Meadow": a place is called so.
_PART_OF_NAME: Final = re.compile(
    r"(?:\b(?:La|El|Las|Los|San|Santa)|\w[^\W\d_]* (?:en|in|at|de|near|of)) [A-ZÁÉÍÓÚÑ]\Z"
)


@cache
def _of(name: str) -> re.Pattern[str]:
    """The words of an amenity and of what the same thing may be told by."""
    return re.compile(
        r"(?<!\w)(?:" + "|".join(AMENITIES[each] for each in (name, *KIN.get(name, ()))) + ")"
    )


class Amenities:
    """What the listings and texts of a turn say of amenities and what is near."""

    def __init__(self, evidence: Evidence) -> None:
        self._held = evidence

    def problems(self, sentence: Sentence, subjects: Subjects) -> Iterator[Problem]:
        """Amenities and places near that the sentence states and nothing held has."""
        for found in AMENITY.finditer(sentence.folded):
            if _PART_OF_NAME.search(sentence.text[: found.start() + 1]):
                continue
            name = next(key for key, words in found.groupdict().items() if words)
            if self._is_stated(sentence, found) and not self._has(
                name,
                sentence.folded[found.start() : found.end() + 24],
                subjects.named_around(found.start()),
            ):
                yield Problem("feature", f"no result or text says that it has {found.group()!r}")
        for found in NEAR.finditer(sentence.folded):
            if self._is_stated(sentence, found) and not self._is_near(sentence, found):
                yield Problem("near", f"no result or text says {found.group()!r}")

    def _is_stated(self, sentence: Sentence, found: re.Match[str]) -> bool:
        return not (
            sentence.asks
            or sentence.denies_around(found.start(), found.end())
            or sentence.is_conditional(found.start())
            or (tells_wish(sentence) and not found.groupdict().get("bikes"))
            or supposes(sentence, found.start())
            or _SPOKEN_OF.search(_IN_CASE.sub("", sentence.folded))
            or _TO_ASK.search(sentence.led)
            or _TO_ASK.search(sentence.folded[: sentence.folded.find(":", 0, found.start()) + 1])
        )

    def _has(self, name: str, words: str, refs: frozenset[str]) -> bool:
        pattern = _of(name)
        if name == "view" and (onto := seen_in(words)):
            pattern = onto
        notes = [text for ref, text in self._notes.items() if not refs or ref in refs]
        if any(pattern.search(text) for text in notes):
            return True
        return any(
            found and not each.denies_around(found.start(), found.end())
            for each in self._texts
            for found in [pattern.search(each.folded)]
        )

    def _is_near(self, sentence: Sentence, found: re.Match[str]) -> bool:
        if site := found["site"] or found["there"] or found["zone"] or found["area"]:
            return self._tells(site.rstrip("s"))
        start = found.start("name")
        # Only a name: "cerca de tu presupuesto", "close to what you want" place nothing.
        return not sentence.text[start : start + 1].isupper() or self._tells(found["name"])

    def _tells(self, words: str) -> bool:
        places = [fold(f"{each.area} {each.city} {each.address}") for each in self._listings]
        told = [*self._notes.values(), *places, *(each.folded for each in self._texts)]
        return any(words in text for text in [*told, *map(fold, self._held.lead)])

    @cached_property
    def _notes(self) -> dict[str, str]:
        return {each.ref: fold(notes_of(each)) for each in self._listings}

    @cached_property
    def _texts(self) -> list[Sentence]:
        held = self._held
        return [each for text in [*held.texts, *held.said] if text for each in sentences(text)]

    @property
    def _listings(self) -> list[Listing]:
        return list(self._held.listings.values())
