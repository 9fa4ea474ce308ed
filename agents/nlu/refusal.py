"""What a lead refuses: how far a "no" reaches in front of a place or a kind of home."""

from __future__ import annotations

import re
from typing import Final

# "No busco", "don't send me", "stop showing", "dejate de joder con": a refusal and its verb.
_NO: Final = (
    r"(?:no|nunca|tampoco|not|never|don'?t|do not|doesn'?t|isn'?t|stop|quit|"
    r"(?:dej[ae]\w*|par[ae]n?|basta|cort[ae]\w*)(?: ya)? (?:de|con))"
)
_WHO: Final = (
    r"(?:(?:me|nos|te|le|les|se|lo|la|i|i'm|we|we're|really|even|longer|esta\w*|estoy|que|you|ya|"
    r"am|is|are|mas|please|to) )*"
)
_WISH: Final = (
    r"(?:quier\w+|quer\w+|quisier\w+|busc\w+|busqu\w+|mand\w+|envi\w+|muestr\w+|mostr\w+|ofrec\w+|"
    r"ofrezc\w+|pas(?:e[ns]?|ar\w*)|interes\w+|gust\w+|sirv\w+|convien\w+|conven\w+|consider\w+|"
    r"jod\w+|insist\w+|hinch\w+|molest\w+|habl\w+|escrib\w+|proponga\w*|tinca|late|"
    r"want(?:ing|ed)?|send(?:ing)?|show(?:ing)?|look(?:ing)?|offer(?:ing)?|messag\w+|text(?:ing)?|"
    r"e?mail(?:ing)?|interested|consider(?:ing)?|like|fancy|care|keen|need|after|push(?:ing)?|"
    r"suggest(?:ing)?|recommend(?:ing)?|bother(?:ing)?|do|doing|go(?: for)?|try|feel(?:ing)?|"
    r"conven\w+|tinca\w*)"
)
# Between the verb and the place stand only words that name no wish of their own: who does not
# want "a small flat in Macul" may well want a large one there.
_FILLER: Final = (
    r"(?:nada|mas|es|is|seria|algo|ningun[oa]?|cosas?|opciones|anuncios?|avisos?|fotos?|casas?|"
    r"dep(?:to|a|artamento|artamentito)s?|pisos?|propiedades|inmuebles?|vivir|irme|mudarme|ver|"
    r"saber|otr[oa]s?|l[oa]s?|el|un[oa]?s?|es[aeo]s?|est[aeo]s?|de|del|en|por|con|a|al|hacia|"
    r"sobre|la zona|zona|sector|barrio|comuna|colonia|lado|ahi|alla|me|nos|mucho|tanto|para|"
    r"anything|any|more|stuff|listings?|flats?|houses?|homes?|places?|condos?|apartments?|apts?|"
    r"properties|ads?|photos?|to|live|living|move|moving|see|know|be|in|at|on|about|around|near|"
    r"over|for|with|the|that|those|these|other|area|side|part|of|out|up|me|us|again|much)"
)
_REFUSED: Final = re.compile(rf"\b{_NO} {_WHO}{_WISH}\W+(?:{_FILLER}\W+)*$")
# "Nothing but Macul", "no quiero nada mas que Macul": the very opposite.
_ONLY_THAT: Final = re.compile(
    r"\b(?:(?:nada|otra cosa|otro lado|ningun\w*(?: \w+)?) (?:mas )?(?:que|sino)|nothing but|"
    r"nowhere but|mas que|que no sea|other than)\W+(?:(?:en|in|la|el|the|zona|de)\W+)*$"
)


def refused_before(before: str) -> bool:
    """Whether folded text right before a place or a kind of home refuses it by a verb."""
    return bool(_REFUSED.search(before)) and not _ONLY_THAT.search(before)
