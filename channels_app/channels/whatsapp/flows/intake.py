"""Our form: what somebody looks for, in four screens made of the broker's own places and types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from channels_app.channels.whatsapp.limits import cut
from crm.brokers.current import broker_current, broker_zone
from crm.core.text import clip, storable
from crm.inventory.models import Unit
from crm.inventory.places import places
from crm.leads.profile import CURRENCIES, PROPERTY_TYPES, Unacceptable, cleaned

FIRST: Final = "WISH"
SCREENS: Final = ("WISH", "PLACE", "MONEY", "WHEN")
#: From when until when they want to be in, in days from now, by the answer's id.
TIMELINES: Final[dict[str, tuple[int, int] | None]] = {
    "now": (0, 30),
    "soon": (30, 90),
    "later": (90, 180),
    "looking": None,
}
BEDS: Final = ("0", "1", "2", "3", "4", "5")
_OPERATIONS: Final = ("buy", "rent")
#: WhatsApp's limits on the choices of one component, and on a choice's title.
_MOST_BOXES: Final = 20
_TITLE: Final = 30
_NAME: Final = 160
_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+(?![\d])")

Choice = dict[str, str]


def screen(name: str) -> dict[str, Any]:
    """A screen with the choices it offers."""
    return {"screen": name, "data": {key: make() for key, make in _CHOICES[name].items()}}


def step(name: str, answers: Mapping[str, Any], *, token: str) -> dict[str, Any]:
    """What follows a screen that was filled in: the next one, the same with what is wrong, or the
    end, which hands every answer to the conversation."""
    if name not in SCREENS:
        return screen(FIRST)
    problem = _problem(name, answers)
    if problem:
        again = screen(name)
        again["data"]["error_message"] = problem
        return again
    following = SCREENS[SCREENS.index(name) + 1 :]
    for each in following:
        if each != "PLACE" or _areas():
            return screen(each)
    missing = next((each for each in SCREENS if _problem(each, answers)), None)
    if missing:
        return screen(missing)
    params = {"flow_token": token, **_kept(answers)}
    return {"screen": "SUCCESS", "data": {"extension_message_response": {"params": params}}}


def profile_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """A filled form as changes of a profile; what is not ours or makes no sense is left out."""
    given = _kept(answers)
    changes: dict[str, Any] = {
        key: given[key] for key in ("operation", "property_type", "beds") if key in given
    }
    chosen = [_place(each) for each in given.get("areas", [])]
    if chosen:
        changes["areas"] = [area for area, _city in chosen]
        cities = {city for _area, city in chosen if city}
        if len(cities) == 1:
            changes["city"] = cities.pop()
    if "budget_max" in given:
        changes["budget_max"] = given["budget_max"]
        changes["currency"] = given.get("currency") or broker_current().currency
    if "timeline" in given:
        changes["timeline"] = timeline_words(given["timeline"])
        days = TIMELINES[given["timeline"]]
        today = timezone.now().astimezone(broker_zone()).date()
        if days is not None:
            changes["timeline_from"], changes["timeline_to"] = (
                today + timedelta(days=number) for number in days
            )
    return changes


def name_of(answers: Mapping[str, Any]) -> str:
    """The name somebody gave in the form."""
    return str(_kept(answers).get("name", ""))


def _kept(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that are ours, each as it is stored; others left out."""
    kept: dict[str, Any] = {}
    for field in ("operation", "property_type", "currency"):
        if answers.get(field) in _allowed(field):
            kept[field] = str(answers[field])
    areas = answers.get("areas")
    known = {each["id"] for each in _areas()}
    if isinstance(areas, list):
        chosen = [each for each in areas if isinstance(each, str) and each in known]
        if chosen:
            kept["areas"] = chosen[:_MOST_BOXES]
    if str(answers.get("beds", "")) in BEDS:
        kept["beds"] = str(answers["beds"])
    budget = _amount(answers.get("budget_max"))
    if budget is not None:
        kept["budget_max"] = str(budget)
    if answers.get("timeline") in TIMELINES:
        kept["timeline"] = str(answers["timeline"])
    name = clip(storable(str(answers.get("name") or "")), _NAME)
    if name:
        kept["name"] = name
    return kept


def _problem(name: str, answers: Mapping[str, Any]) -> str:
    kept = _kept(answers)
    if name == "WISH" and not {"operation", "property_type"} <= kept.keys():
        return _("Choose what you are looking for.")
    if name == "MONEY" and answers.get("budget_max") and "budget_max" not in kept:
        return _("Write the budget as a number.")
    if name == "WHEN" and "timeline" not in kept:
        return _("Choose when.")
    return ""


def _amount(value: Any) -> Decimal | None:
    text = storable(str(value or "")).strip()
    if _GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    try:
        amount = cleaned("budget_max", text.replace(",", ".")) if text else None
    except Unacceptable:
        return None
    return amount if isinstance(amount, Decimal) and amount > 0 else None


def _allowed(field: str) -> tuple[str, ...]:
    if field == "operation":
        return _OPERATIONS
    return PROPERTY_TYPES if field == "property_type" else CURRENCIES


def _operations() -> list[Choice]:
    words = {"buy": _("Buy"), "rent": _("Rent")}
    return [{"id": each, "title": words[each]} for each in _OPERATIONS]


def _types() -> list[Choice]:
    words = dict(Unit.Type.choices)
    offered = [each for each in places().property_types if each in words] or list(words)
    return [{"id": each, "title": cut(str(words[each]), _TITLE).capitalize()} for each in offered]


def _areas() -> list[Choice]:
    found = places()
    named = list(found.areas) or [("", city) for city in found.cities if city]
    return [
        {"id": f"{area}|{city}"[:200], "title": cut(area or city, _TITLE)}
        for area, city in named[:_MOST_BOXES]
    ]


def _place(choice: str) -> tuple[str, str]:
    area, _sign, city = choice.partition("|")
    return area or city, city


def _beds() -> list[Choice]:
    words = {"0": _("Studio"), BEDS[-1]: _("%(number)s or more") % {"number": BEDS[-1]}}
    return [{"id": each, "title": words.get(each, each)} for each in BEDS]


def _currencies() -> list[Choice]:
    own = broker_current().currency
    others = ["UF"] if own == "CLP" else []
    offered = dict.fromkeys([own, *others, "USD"])
    return [{"id": each, "title": each} for each in offered if each in CURRENCIES]


def timeline_words(key: str) -> str:
    """When they want to be in, in the language in hand."""
    return {
        "now": _("within a month"),
        "soon": _("in one to three months"),
        "later": _("in three to six months"),
        "looking": _("just looking"),
    }[key]


def _timelines() -> list[Choice]:
    return [{"id": key, "title": timeline_words(key).capitalize()} for key in TIMELINES]


_CHOICES: Final[dict[str, dict[str, Any]]] = {
    "WISH": {"operations": _operations, "types": _types},
    "PLACE": {"areas": _areas},
    "MONEY": {"beds": _beds, "currencies": _currencies},
    "WHEN": {"timelines": _timelines},
}
