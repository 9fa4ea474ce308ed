"""Ads without a model: sentences chosen by what is known of the home and by what fits its place.

Recognised by the task that the prompt's facts name (``ad_copy``) and by the tool that takes the
answer. Each variation begins elsewhere in the lists, so that they differ in what they lead with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Any, Final

from agents.llm.base import Prompt
from agents.llm.offline import ad_words

TASK: Final = "ad_copy"
TOOL: Final = "write_ads"
_MAIN: Final = frozenset({"primary_text", "caption", "introduction", "text"})
_HEADLINES: Final = frozenset({"headline", "headlines", "title"})
_STORY_FROM: Final = 300
_FORMAT: Final = Formatter()


def is_asked(prompt: Prompt) -> bool:
    """Whether the prompt asks for ads."""
    return prompt.facts.get("task") == TASK and any(tool.name == TOOL for tool in prompt.tools)


def ads_written(prompt: Prompt) -> dict[str, Any]:
    """The arguments of the call that hands the ads in."""
    facts = prompt.facts
    parts = [part for part in facts["parts"] if isinstance(part, Mapping)]
    variations = []
    for language in facts["languages"]:
        slots = _slots(facts, language)
        used: set[str] = set()
        for number in range(int(facts["variations"])):
            texts = {part["name"]: _part(part, language, slots, number, used) for part in parts}
            variations.append({"language": language, **texts})
    return {"variations": variations}


def _part(
    part: Mapping[str, Any], language: str, slots: Mapping[str, str], number: int, used: set[str]
) -> str | list[str]:
    name, limit, most = str(part["name"]), int(part["limit"]), int(part["most"])
    if name == "hashtags":
        return _tags(language, slots, limit, most)
    if name == "description" and limit >= _STORY_FROM:
        return _story(language, slots, number)
    kind = (
        ad_words.MAIN
        if name in _MAIN
        else ad_words.HEADLINES
        if name in _HEADLINES
        else ad_words.DESCRIPTIONS
    )[language]
    fitting = [text for text in _said(kind, slots) if len(text) <= limit]
    if most > 1:
        # Many of a kind: all that fit, each variation in an order of its own.
        turned = _turned(fitting, number * 3)
        return turned[:most]
    fresh = [text for text in fitting if text not in used] or fitting
    if not fresh:
        return slots["Kind"][:limit]
    # The first are the richest; variation after variation takes the next of them.
    used.add(fresh[0])
    return fresh[0]


def _said(templates: Sequence[str], slots: Mapping[str, str]) -> Iterator[str]:
    """The sentences whose every slot is known, filled in."""
    for template in templates:
        names = [name for _text, name, _spec, _conversion in _FORMAT.parse(template) if name]
        if all(slots.get(name) for name in names):
            yield template.format(**slots)


def _story(language: str, slots: Mapping[str, str], number: int) -> str:
    said = [next(_said(choices, slots), "") for choices in ad_words.STORY[language]]
    said = [sentence for sentence in said if sentence]
    # The opening and the invitation stay; what stands between them takes turns.
    middle = _turned(said[1:-1], number)
    return " ".join([*said[:1], *middle, *said[-1:]])


def _tags(language: str, slots: Mapping[str, str], limit: int, most: int) -> list[str]:
    words = [re.sub(r"\W", "", text.title()) for text in _said(ad_words.TAGS[language], slots)]
    tags = [f"#{word}" for word in dict.fromkeys(words) if word and len(word) < limit]
    return tags[:most]


def _turned(items: list[str], by: int) -> list[str]:
    if not items:
        return items
    by %= len(items)
    return items[by:] + items[:by]


def _slots(facts: Mapping[str, Any], language: str) -> dict[str, str]:
    """What can be said of the home in this language, "" for what is not known."""
    unit, broker = _mapping(facts.get("unit")), _mapping(facts.get("broker"))
    kind = ad_words.KINDS[language].get(
        str(unit.get("property_type") or ""), ad_words.KINDS[language][""]
    )
    short = ad_words.SHORT_KINDS[language].get(str(unit.get("property_type") or ""), kind)
    place = str(unit.get("area") or unit.get("city") or "")
    city = str(unit.get("city") or "")
    operation = str(unit.get("operation") or "")
    features = [str(each) for each in _mapping(unit.get("features_text")).get(language) or []]
    beds = _count(unit.get("beds"), _BEDS[language])
    feminine = language == "es" and kind in ad_words.FEMININE
    slots = {
        "kind": kind,
        "Kind": _capital(kind),
        "a_kind": f"{'an' if kind[0] in 'aeio' else 'a'} {kind}",
        "Short": _capital(short),
        "op": _operation(operation, language, str(broker.get("country") or "")),
        "place": place,
        "city": city if city != place else "",
        "beds": beds,
        "Beds": _capital(beds),
        "baths": _count(unit.get("baths"), _BATHS[language]),
        "size": str(_mapping(unit.get("size_text")).get(language) or ""),
        "price": _price(unit, language),
        "features": _joined(features, language),
        "about": str(unit.get("description") or "") if unit.get("language") == language else "",
        "broker": str(broker.get("name") or ""),
        "Cta": ad_words.CALLS[language].get(str(facts.get("tone")), "")
        or ad_words.CALLS[language]["friendly"],
        "lo": "la" if feminine else "lo",
        "este": "esta" if feminine else "este",
    }
    slots["op_tag"] = slots["op"]
    for number, feature in enumerate(features[:3], start=1):
        slots["feature" if number == 1 else f"feature{number}"] = feature
    slots["Feature"] = _capital(slots.get("feature", ""))
    return slots


_BEDS: Final = {"es": ("dormitorio", "dormitorios"), "en": ("bedroom", "bedrooms")}
_BATHS: Final = {"es": ("baño", "baños"), "en": ("bathroom", "bathrooms")}

# Spanish writes 1,5 where English writes 1.5.
_COMMA: Final = frozenset({"dormitorios", "baños"})


def _operation(operation: str, language: str, country: str) -> str:
    if operation == "sale":
        return "en venta" if language == "es" else "for sale"
    if operation == "rent":
        word = ad_words.RENT.get(country, "alquiler")
        return f"en {word}" if language == "es" else "to rent"
    return "disponible" if language == "es" else "available"


def _price(unit: Mapping[str, Any], language: str) -> str:
    # Whether a rent is a month's or a year's stands nowhere in the unit, so it is not said.
    return str(_mapping(unit.get("price_text")).get(language) or "")


def _count(value: Any, words: tuple[str, str]) -> str:
    if not isinstance(value, int | float) or value <= 0:
        return ""
    number = f"{value:g}".replace(".", "," if words[1] in _COMMA else ".")
    return f"{number} {words[0] if value == 1 else words[1]}"


def _joined(items: list[str], language: str) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {ad_words.AND[language]} {items[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
