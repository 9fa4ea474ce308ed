"""What an ad may say: the unit's own facts, or those of a brief, as JSON values for a writer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from django.utils import translation

from agents.adcopy.amenities import named_in, said_in
from agents.guardrails.housing import steering_in
from crm.core.text import clip, fold
from crm.inventory.models import Unit
from crm.inventory.money import format_price
from crm.inventory.wants import sized

LANGUAGES: Final = ("es", "en")
_DESCRIPTION: Final = 1500
_NAMES: Final = frozenset({"Burj", "Marina", "Andes"})


def unit_facts(unit: Unit, *, broker_language: str) -> dict[str, Any]:
    """A listing as a writer of ads gets it; the price in words of each language.

    What the listing's own words say against fair housing is left out: an ad would repeat it.

    The listing's own text and features are said to be in the broker's language.
    """
    features = [each for each in unit.features if not steering_in(each)]
    return {
        "ref": unit.ref,
        "title": "" if steering_in(unit.title) else unit.title,
        "operation": str(unit.operation),
        "property_type": str(unit.property_type),
        "city": unit.city,
        "area": unit.area,
        "beds": unit.beds,
        "baths": _plain(unit.baths),
        "area_m2": _plain(unit.area_m2),
        "price_text": {
            language: format_price(unit.price, unit.currency, language) for language in LANGUAGES
        },
        "size_text": {language: _size(unit, language) for language in LANGUAGES},
        "features": features[:12],
        "features_text": {
            language: features_said(features, language, written_in=broker_language)
            for language in LANGUAGES
        },
        "description": ""
        if steering_in(unit.description)
        else clip(unit.description, _DESCRIPTION),
        "language": broker_language,
    }


def features_said(features: Iterable[str], language: str, *, written_in: str) -> list[str]:
    """Those features that can be said in this language, as they stand inside a sentence."""
    said = [
        # An adjective cannot follow "with": what is furnished comes with furniture.
        said_in(each, language)
        if language != written_in or "muebles" in named_in(each)
        else lowered(each)
        for each in list(features)[:12]
    ]
    return list(dict.fromkeys(each for each in said if each))


def lowered(text: str) -> str:
    """Words inside a sentence; what begins like a name or an abbreviation keeps its capitals."""
    first = text.split(" ", 1)[0]
    if first in _NAMES or (len(first) > 1 and first.isupper()):
        return text
    return text[:1].lower() + text[1:]


def figures_in(values: Iterable[Any]) -> set[str]:
    """The digits of every number the facts hold, however they are written."""
    text = " ".join(_flat(values))
    found = {digits(each) for each in re.findall(r"\d[\d.,'\s]*\d|\d", text)}
    found |= {digits(each) for each in re.findall(r"\d[\d.,]*\d|\d", text)}
    # 120.000.000 may be said as "120 millones", 1.200.000 as "1.2M".
    for figure in list(found):
        for zeros in ("000", "000000"):
            if figure.endswith(zeros):
                found.add(figure.removesuffix(zeros))
        for zeros in ("00000", "0000"):
            if len(figure) > 6 and figure.endswith(zeros):
                found.add(figure.removesuffix(zeros))
    return found - {""}


def digits(text: str) -> str:
    """A number without what stands between its digits; cents of nothing are dropped."""
    whole = re.sub(r"[.,]0{1,2}\Z", "", text.strip())
    return re.sub(r"\D", "", whole).lstrip("0")


def words_of(values: Iterable[Any]) -> str:
    """Everything the facts say, folded: what an ad's words are compared with."""
    return fold(" ".join(_flat(values)))


def _flat(values: Iterable[Any]) -> list[str]:
    found: list[str] = []
    for value in values:
        if isinstance(value, dict):
            found += _flat(value.values())
        elif isinstance(value, list | tuple):
            found += _flat(value)
        elif value is not None:
            found.append(str(value))
    return found


def _size(unit: Unit, language: str) -> str:
    with translation.override(language):
        return sized(unit.area_m2)


def _plain(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
