"""The places of one broker, compiled for finding them however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from agents.nlu.text import fold, word_set
from agents.nlu.vocabulary import ORDINARY

CITY_ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "santiago": ("stgo", "santiasko", "scl", "santiago de chile"),
    "ciudad de mexico": ("cdmx", "df", "mexico df", "mexico city", "ciudad de mexico"),
    "guadalajara": ("gdl",), "monterrey": ("mty",), "queretaro": ("qro",),
    "buenos aires": ("caba", "bsas", "bs as", "capital federal", "baires"),
    "barcelona": ("bcn",), "valencia": ("vlc",), "new york": ("nyc", "new york city"),
    "los angeles": ("l.a.",), "san francisco": ("sf",), "dubai": ("dxb",), "london": ("ldn",),
    "vina del mar": ("vina",), "bogota": ("bta", "santa fe de bogota"), "medellin": ("medallo",),
    "concepcion": ("conce",), "valparaiso": ("valpo",), "manchester": ("mcr",),
}  # fmt: skip


# Parts of names shared by many places: alone they name none.
_GENERIC: Final = word_set(
    """
    norte sur este oeste oriente poniente centro central barrio plaza parque park hill hills
    lake bay beach north south east west city town village heights square gardens garden san
    santa santo villa valle alto alta bajo baja nuevo nueva downtown uptown old new al el la
    los las de del the of point points park's pedro manuel real loop quarter palm quinta lo
    colinas cruz sant casco viejo historico coral little estacion pueblo business
    """
)


ARTICLES: Final = frozenset({"el", "la", "los", "las", "l", "lo", "the", "al", "de", "del", "d"})


TOKEN: Final = re.compile(r"[a-z0-9ñ]+(?:'s)?", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Name:
    area: str
    city: str
    tokens: tuple[str, ...]
    core: tuple[str, ...]
    sound: str
    ordinary: bool


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """The places of one broker: pairs of (area, city), compiled once for matching.

    Equal only to itself, so that what was found by it is quickly found again. ``longest`` is in
    how many words a name of it may be written nearly right.
    """

    names: tuple[Name, ...] = ()
    cities: tuple[Name, ...] = ()
    alone: Mapping[str, tuple[Name, ...]] = field(default_factory=dict, hash=False)
    exact: Mapping[str, tuple[tuple[Name, float, str], ...]] = field(
        default_factory=dict, hash=False
    )
    by_sound: Mapping[str, tuple[Name, ...]] = field(default_factory=dict, hash=False)
    has_digits: bool = False
    longest: int = 0

    @classmethod
    def of(cls, pairs: Iterable[Sequence[str]], cities: Iterable[str] = ()) -> Gazetteer:
        """Compile pairs (area, city); further cities may be named that have no area."""
        rows = tuple((str(pair[0]), str(pair[1]) if len(pair) > 1 else "") for pair in pairs)
        return _compile(rows, tuple(cities))


@lru_cache(maxsize=256)
def _compile(rows: tuple[tuple[str, str], ...], cities: tuple[str, ...]) -> Gazetteer:
    names = [_name(area, city) for area, city in dict.fromkeys(rows) if area.strip()]
    own = dict.fromkeys([*cities, *(city for _, city in rows if city)])
    city_names = [_name("", city, label=city) for city in own if city.strip()]
    alone: dict[str, list[Name]] = {}
    for name in names:
        # In "Dubai Marina" the token that tells it from its neighbours is "marina".
        city_tokens = set(_tokens(name.city))
        for token in name.core:
            if len(token) >= 4 and token not in city_tokens and len(name.core) > 1:
                alone.setdefault(token, []).append(name)
    frozen = {
        token: tuple(owners)
        for token, owners in alone.items()
        if len({o.area for o in owners}) <= 3 and (token not in _GENERIC or _only(token, owners))
    }
    exact: dict[str, list[tuple[Name, float, str]]] = {}
    by_sound: dict[str, list[Name]] = {}
    for name in (*names, *city_names):
        for spelling, score, form in _spellings(name):
            exact.setdefault(spelling, []).append((name, score, form))
        by_sound.setdefault(name.sound[:1], []).append(name)
    return Gazetteer(
        tuple(names),
        tuple(city_names),
        frozen,
        {spelling: tuple(rows) for spelling, rows in exact.items()},
        {first: tuple(owners) for first, owners in by_sound.items()},
        any(ch.isdigit() for name in names for ch in name.area),
        max((max(len(n.core) + 1, len(n.tokens)) for n in (*names, *city_names)), default=0),
    )


def _spellings(name: Name) -> Iterable[tuple[str, float, str]]:
    yield "".join(name.tokens), 100.0, "full"
    if name.core != name.tokens:
        # The bare core of "La Reina" or "El Palo" is an everyday word: it needs its article.
        yield "".join(name.core), 99.0, "core"
    if name.area and len(name.tokens) > 1:
        yield "".join(token[0] for token in name.tokens), 90.0, "initials"
    if not name.area:
        for alias in CITY_ALIASES.get(fold(name.city), ()):
            yield alias.replace(" ", "").replace(".", ""), 98.0, "alias"


def _only(token: str, owners: list[Name]) -> bool:
    """Allow "Downtown" for Downtown Dubai: generic, but all else in the name is the city's."""
    owner = owners[0]
    rest = set(owner.core) - {token} - set(_tokens(owner.city))
    return len(owners) == 1 and not rest


def _name(area: str, city: str, label: str = "") -> Name:
    tokens = _tokens(label or area)
    core = tuple(t for t in tokens if t not in ARTICLES) or tokens
    ordinary = all(t in ORDINARY for t in core)
    return Name(area, city, tokens, core, sound("".join(core)), ordinary)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(
        t.group().removesuffix("'s") for t in TOKEN.finditer(fold(text).replace("l'", "l "))
    )


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Spell a folded word as it sounds, so that b/v, s/z/c and double letters do not matter."""
    word = re.sub(r"(.)\1+", r"\1", word)
    for pattern, heard in (
        ("ph", "f"), ("qu", "k"), ("ch", "x"), ("h", ""), ("v", "b"), ("z", "s"),
        ("ce", "se"), ("ci", "si"), ("c", "k"), ("ge", "je"), ("gi", "ji"), ("y", "i"),
        ("ll", "i"), ("w", "u"),
    ):  # fmt: skip
        word = word.replace(pattern, heard)
    return word
