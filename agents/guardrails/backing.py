"""Whether a figure of a reply is held: by the listing it speaks of, by cited text, or as the lead's
own wish told back. What each may prove is told in :mod:`evidence`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from agents.guardrails.amounts import (
    derived,
    fulfilled,
    in_thousands,
    is_budget,
    matches,
    own_figures,
    own_prices,
    share_of_budget,
    shown_sum,
)
from agents.guardrails.arithmetic import Held, worked_out
from agents.guardrails.echoes import (
    asks_openly,
    echoes,
    is_lead_s_share,
    is_new,
    is_theirs,
    states,
    supposes,
)
from agents.guardrails.evidence import Evidence
from agents.guardrails.figures import figures_in
from agents.guardrails.measures import Bound, Figure, Kind, Reading
from agents.guardrails.sentences import Sentence
from agents.guardrails.subjects import owners_in
from agents.nlu.features import SQUARE_FOOT
from agents.nlu.text import fold

# "That is 39,000 more than they told you": the lead's own figure to reckon with.
_HEARD: Final = re.compile(
    r"\b(?:te (?:dij|han dich|habian dich|coment|pas|indic|cont|inform|mencion)\w*|(?:que|"
    r"lo que) (?:viste|escuch\w+|"
    r"oiste)|you(?:'d|'ve| had| have| were)? (?:heard|saw|seen|read|told|been told|quoted|given)|"
    r"(?:friend|buddy|someone|they)(?:'s| has| had)? (?:said|says|told|mentioned|quoted)|"
    r"(?:your|the) (?:friend|buddy|mate|neighbou?r|colleague|contact|source)(?:'s)?|"
    r"tu (?:amig[oa]|vecin[oa]|conocid[oa]|colega))\b"
)
#: Where sentences of a text end.
_STOPS: Final = re.compile(r"[.!?;](?=\s)|\n")
_COUNTED: Final = re.compile(r"\d|mil|hundred|thousand|\b(?:un|una|dos|tres|two|three|one)\b")
# "For six months I could offer you nothing": what is not on offer may be of any length.
_OFFERS: Final = re.compile(
    r"\b(?:ofrec\w+|ofrezc\w+|offer\w*|(?:tengo|tenemos|have) (?:nada|nothing|anything))\b"
)
_HOUSE: Final = re.compile(r"\b(?:numero|number|altura)\b")
# "Three hours this week: Thursday at 4": hours to come at.
_CLOCK: Final = re.compile(r"(?:\W|^)\d{1,2}:\d\d\b|\ba las \d")
_FREE: Final = re.compile(r"\s+(?:libres?|disponibles?|posibles?)\b")
_OF_OTHERS: Final = re.compile(
    r"\b(?:comparables?|similar(?:es)?|otr[oa]s (?:deptos|departamentos|casas|pisos|propiedades)|"
    r"promedio|en (?:el|la|este|esta) (?:barrio|zona|sector|edificio|colonia|comuna) (?:cuesta|"
    r"vale|sale|estan|andan|rondan)\w*|average|other (?:homes|units|flats|apartments|houses)|"
    r"nearby (?:homes|units|houses)|the market|el mercado)\b"
)
#: What a lead may be asked or offered to change in what they look for.
_WISHABLE: Final = frozenset({Kind.MONEY, Kind.BEDS, Kind.BATHS, Kind.SIZE})


class Backing:
    """The figures a turn holds, each read once and only when a reply names figures at all."""

    def __init__(self, evidence: Evidence, how: Reading, years: frozenset[int]) -> None:
        self._held = evidence
        self._how = how
        self._years = years
        self._listings = list(evidence.listings.values())
        self._numbers = [Figure(Kind.BARE, each, 0, 0) for each in evidence.numbers]

    @cached_property
    def _own(self) -> dict[str, list[Figure]]:
        return {each.ref: own_figures(each, self._how) for each in self._listings}

    @cached_property
    def _owned(self) -> list[tuple[Figure, frozenset[str]]]:
        """The figures of texts, each with the listings its sentence names, if any."""
        found: list[tuple[Figure, frozenset[str]]] = []
        for text in self._held.texts:
            read = self._figures_of([text])
            ends = [*(each.end() for each in _STOPS.finditer(text)), len(text)] if read else []
            owners: dict[int, frozenset[str]] = {}
            for figure in read:
                part = bisect_right(ends, figure.start)
                if part not in owners:
                    told = text[ends[part - 1] if part else 0 : ends[min(part, len(ends) - 1)]]
                    owners[part] = owners_in(told, self._listings)
                found.append((figure, owners[part]))
        return found

    def _cited_of(self, refs: frozenset[str]) -> list[Figure]:
        """The figures of texts but for those told of other listings than these."""
        return [each for each, owners in self._owned if not (refs and owners) or refs & owners]

    @cached_property
    def _said(self) -> list[Figure]:
        return self._figures_of(self._held.said)

    @cached_property
    def _wishes(self) -> list[Figure]:
        return self._figures_of(self._held.wishes)

    @cached_property
    def _mine(self) -> list[Figure]:
        return self._figures_of(self._held.lead)

    def holds(
        self,
        figure: Figure,
        sentence: Sentence,
        refs: frozenset[str],
        beside: Sequence[Figure],
        *,
        earlier: Sequence[Figure] = (),
        is_named: bool = False,
        is_told_of: bool = False,
    ) -> bool:
        """Whether the figure of a sentence stands on something.

        ``refs`` are the listings it may speak of, ``is_named`` tells that the sentence names one
        for sure, ``is_told_of`` that it names one at all; ``beside`` are its figures, ``earlier``
        those of the reply before it.
        """
        own = [each for ref in (refs or self._own) for each in self._own.get(ref, [])]
        if figure.kind is Kind.MONEY and not is_named and _OF_OTHERS.search(sentence.folded):
            # "Comparable homes go for about 760K" rounds no listing's price.
            own = []
        cited = self._cited_of(refs if is_told_of else frozenset())
        if any(matches(figure, each) for each in [*own, *cited]):
            return True
        if not refs and any(matches(figure, each) for each in self._said):
            return True
        return (
            self._is_plain(figure, sentence, own)
            or self._follows(figure, sentence, refs, cited, beside, earlier)
            or self._is_wish(figure, sentence, refs, beside, is_named=is_named)
        )

    def _is_plain(self, figure: Figure, sentence: Sentence, own: Sequence[Figure]) -> bool:
        """A count, a number or a span of the results, which say nothing of a listing."""
        if figure.kind is Kind.COUNT:
            return figure.value <= max(len(self._listings), 1) or self._is_number(figure)
        if figure.kind is Kind.BARE:
            return (
                self._is_number(figure)
                or figure.value in self._years
                or (_HOUSE.search(sentence.folded) and self._is_house(figure))
                or any(
                    each.kind is Kind.SIZE
                    and abs(each.value / SQUARE_FOOT / figure.value - 1) < 0.012
                    for each in own
                )
            )
        if figure.unit == "hour" and (
            _FREE.match(sentence.folded, figure.end) or _CLOCK.search(sentence.folded, figure.end)
        ):
            return figure.value <= len(self._held.offered)
        return figure.kind is Kind.SPAN and (
            sentence.asks
            or (
                _OFFERS.search(sentence.folded) and sentence.denies_around(figure.start, figure.end)
            )
            or any(abs(each - figure.value) < 1e-6 for each in self._held.spans)
        )

    def _follows(
        self,
        figure: Figure,
        sentence: Sentence,
        refs: frozenset[str],
        cited: Sequence[Figure],
        beside: Sequence[Figure],
        earlier: Sequence[Figure],
    ) -> bool:
        """A figure worked out of those held."""
        everything = [each for figures in self._own.values() for each in figures]
        meant = [each for each in self._listings if not refs or each.ref in refs]
        said = f"{sentence.led} {sentence.folded}" if sentence.led else sentence.folded
        if derived(
            figure,
            said,
            meant,
            [*everything, *self._wishes],
            shares=[each for each in beside if each.kind is Kind.SHARE],
            told=[each for each in cited if each.kind is Kind.SHARE],
            spans=[each for each in cited if each.kind is Kind.SPAN],
            everyone=self._listings,
        ):
            return True
        if shown_sum(figure, said, meant, cited, [*earlier, *beside], self._wishes):
            return True
        heard = _HEARD.search(sentence.folded)
        known = [*self._wishes, *self._mine] if heard else self._wishes
        if in_thousands(figure, sentence.folded, [*own_prices(meant), *known]):
            return True
        if share_of_budget(figure, sentence.folded, own_prices(meant), self._wishes):
            return True
        held = Held(meant, cited, known, [*earlier, *beside])
        return worked_out(figure, sentence.folded, held)

    def _is_wish(
        self,
        figure: Figure,
        sentence: Sentence,
        refs: frozenset[str],
        beside: Sequence[Figure],
        *,
        is_named: bool,
    ) -> bool:
        """A figure of the lead's told back, or one they could wish for instead."""
        if figure.kind in {Kind.BEDS, Kind.BATHS} and sentence.denies_around(
            figure.start, figure.end
        ):
            # "None has three baths": true, or the figure would be held.
            return True
        if not is_named and asks_openly(sentence):
            return True
        if is_budget(figure, sentence.folded, self._wishes):
            return True
        if figure.kind is Kind.SHARE and sentence.corrects(figure.start):
            return True
        if figure.kind is Kind.SHARE and is_lead_s_share(sentence, figure.start):
            return True
        if figure.kind in _WISHABLE and not is_named:
            if supposes(sentence, figure.start):
                return True
            if (
                figure.bound is Bound.MOST
                and sentence.denies_around(figure.start, figure.end)
                and not fulfilled(figure, self._listings)
            ):
                # "Nothing under 2,000": true, or a listing would keep it.
                return True
        theirs = is_theirs(sentence, figure, beside)
        if not figure.unit and (sentence.corrects(figure.start) or theirs):
            # "It is 189,000, not 150": the lead's own figure put right, its unit left out.
            return any(
                abs(each.value - figure.value * scale) < 1e-6
                for each in self._mine
                for scale in (1, 1e3, 1e6, SQUARE_FOOT)
            )
        exact = Figure(figure.kind, figure.value, 0, 0, figure.unit, is_short=figure.is_short)
        # "Two beds, Hackney, £2,300 tops": their wish, told back without a verb.
        rooms = self._mine if figure.kind in {Kind.BEDS, Kind.BATHS} else []
        if not (refs or states(sentence)) and any(
            matches(exact, each) for each in (*self._wishes, *rooms)
        ):
            return True
        if any(matches(exact, each) for each in self._mine):
            if refs and is_new(sentence, figure.start):
                return False
            return (
                theirs
                or echoes(sentence, figure.start)
                or (
                    figure.bound in {Bound.MOST, Bound.LEAST}
                    and fulfilled(figure, self._held.fresh())
                )
            )
        return False

    def _is_house(self, figure: Figure) -> bool:
        """Whether a number is that of a listing's house: "es el número 112"."""
        number = rf"\b{figure.value:.0f}\b"
        return any(re.search(number, each.address) for each in self._listings)

    def _is_number(self, figure: Figure) -> bool:
        return any(abs(each.value - figure.value) < 1e-6 for each in self._numbers)

    def _figures_of(self, texts: Iterable[str]) -> list[Figure]:
        found: list[Figure] = []
        for text in texts:
            if text and _COUNTED.search(fold(text)):
                found += figures_in(text[:4000], self._how, ones=True)
        return found
