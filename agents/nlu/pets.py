"""Whether pets come along, or an owner takes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.nlu.animals import PET
from agents.nlu.features import NO, wished
from agents.nlu.text import Clause

_PET_NEED: Final = re.compile(
    r"\b(?:teng[oa]|tenemos|con|mas|y|one|the|acept\w*|admit\w*|permit\w*|deja\w*|un|una|dos|"
    r"tres|mi|"
    r"nuestr\w*|have|has|got|'ve|my|our|with|"
    r"ok|okay|fine|welcome|bienvenid[oa]s?|friendly|allow\w*|accept\w*|a|an|two|three|love|"
    r"bring\w*|pets? ok|\d)\b"
)
# Who asks about their own animal has one; who asks about "pets" only asks.
_PET_OWNED: Final = re.compile(
    r"\b(?:tengo|tenemos|con (?:mi|un|una|mis|nuestr\w+|dos|\d)|(?:i|we)(?:'ve| have|'ve got)(?: "
    r"got)?|with (?:a|my|our|two|\d)|i own)\b"
    r"|\b(?:my|our|mis?|nuestr\w+) (?!pets\b|mascotas\b)"
)
_PET_OWNED_BEFORE: Final = re.compile(
    rf"\b(?:tengo|tenemos|traigo|traemos|llevo|llevamos|somos|seriamos|vendriamos|vivo con|"
    rf"vivimos con|viajo con|(?:i|we)(?:'ve)?(?: have| got| own)+|we're|we are|it's (?:just )?"
    rf"(?:me|us))\b[^.?!]*\b{PET}\b"
    rf"|\b{PET}(?: \w+){{0,2}}\W+(?:tengo|tenemos|i have|we have|i've got|we've got) (?:un[oa]?|"
    r"dos|tres|\d|"
    r"one|two|three)\b"
)


_ANIMAL: Final = re.compile(rf"\b{PET}\b")
_REFUSED: Final = re.compile(
    rf"\b{NO} (?:\w+ ){{0,3}}?{PET}\b|pets? not|no pets|sin mascotas"
    rf"|\b{PET} no (?:tengo|tenemos|hay|llevo|llevamos|traigo|traemos|quiero|acepto|admito|"
    rf"permito|va|van)\b"
    rf"|\b{PET}[- ]free\b|\ballerg\w+ to (?:\w+ )?{PET}\b|"
    rf"\balergi\w+ (?:\w+ ){{0,3}}{PET}\b"
    rf"|\b{PET},? (?:ningun[oa]?|cero|none|tampoco|neither|nope)\b|^\W*(?:(?:y|and|"
    rf"con|with) )*{PET},? no\W*$"
    r"|\b(?:scratch|scrap|forget(?: about)?|olvid\w+|sac[ae]\w*) (?:the|my|our|el|la|"
    r"l[oa]s|"
    rf"lo de(?: ?l)?|al?) {PET}\b"
)
# Animals of others, of the past, in a picture or in a saying.
_NOT_THEIRS: Final = re.compile(
    rf"\b(?:her|his|their|its|your|(?:neighbou?r|landlord|friend|somebody|someone|upstairs)(?:'?s)?"
    rf"(?: \w+'s)?) (?:\w+ )?{PET}\b"
    rf"|\b{PET} (?:del?|de la|de los|de las|de mi|de mis|de un|de otr[oa]) (?:vecin|due|caser|amig|"
    r"herman|arriba|abajo|lado|suegr|otr|al lado|senor|calle|barrio|foto)\w*"
    rf"|\b(?:every|each|all|most|they all|the|cada|tod[oa]s?(?: l[oa]s)?|l[oa]s|ese|"
    rf"este) (?:\w+ )?(?:adverts?|ads?|"
    rf"listings?|landlords?|agents?|places?|anuncios?|avisos?|duen[oa]s?|caser[oa]s?|publicaciones)\b"
    rf"[^.;!?]{{0,24}}?\b{NO} (?:\w+ ){{0,2}}{PET}\b"
    rf"|\b(?:foto|imagen|picture|photo|pic) (?:\w+ ){{0,3}}{PET}\b|\bcats and dogs\b|\bcat's\b"
    rf"|\b(?:tuve|tuvo|tuvimos|tenia|teniamos|had|used to have|died|murio|"
    rf"fallecio)\b[^.;!?]*\b{PET}\b"
    rf"|\b{PET}\b[^.;!?]*\b(?:died|passed away|murio|fallecio|mentira|es broma|jk|kidding)\b"
)
# An owner who takes them.
_ACCEPTED: Final = re.compile(
    rf"\b(?:(?:do not|don'?t|wouldn'?t|no me|no nos|no) (?:really )?(?:mind|object to|molestan?|"
    rf"importan?|complican?)|not (?:fuss(?:y|ed)|bothered|picky|strict) (?:about|by|with)|happy "
    rf"with|open to|fine with|okay? with|no problem with|acepto|"
    rf"aceptamos|"
    rf"permito|permitimos) (?:a |an |any |some |un |una |el |la |los |las |que tengan )?(?:small |"
    rf"quiet |little |well[- ]behaved )?{PET}\b|\b{PET} (?:are |is )?(?:fine|ok|okay|welcome|no "
    rf"problem|"
    r"bienvenid[oa]s?)\b"
)


def find_pets(folded: str, parts: Sequence[Clause], *, expected: bool) -> bool | None:
    """Read whether pets come along (or an owner accepts them); a bare question says nothing."""
    result: bool | None = None
    for part in parts:
        text = _NOT_THEIRS.sub("_", part.text)
        if not _ANIMAL.search(text):
            continue
        if _ACCEPTED.search(text) and not part.asks:
            result = True
        elif _REFUSED.search(text):
            result = False
        elif (
            (not part.asks and (expected or _PET_NEED.search(text)))
            or (part.asks and wished(part, need=True))
            or _PET_OWNED.search(text)
            or _PET_OWNED_BEFORE.search(_NOT_THEIRS.sub("_", folded))
        ):
            result = True
    return result
