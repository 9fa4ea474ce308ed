"""Properties of the broker called by their name: "I want to see Shadow Creek"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from agents.nlu.text import fold
from agents.nlu.vocabulary import ORDINARY

# Words that end many names and are left out when one speaks: "Shadow Creek [Apartments]".
_KIND: Final = re.compile(
    r"\s+(?:apartments?(?: homes?)?|apts?|townhomes?|town homes?|homes?|condos?|condominiums?|"
    r"villas?|property|edificio|condominio|residencial)$"
)
_ARTICLE: Final = re.compile(r"^(?:the|el|la|los|las|edificio|condominio)\s+")
_WORD: Final = re.compile(r"[a-z0-9ñ']+")
# A name nobody told us of, known by its capitals and by what is said of it.
_CAPITALS: Final = r"(?:[A-Z0-9][\w'&-]*|at|on|of|the|del?|la|las|los|[Aa]partments?)"
_CALLED: Final = re.compile(
    r"\b(?i:visit(?:ing)?(?: to)?|see(?:ing)?|tour|called|named|propert(?:y|ies)(?: is| at)?|"
    r"located at|make (?:it|that)(?: for| to)?|apartments? at|it is|it's|visit at|"
    r"ver|visitar|conocer|se llama|llamad[oa])"
    r"(?i:\s+(?:a|an|the|to|at|for|el|la|property|apartments?|house|home|place|called|named|"
    r"is|edificio|condominio|proyecto))*\s+"
    rf"(?P<name>(?:The\s+)?[A-Z0-9][\w'&-]*(?:\s+{_CAPITALS})*"
    r"\s+(?i:apartments?(?:\s+homes?)?|townhomes?|town\s+homes|condos?|condominiums?|villas?|"
    r"estates?|gardens?|terrace|village|manor|commons?|heights|place|park|square|oaks|creek|"
    r"hills?|towers?|arms|plaza|homes)(?:\s+(?i:apartments?(?:\s+homes?)?|homes|townhomes))?)\b"
)
_LEAST: Final = 4  # characters of a name that may stand alone


@dataclass(frozen=True, slots=True)
class Titles:
    """Names of properties, compiled once: every spelling (folded words) to the name as it is."""

    spellings: Mapping[tuple[str, ...], str] = field(default_factory=dict, hash=False)
    longest: int = 0
    areas: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], *, besides: Iterable[str] = ()) -> Titles:
        """Compile names; a form that two properties share, or an area of ``besides``, is none."""
        return _compile(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(besides)))


@dataclass(frozen=True, slots=True)
class Listing:
    """A property named at ``start``-``end`` of a text."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=64)
def _compile(names: tuple[str, ...], besides: tuple[str, ...]) -> Titles:
    areas = frozenset(_words(fold(area)) for area in besides)
    whole: dict[tuple[str, ...], str] = {}
    short: dict[tuple[str, ...], set[str]] = {}
    for name in names:
        folded = fold(name).strip()
        whole.setdefault(_words(folded), name)
        bare = _KIND.sub("", folded)
        for form in {bare, _ARTICLE.sub("", folded), _ARTICLE.sub("", bare)}:
            if len(form) >= _LEAST and (len(form.split()) > 1 or len(form) >= 2 * _LEAST):
                short.setdefault(_words(form), set()).add(name)
    spellings = {words: next(iter(owners)) for words, owners in short.items() if len(owners) == 1}
    spellings |= whole
    spellings = {words: name for words, name in spellings.items() if words and words not in areas}
    return Titles(spellings, max(map(len, spellings), default=0), areas)


def _words(folded: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded))


def find_listing(text: str, folded: str, titles: Titles) -> Listing | None:
    """Find the property a text names: one of ``titles``, or one whose wording says that it is.

    Of several the last counts: "not Riley Square, I meant Park Manor". A name given by its bare
    everyday words ("the park") is none; it must be written out or capitalised.
    """
    if not titles.spellings:
        return None
    tokens = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]
    found: Listing | None = None
    index = 0
    while index < len(tokens):
        for size in range(min(titles.longest, len(tokens) - index), 0, -1):
            words = tuple(token for token, _, _ in tokens[index : index + size])
            name = titles.spellings.get(words)
            start, end = tokens[index][1], tokens[index + size - 1][2]
            proper = size > 1 or (text[start].isupper() and words[0] not in ORDINARY)
            if name is not None and proper:
                found = Listing(name, start, end)
                index += size - 1
                break
        index += 1
    called = _CALLED.search(text) if found is None else None
    if called is not None and _words(fold(called["name"])) not in titles.areas:
        found = Listing(" ".join(called["name"].split()), called.start("name"), called.end("name"))
    return found
