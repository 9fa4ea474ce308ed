"""What is wrong with an ad, in codes for records and words for the model that wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from agents.adcopy.amenities import named_in
from agents.adcopy.asking import AdRequest, Written
from agents.adcopy.facts import digits, figures_in, words_of
from agents.adcopy.platforms import Platform, measured, shortened
from agents.guardrails.housing import steering_in
from agents.nlu.numbers import UNITS
from crm.core.text import fold

_NUMBER: Final = re.compile(r"\d[\d.,]*\d|\d")
_LINK: Final = re.compile(
    r"https?://|www\.|\b[\w.+-]+@[\w-]+\.\w+|\b[\w-]+\.(?:com|cl|ae|net|org|mx|es)\b", re.IGNORECASE
)
_ROOMS: Final = re.compile(
    r"\b(\w+)\s+(?:dormitorios?|habitacion(?:es)?|recamaras?|banos?|bedrooms?|bathrooms?|baths?)\b"
)
_PROMISE: Final = re.compile(
    r"\b(?:garantiza\w*|rentabilidad|plusvalia|retorno|credito\s+(?:aprobado|seguro)|"
    r"guarantee\w*|yield|return\s+on\s+investment|roi|appreciat\w+|approved\s+(?:loan|mortgage|credit)|"
    r"risk[- ]free|sin\s+riesgo)\b"
)
_MARKS: Final = re.compile(r"[#@]\w")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing against a text of an ad; only what is too long can be mended by cutting."""

    code: str
    words: str

    @property
    def can_be_cut(self) -> bool:
        """Whether cutting the text makes it good."""
        return self.code == "too_long"


def flaws_of(written: Written, asked: AdRequest) -> list[Flaw]:
    """Everything against a variation; [] when it can be used as it stands."""
    found = _lengths(written, asked.platform)
    text = "\n".join(_lines(written))
    found += _figures(text, asked)
    extra = named_in(text) - named_in(words_of(asked.sources))
    found += [Flaw("amenity", f"the facts name no {name!r}") for name in sorted(extra)]
    if match := _LINK.search(text):
        found.append(Flaw("link", f"a link or address is in it: {match.group(0)}"))
    promise = _PROMISE.search(fold(text))
    if promise and promise.group(0) not in words_of(asked.sources):
        found.append(Flaw("promise", f"it promises something: {promise.group(0)}"))
    found += [Flaw("steering", each.words) for each in steering_in(text)]
    if asked.platform.plain and _MARKS.search(text):
        found.append(Flaw("marks", "hashtags and mentions are not allowed here"))
    return found


def cut(written: Written, platform: Platform) -> tuple[Written, list[str]]:
    """The variation with over-long texts cut at a word, and which parts were."""
    changed: dict[str, str | list[str]] = {}
    for part in platform.parts:
        value = written.texts()[part.name]
        texts = value if isinstance(value, list) else [value]
        fitting = [shortened(each, part.limit) for each in texts]
        if fitting != texts and any(measured(each) > part.limit for each in texts):
            changed[part.name] = list(dict.fromkeys(fitting)) if part.is_list else fitting[0]
    return written.model_copy(update=changed), sorted(changed)


def _lines(written: Written) -> list[str]:
    lines: list[str] = []
    for value in written.texts().values():
        lines += value if isinstance(value, list) else [value]
    return lines


def _lengths(written: Written, platform: Platform) -> list[Flaw]:
    found = []
    for part in platform.parts:
        value = written.texts()[part.name]
        for text in value if isinstance(value, list) else [value]:
            length = measured(text)
            if length > part.limit:
                found.append(
                    Flaw("too_long", f"{part.name} has {length} of {part.limit} characters: {text}")
                )
    return found


def _figures(text: str, asked: AdRequest) -> list[Flaw]:
    held = figures_in(asked.sources)
    found = []
    for match in _NUMBER.finditer(text):
        figure = digits(match.group(0))
        if figure and figure not in held:
            found.append(Flaw("figure", f"the facts have no number {match.group(0)}"))
    for match in _ROOMS.finditer(fold(text)):
        count = UNITS.get(match.group(1), 0)
        # "un baño" says hardly more than that there is one; "tres" has to stand in the facts.
        if count > 1 and f"{count:g}" not in held:
            found.append(Flaw("figure", f"the facts have no {match.group(0)}"))
    return found
