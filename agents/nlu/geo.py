"""Areas and cities of a broker's inventory, found however they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from rapidfuzz.distance import OSA

from agents.nlu.gazetteer import (
    ARTICLES,
    CITY_ALIASES,
    TOKEN,
    Gazetteer,
    Name,
    sound,
)
from agents.nlu.place_words import (
    COMMON,
    EXCLUDES,
    EXCLUDES_AFTER,
    NOT_WANTED,
    OF_SOMETHING,
    OWNER_OFFERS,
    WANTED_ANYWAY,
)
from agents.nlu.refusal import refused_before
from agents.nlu.text import fold, word_set
from agents.nlu.told import happened
from agents.nlu.vocabulary import ORDINARY

__all__ = ["AreaMatch", "Gazetteer", "Places", "find_places"]

# Cities people name though this broker has nothing there: kept as said, never guessed.
WORLD_CITIES: Final = (
    "Santiago", "Valparaíso", "Viña del Mar", "Concepción", "La Serena", "Coquimbo", "Antofagasta",
    "Temuco", "Puerto Montt", "Rancagua", "Buenos Aires", "Córdoba", "Rosario", "Mendoza",
    "Mar del Plata", "Montevideo", "Punta del Este", "Lima", "Arequipa", "Cusco", "Trujillo",
    "Bogotá", "Medellín", "Cali", "Barranquilla", "Cartagena", "Soacha", "Ciudad de México",
    "Guadalajara", "Monterrey", "Puebla", "Querétaro", "Cancún", "Mérida", "Tijuana", "Madrid",
    "Barcelona", "Valencia", "Sevilla", "Málaga", "Bilbao", "Zaragoza", "Alicante", "Murcia",
    "Marbella", "Miami", "Orlando", "Tampa", "New York", "Los Angeles", "San Diego",
    "San Francisco", "Chicago", "Houston", "Dallas", "Austin", "Denver", "Seattle", "Boston",
    "Phoenix", "Atlanta", "London", "Manchester", "Birmingham", "Leeds", "Liverpool", "Bristol",
    "Edinburgh", "Glasgow", "Dubai", "Abu Dhabi", "Sharjah", "Quito", "Guayaquil", "São Paulo",
)  # fmt: skip
_ABBREVIATIONS: Final = {
    "stgo": "santiago", "sta": "santa", "sto": "santo", "pza": "plaza", "pque": "parque",
    "dwntwn": "downtown", "ntra": "nuestra", "bo": "barrio", "gral": "general", "cto": "centro",
    "ctro": "centro", "nte": "norte", "pte": "poniente", "ote": "oriente", "st": "saint",
    "n": "north", "s": "san",
}  # fmt: skip
#: Words of a name that may be written nearly right; a longer one is told by its exact spelling.
_NEARLY: Final = 5
_LOCATIVE: Final = word_set(
    """
    prefer prefiero preferably preferible ideally idealmente ojala
    encaja encajan gusta gustan sirve tinca cuadra interesa prefiero vale
    en por in at around near zona barrio sector comuna colonia a cerca hacia o y or and not no
    menos
    """
)


@dataclass(frozen=True, slots=True)
class AreaMatch:
    """An area or a city found in a text; ``score`` is 0-100, ``excluded`` when it is refused."""

    area: str
    city: str
    start: int
    end: int
    score: float
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """All places of one text, in the order written."""

    matches: tuple[AreaMatch, ...] = ()
    cities: tuple[str, ...] = ()
    city_spans: tuple[tuple[int, int], ...] = ()

    @property
    def areas(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.area for m in self.matches if not m.excluded))

    @property
    def excluded(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.area for m in self.matches if m.excluded))

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return (*((m.start, m.end) for m in self.matches), *self.city_spans)


# A turn reads the same text several times, each time in the light of something more.
@lru_cache(maxsize=256)
def find_places(text: str, gazetteer: Gazetteer, *, expected: bool = False) -> Places:
    """Find the areas and cities of a text; ``expected`` when a place is what was asked for."""
    folded = fold(text)
    tokens = [(m.group().removesuffix("'s"), m.start(), m.end()) for m in TOKEN.finditer(folded)]
    tokens = [(_ABBREVIATIONS.get(t, t), a, b) for t, a, b in tokens]
    taken = [False] * len(tokens)
    found: list[AreaMatch] = []
    for size in range(max(_NEARLY, gazetteer.longest), 0, -1):
        for index in range(len(tokens) - size + 1):
            if any(taken[index : index + size]):
                continue
            window = tokens[index : index + size]
            hits = _match(text, folded, tokens, index, size, gazetteer, expected)
            if not hits:
                continue
            taken[index : index + size] = [True] * size
            start, end = window[0][1], window[-1][2]
            found.extend(AreaMatch(n.area, n.city, start, end, score) for n, score in hits)
    found.sort(key=lambda m: (m.start, -m.score))
    areas = [m for m in found if m.area]
    cities = [m for m in found if not m.area]
    placed = _placed(folded, areas)
    wished = [m for m in cities if not NOT_WANTED.search(folded[max(0, m.start - 40) : m.start])]
    foreign = [] if cities or placed else _world_cities(folded, text, expected)
    return Places(
        tuple(placed),
        tuple(dict.fromkeys([*(m.city for m in wished), *(name for name, _, _ in foreign)])),
        (*((m.start, m.end) for m in cities), *((start, end) for _, start, end in foreign)),
    )


def _match(
    text: str,
    folded: str,
    tokens: list[tuple[str, int, int]],
    index: int,
    size: int,
    gazetteer: Gazetteer,
    expected: bool,
) -> list[tuple[Name, float]]:
    words = tuple([token for token, _, _ in tokens[index : index + size]])
    joined = "".join(words)
    # "providencia 2d" must not be heard as one name nearly right.
    if not gazetteer.has_digits and not joined.isalpha():
        return []
    spelt = gazetteer.exact.get(joined, ())
    if not spelt and (
        size > min(_NEARLY, gazetteer.longest) or (size > 1 and words[0] in ARTICLES)
    ):
        return []
    phrase = "".join([w for w in words if w not in ARTICLES]) or joined
    start = tokens[index][1]
    exact = [
        (name, score)
        for name, score, form in spelt
        if not (form == "core" and all(w in ORDINARY for w in words) and words != name.tokens)
        and not (form == "initials" and not _initials(text, tokens, index, expected))
    ]
    best = exact or _alike(words, phrase, gazetteer)
    if not best and size > 1:
        return []
    before = _word_before(tokens, index)
    best = [
        (name, score)
        for name, score in best
        if not (name.ordinary and size == 1)
        or _stands_as_place(text, start, before, expected, len(tokens))
    ]
    if best:
        # An area called like its city ("Querétaro") comes first; keep one answer a name.
        return [max(best, key=lambda pair: (pair[1], bool(pair[0].area)))]
    if size == 1:
        return _by_token(text, words[0], start, before, gazetteer, expected, len(tokens))
    return []


def _word_before(tokens: list[tuple[str, int, int]], index: int) -> str:
    """Give the word before, past an article: "in the marina" is in Marina."""
    for position in range(index - 1, max(-1, index - 3), -1):
        if tokens[position][0] not in {"the", "la", "el", "los", "las"}:
            return tokens[position][0]
    return ""


def _alike(words: tuple[str, ...], phrase: str, gazetteer: Gazetteer) -> list[tuple[Name, float]]:
    """Find names that sound or are spelt nearly like the words, never by everyday words alone."""
    if all(w in ORDINARY or w in ARTICLES for w in words) or len(phrase) < 4:
        return []
    if words[0] in _LOCATIVE or words[-1] in _LOCATIVE:
        return []
    heard = sound(phrase)
    scored = []
    for name in gazetteer.by_sound.get(heard[:1], ()):
        if score := _likeness(words, phrase, heard, name):
            scored.append((name, score))
    return scored


def _likeness(words: tuple[str, ...], phrase: str, heard: str, name: Name) -> float:
    target = "".join(name.core)
    if len(words) > 1 and len(words) == len(name.tokens) and _abbreviates(words, name.tokens):
        return 92.0
    if abs(len(phrase) - len(target)) > 3 or len(words) > len(name.core) + 1:
        return 0.0
    # Joined neighbours must not borrow an everyday word: "suba tambien" is not one name.
    if len(words) > len(name.core) and any(w in ORDINARY for w in words):
        return 0.0
    if heard == name.sound and len(target) >= 4:
        return 95.0
    allowed = 0 if len(target) < 5 else 1 if len(target) < 9 else 2 if len(target) < 13 else 3
    if not allowed:
        return 0.0
    distance = min(
        OSA.distance(heard, name.sound, score_cutoff=allowed),
        OSA.distance(phrase, target, score_cutoff=allowed),
    )
    return 90.0 - 5 * distance if distance <= allowed else 0.0


def _abbreviates(words: tuple[str, ...], tokens: tuple[str, ...]) -> bool:
    """Tell whether each word is the beginning of its part: "Wash Park", "Del Valle"."""
    return all(
        len(word) >= 3 and token.startswith(word) for word, token in zip(words, tokens, strict=True)
    ) and (
        any(len(w) >= 4 and w not in ORDINARY for w in words)
        or (words[0] not in ORDINARY and words[1:] == tokens[1:])
    )


def _by_token(
    text: str,
    word: str,
    start: int,
    before: str,
    gazetteer: Gazetteer,
    expected: bool,
    count: int,
) -> list[tuple[Name, float]]:
    """Match the telling token of a longer name, or a nickname that begins a single one."""
    owners = gazetteer.alone.get(word, ())
    if owners:
        if OF_SOMETHING.match(text, start + len(word)):
            return []
        if word in {"este", "oeste"} and re.match(r"\s+[a-zñ]", text[start + len(word) :]):
            return []  # "a este chat"
        if (word in ORDINARY or word in COMMON) and not _stands_as_place(
            text, start, before, expected, count
        ):
            return []
        return [(owner, 88.0 if len(owners) == 1 else 80.0) for owner in owners]
    if word in ORDINARY or len(word) < 4:
        return []
    heard = sound(word)
    for token, names in gazetteer.alone.items():
        # A part of a name may be misspelt too ("cabañal"), but then it must be long.
        limit = 1 if len(token) >= 7 else 0
        if (
            token not in ORDINARY
            and len(names) == 1
            and abs(len(token) - len(word)) <= limit
            and (heard == sound(token) or (limit and OSA.distance(heard, sound(token)) <= limit))
        ):
            return [(names[0], 82.0)]
    nicknamed = [
        name
        for name in gazetteer.names
        if len(name.core) == 1
        and len(name.core[0]) >= len(word) + 3
        and name.core[0].startswith(word)
    ]
    # A surname is no nickname: "Iturra Peña".
    surname = re.search(r"[A-ZÀ-Þ][^\W\d_]+\s+$", text[:start]) and before not in ORDINARY
    if surname and text[start].isupper() and not expected:
        return []
    if len(nicknamed) == 1 and (expected or before in _LOCATIVE or len(word) >= 5 or count <= 4):
        return [(nicknamed[0], 80.0)]
    return []


_HOMES: Final = word_set("apartment apt flat condo villa studio house depto depa piso casa bhk br")
# "Marina only pls": what is said of a place that stands by itself.
_ALONE: Final = r"(?:only|also|too|please|pls|plz|instead|solo|nomas|tambien|mejor)\b"


def _initials(text: str, tokens: list[tuple[str, int, int]], index: int, expected: bool) -> bool:
    """Tell whether a token may be the initials of a place: "in NQ", in capitals of their own."""
    word, start, end = tokens[index]
    shown = text[start:end]
    if word in ORDINARY or not shown.isupper() or text.isupper() or end - start < 2:
        return False
    return expected or len(tokens) == 1 or _word_before(tokens, index) in _LOCATIVE


def _stands_as_place(text: str, start: int, before: str, expected: bool, count: int) -> bool:
    """Ask for a sign that an everyday word is a name here: a capital, "en", or that we asked."""
    if before in _HOMES and re.match(r"(?i)sale\b", text[start:]):
        return False  # "from our house sale"
    if expected or count == 1 or before in _LOCATIVE or before in _HOMES:
        return before not in {"for", "on"}
    if not start and re.match(r"\s*(?:or|o|u|/|,|and|y)\s*\w", text[len(text.split()[0]) :]):
        return True  # "marina or downtown"
    if re.match(r"(?i)\w+ (?:side|area|zone)\b", text[start:]):
        return True
    if count <= 3 and re.search(rf"(?i)\b{re.escape(text[start:].split()[0])} {_ALONE}", text):
        return True
    return text[start : start + 1].isupper() and start > 0


_CLAUSE_ENDS: Final = re.compile(r"[.,;:!?\n]")


def _same_clause(folded: str, end: int) -> str:
    return _CLAUSE_ENDS.split(folded[max(0, end - 80) : end])[-1]


_DOOR: Final = re.compile(
    r"\b(?:depto|dpto|departamento|apt|apartment|flat|unit|torre) #?\d{2,5}\b"
)


def _excluded_after(folded: str, match: AreaMatch, following: AreaMatch | None) -> bool:
    """Whether what is said behind a place refuses it: "JVC, no", and not "Marina, no JVC"."""
    said = EXCLUDES_AFTER.match(folded[match.end : match.end + 24])
    if said is None:
        return False
    if following is None:
        return True
    between = folded[match.end + said.end() : following.start]
    return not re.fullmatch(r"\s*(?:in |en |el |la |the |at )?", between)


def _placed(folded: str, areas: list[AreaMatch]) -> list[AreaMatch]:
    """Drop places that are not wished for and mark those that are refused."""
    placed: list[AreaMatch] = []
    refused_until = -1
    for match, following in zip_longest(areas, areas[1:]):
        before = folded[max(0, match.start - 48) : match.start]
        after = folded[match.end : match.end + 24]
        if re.match(r"\s*,?\s*(?:calle|avenida|av\.|street)\b", after) or (
            re.match(r"\s+\d{2,5}\W*(?:$|,)", after) and _DOOR.search(folded)
        ):
            continue  # an address, not a wish
        unwanted = NOT_WANTED.search(before) and not re.search(r"\bbusco\b|\blooking\b", before)
        unwanted = unwanted and not OWNER_OFFERS.search(folded)
        if unwanted and not WANTED_ANYWAY.search(folded[match.end :]):
            continue
        joined = refused_until >= 0 and re.fullmatch(
            r"\s*(?:,|y|ni|o|and|or|nor|,?\s*ni)\s*(?:en |la |el )?",
            folded[refused_until : match.start],
        )
        refused = bool(
            EXCLUDES.search(before)
            or _excluded_after(folded, match, following)
            or refused_before(_same_clause(folded, match.start))
            or joined
        )
        refused_until = match.end if refused else -1
        placed.append(
            AreaMatch(match.area, match.city, match.start, match.end, match.score, refused)
        )
    return placed


_WORLD: Final = {
    **{fold(name): name for name in WORLD_CITIES},
    **{
        alias: name
        for name in WORLD_CITIES
        for alias in CITY_ALIASES.get(fold(name), ())
        if len(alias) > 2
    },
}
_WORLD_PATTERN: Final = re.compile(
    r"\b(?:" + "|".join(re.escape(n) for n in sorted(_WORLD, key=len, reverse=True)) + r")\b"
)


def _world_cities(folded: str, text: str, expected: bool) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    for match in _WORLD_PATTERN.finditer(folded):
        before = folded[max(0, match.start() - 48) : match.start()]
        located = re.search(r"\b(?:en|in|at|ciudad de|around|near)\s+$", before)
        told = located and happened(folded, match.start(), match.end())
        if (expected or located) and not told and not NOT_WANTED.search(before):
            found.append((_WORLD[match.group()], match.start(), match.end()))
    return found
