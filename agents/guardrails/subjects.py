"""Which listing a figure of a reply speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from agents.guardrails.evidence import Listing
from agents.guardrails.sentences import Sentence
from agents.nlu.numbers import words_value
from agents.nlu.text import fold, word_set

#: Words that turn to another listing than the one named last.
_OTHER: Final = re.compile(
    r"\b(?:otr[oa]s?|tambien|ademas|segund[oa]|tercer[oa]?|ultim[oa]|amb[oa]s|todas?|todos|"
    r"opciones|"
    r"another|other|also|second|third|last|both|all|each|cada|either|options)\b"
)
# "The 2-bed" is no second.
_NO_BEDS: Final = r"(?!-? ?(?:bed|br|dorm|rec|hab|amb|bath|ban))"
_ORDINALS: Final = (
    re.compile(rf"\b(?:la|el|the) (?:primer[oa]?|1[ao]?{_NO_BEDS}|first)(?: one)?\b"),
    re.compile(rf"\b(?:la|el|the) (?:segund[oa]|2[ao]?{_NO_BEDS}|second)(?: one)?\b"),
    re.compile(rf"\b(?:la|el|the) (?:tercer[oa]?|3[ao]?{_NO_BEDS}|third)(?: one)?\b"),
)
_REFERENCE: Final = re.compile(
    r"(?<![\w-])(?=[^\W\d_]*[A-ZÑ]{2})[A-ZÑ]{2,6}-\w{0,6}\d{1,6}(?![\w-]"
    r")"
)
# What a title may say of any home.
_KINDS: Final = word_set(
    """
    depto departamento casa piso estudio oficina terreno parcela local propiedad condominio duplex
    penthouse monoambiente apartamento loft villa townhouse apartment flat house studio office home
    plot unit condo bedroom bedrooms dormitorio dormitorios amplio amplia nuevo nueva lindo linda
    hermoso hermosa moderno moderna luminoso luminosa spacious modern bright beautiful lovely view
    vista terraza jardin garden terrace centro centre center metro cerca near venta arriendo sale
    rent corner tower torre edificio building suite
    """
)


_STREET: Final = re.compile(
    r"^(?:avenida|avda|av|calle|pasaje|pje|paseo|jiron|jr|carrera|cra)\b\.? (?:(?:de|del) (?:la |"
    r"el "
    r"|los )?)?"
)
# Of the common kinds (flat, depto) many are meant and none in particular.
_THE_KIND: Final = re.compile(
    r"(?:\b(?:the|el|la|ese|esa|este|esta|that|this|del|al) |^\W*(?=\w+\s*[:(–-]))(?P<kind>loft|"
    r"atico|penthouse|villa|"
    r"townhouse|casa|house|duplex|bungalow|cottage|studio|estudio|monoambiente)\b"
    r"|\b(?:an?|una?) (?:[\w-]+ ){0,2}?(?P<rare>loft|atico|penthouse|bungalow|maisonette|cottage)\b"
)


_THE_BEDS: Final = re.compile(
    r"\b(?:the |(?:el|la) del? )(?P<n>[1-6]|one|two|three|four|five|un|una|dos|tres|cuatro|"
    r"cinco)[- ]?"
    r"(?:bed(?:room)?s?|brs?|dormitorios?|recamaras?|habitacion(?:es)?)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of a sentence that names listings; ``sure`` by reference, title or address.

    ``is_ahead`` names one for what follows only: of what stands before, "salvo la casa" says
    nothing."""

    start: int
    end: int
    refs: frozenset[str]
    sure: bool
    is_ahead: bool = False


@lru_cache(maxsize=2048)
def _folded(name: str) -> str:
    """A name of a listing, folded: every sentence of a turn is held against the same few."""
    return fold(name)


def mentions_in(sentence: Sentence, listings: Sequence[Listing]) -> list[Mention]:
    """The listings a sentence names, by the strongest of reference, title, address, place, rank."""
    folded = sentence.folded
    strong = [
        *_by(folded, ((each.ref, each.ref) for each in listings)),
        *_by(folded, ((each.title, each.ref) for each in listings)),
    ]
    if strong:
        return _merged(strong)
    addresses = _by(
        folded,
        ((name, each.ref) for each in listings for name in {each.address, _street(each.address)}),
    )
    if addresses:
        return _merged(addresses)
    weak = [
        Mention(each.start, each.end, each.refs, False)
        for each in _by(folded, [*((each.area, each.ref) for each in listings), *_parts(listings)])
    ]
    weak += _kinds(folded, listings)
    weak += _by_beds(folded, listings)
    for rank, pattern in enumerate(_ORDINALS):
        found = pattern.search(folded)
        if found and rank < len(listings):
            refs = frozenset({listings[rank].ref})
            weak.append(Mention(found.start(), found.end(), refs, False))
    return _merged(weak)


def owners_in(text: str, listings: Sequence[Listing]) -> frozenset[str]:
    """The listings a sentence of a text names."""
    mentions = mentions_in(Sentence(text, fold(text), False, 0), listings)
    return frozenset().union(*(each.refs for each in mentions))


def unknown_references(sentence: Sentence, known: Iterable[str]) -> list[str]:
    """What reads like a listing's reference and stands nowhere in what is known."""
    held = fold(" ".join(known))
    return [
        found.group()
        for found in _REFERENCE.finditer(sentence.text)
        if fold(found.group()) not in held
    ]


_PRONOUN: Final = re.compile(
    r"\W*(?:(?:y|and|but|pero|also|ademas|alla|ahi|there) )?(?:it\b|that(?:'s| is| one)\b|"
    r"this (?:one|is)\b|"
    r"(?:es|son|tiene|mide|cuesta|queda|esta|sale|vale|suma|incluye|cuenta con|trae)\b)"
)
_RIGHT_AFTER: Final = re.compile(
    r"\s*(?:(?:al|a|por|per|el|cada) (?:mes|metro(?: cuadrado)?|m2|month|sqm) )?(?:pcm )?"
    r"(?:en|in|at|for|para|on|del?) (?:(?:el|la|los|las|the|caso|case|del?|of) )*"
)
# "The loft, not the bungalow."
_ASIDE: Final = re.compile(
    r"\b(?:not|instead of|rather than|en (?:vez|lugar) de|y no|no)(?: (?:en|de|por|el|la|the|at|"
    r"for))*\W*$"
)
_CLAUSE: Final = re.compile(r"[,;:] |\b(?:so|but|while|whereas|pero|mientras|asi que)\b")


class Subjects:
    """Walks through a reply and tells, figure by figure, which listings it may speak of."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self._listings = listings
        self._last: frozenset[str] = frozenset()
        self._paragraph = -1
        self._mentions: list[Mention] = []
        self._folded = ""

    def enter(self, sentence: Sentence) -> list[Mention]:
        """Begin a sentence; returns what it names."""
        # A line that follows a heading about it ("NUN-1:" / "3 dorm.") still speaks of it, a new
        # bullet does not.
        if sentence.paragraph != self._paragraph and sentence.text.lstrip().startswith(
            ("•", "-", "*")
        ):
            self._last = frozenset()
        if _OTHER.search(sentence.folded):
            self._last = frozenset()
        self._paragraph = sentence.paragraph
        self._folded = sentence.folded
        self._mentions = mentions_in(sentence, self._listings)
        return self._mentions

    @property
    def names_any(self) -> bool:
        """Whether the sentence names a listing."""
        return bool(self._mentions)

    def leave(self) -> None:
        """End the sentence; the next may go on about what this one named last."""
        kept = [each for each in self._mentions if not _ASIDE.search(self._folded[: each.start])]
        self._mentions = kept or self._mentions
        sure = [each for each in self._mentions if each.sure]
        if sure:
            self._last = sure[-1].refs
        elif self._mentions:
            self._last = self._mentions[-1].refs

    def named_around(self, start: int) -> frozenset[str]:
        """The references named last before this place in the sentence, or else those that it or an
        earlier sentence names; empty for any."""
        before = [each for each in self._mentions if each.end <= start]
        if before:
            return before[-1].refs
        return self._last and self._last.union(*(each.refs for each in self._mentions))

    def at(self, start: int, earlier: Iterable[int], end: int = -1) -> frozenset[str]:
        """The references a figure from ``start`` to ``end`` may speak of; empty for any.

        ``earlier`` are the places of the figures before it: names between two figures belong to
        the second, several names in a row to all figures up to the next name.
        """
        for each in self._mentions:
            if each.start <= start < each.end:
                return each.refs  # "The 2-bed": the figure that names it.
            # "5.660 € en Malasaña y 6.150 € en el ático": the home right after its figure.
            if 0 <= end <= each.start and (
                _RIGHT_AFTER.fullmatch(self._folded, end, each.start)
                or (each.is_ahead and self._folded[end : each.start] == " ")
            ):
                return each.refs
        before = [each for each in self._mentions if each.end <= start]
        after = [each for each in self._mentions if each.start >= start and not each.is_ahead]
        if not before:
            # "It's a one bedroom too, so Marina Gate is closer": "it" is the one named last.
            goes_on = self._last and _PRONOUN.match(self._folded) and self._parted(start, after)
            return self._last if goes_on or not after else after[0].refs
        run = [before[-1]]
        figures = sorted(earlier)
        for mention in reversed(before[:-1]):
            if any(mention.end <= place < run[0].start for place in figures):
                break
            run.insert(0, mention)
        return frozenset().union(*(each.refs for each in run))

    def _parted(self, start: int, after: Sequence[Mention]) -> bool:
        """Whether another clause begins between this place and the next name."""
        return bool(after) and bool(_CLAUSE.search(self._folded, start, after[0].start))


def _street(address: str) -> str:
    """An address without the word for its street: "Irarrázaval 3450" of "Av. Irarrázaval 3450"."""
    return _STREET.sub("", _folded(address)) if re.search(r"\d", address) else ""


def _parts(listings: Sequence[Listing]) -> list[tuple[str, str]]:
    """Words of titles that tell a listing from the others: "the Marina Gate flat"."""
    owners: dict[str, set[str]] = {}
    for each in listings:
        for word in re.findall(r"[^\W\d_]{4,}", _folded(each.title)):
            owners.setdefault(word, set()).add(each.ref)
    places = " ".join(_folded(f"{each.area} {each.city}") for each in listings)
    return [
        (word, ref)
        for word, refs in owners.items()
        for ref in refs
        if len(refs) == 1 and word not in _KINDS and word not in places
    ]


def _kinds(folded: str, listings: Sequence[Listing]) -> list[Mention]:
    """The one listing whose title is of a rare kind: "the loft", "la casa"."""
    found = []
    for match in _THE_KIND.finditer(folded):
        kind = match["kind"] or match["rare"]
        refs = {each.ref for each in listings if kind in _folded(each.title).split()}
        if len(refs) == 1:
            start = match.end() - len(kind)
            found.append(Mention(start, match.end(), frozenset(refs), False, is_ahead=True))
    return found


def _by_beds(folded: str, listings: Sequence[Listing]) -> list[Mention]:
    """The one listing with so many bedrooms: "the 2-bed", "el de tres dormitorios"."""
    found = []
    for match in _THE_BEDS.finditer(folded):
        beds = float(match["n"]) if match["n"].isdigit() else words_value(match["n"])
        refs = {each.ref for each in listings if each.beds == beds}
        if len(refs) == 1:
            found.append(Mention(match.start(), match.end(), frozenset(refs), False, is_ahead=True))
    return found


def _by(folded: str, names: Iterable[tuple[str, str]]) -> list[Mention]:
    refs: dict[str, set[str]] = {}
    for name, ref in names:
        if len(name.strip()) > 2:
            refs.setdefault(_folded(name.strip()), set()).add(ref)
    found: list[Mention] = []
    for name, owners in refs.items():
        if name not in folded:
            continue  # Patterns are made for names that stand there only.
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            found.append(Mention(match.start(), match.end(), frozenset(owners), True))
    return found


def _merged(mentions: list[Mention]) -> list[Mention]:
    """Overlapping names as one, the longer one deciding: "Depto" inside "Depto Sur" is no name."""
    kept: list[Mention] = []
    for each in sorted(mentions, key=lambda m: (-(m.end - m.start), m.start)):
        if not any(each.start < other.end and other.start < each.end for other in kept):
            kept.append(each)
    kept.sort(key=lambda m: m.start)
    # "Depto Sur (SUR-1)" names one listing twice; a title two share is settled by the reference.
    settled: list[Mention] = []
    for each in kept:
        if settled and each.start - settled[-1].end <= 4 and each.refs & settled[-1].refs:
            last = settled.pop()
            settled.append(Mention(last.start, each.end, each.refs & last.refs, each.sure))
        else:
            settled.append(each)
    return settled
