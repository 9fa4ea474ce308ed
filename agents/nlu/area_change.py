"""What becomes of the areas wished for when a text names some: added, replaced or struck out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.nlu.geo import Places

_ADDS: Final = re.compile(
    r"\bigual\W*$|\b(?:tambien|tmb|ademas|agreg\w+|sum[ae]\w*|anad\w+|incluy\w+|also|too|add|as "
    r"well|plus|"
    r"igual (?:me |nos )?(?:sirve|tinca|gusta|acomoda|vale|interesa)|ahi mismo|otra opcion|"
    r"o si no|si no|or even|include|aparte|cualquiera de l[oa]s (?:dos|tres)|either|throw in)\b|"
    r"ايض|كمان"
)
_ONLY: Final = re.compile(r"\b(?:solo|solamente|unicamente|only|just|mejor|cambio|instead|ahora)\b")

# "O Jesús María, cualquiera de las dos": one more beside those known.
_OR_ELSE: Final = re.compile(r"\W*(?:o|u|or|and|y|e|plus)\b\W*(?:en |in |la |el |the )?_")
_SENTENCE: Final = re.compile(r"[^.;!?\n]+")
# What leaves only some of the places known of.
_NARROWS: Final = re.compile(
    rf"{_ONLY.pattern}|\b(?:prefer\w*|prefier\w*|definit\w*|me quedo|nos quedamos|decid\w+|"
    rf"centr\w+|"
    r"enfo\w+|concentr\w+|focus\w*|stick\w*|let'?s|rather|really want|go with|going with|"
    r"quier\w+|queremos|busc\w+|looking|want|vamos con|voy con|narrow\w*|nomas|no mas|que sea|"
    r"tiene que ser|has to be|must be|exclusiv\w+|mainly|sobre todo|principalmente)\b"
)


def areas_after(
    places: Places, known: Sequence[str], plain: str, folded: str, *, priced: bool
) -> list[str] | None:
    """Give the areas wished for after a text, or None where it leaves them as they are.

    ``plain`` is the text without its places, ``priced`` whether it says what one may cost.
    """
    wanted, refused = places.areas, places.excluded
    if refused and not wanted:
        kept = [a for a in known if a not in refused]
        return kept if known and kept != list(known) else None
    if not wanted:
        return None
    if set(wanted) < set(known) and not refused and not _NARROWS.search(plain):
        return None  # "In Deusto there is never any parking" leaves the others in
    said = _sentences(plain, places)
    adding = (_ADDS.search(said) or _OR_ELSE.match(plain)) and not _ONLY.search(said)
    # "Not Shoreditch, Stratford instead": one of those known makes room for another.
    adding = adding or bool(set(refused) & set(known))
    # "I can stretch to 1m for JLT" says what one of those known may cost.
    adding = adding or (priced and _paid_for(places, known, folded))
    merged = [*known, *wanted] if known and adding else list(wanted)
    return [a for a in dict.fromkeys(merged) if a not in refused]


def _sentences(plain: str, places: Places) -> str:
    """The sentences that name the places."""
    return " ".join(
        each.group()
        for each in _SENTENCE.finditer(plain)
        if any(each.start() <= m.start < each.end() for m in places.matches)
    )


def _paid_for(places: Places, known: Sequence[str], folded: str) -> bool:
    first = min((m.start for m in places.matches), default=0)
    return set(places.areas) < set(known) and bool(
        re.search(r"\b(?:for|para|por)\s+$", folded[:first])
    )
