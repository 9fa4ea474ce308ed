"""What may be written into a lead's profile, whoever writes it.

One place decides what each field may hold, so that a page, the API and a model's tool call are
held to the same rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _

from crm.core.text import clip, storable

OPERATIONS: Final = ("buy", "rent", "sell", "rent_out")
#: What leads tell apart; :func:`crm.inventory.search.stocked_as` says what stock each is met by.
PROPERTY_TYPES: Final = (
    "apartment",
    "house",
    "villa",
    "townhouse",
    "studio",
    "office",
    "commercial",
    "land",
    "parking",
    "storage",
)
CURRENCIES: Final = (
    "CLP", "UF", "USD", "EUR", "AED", "MXN", "ARS", "PEN", "COP", "GBP", "BRL",
)  # fmt: skip
PERIODS: Final = ("month", "year")
FINANCING: Final = ("cash", "mortgage")
DAY_PARTS: Final = ("morning", "afternoon", "evening")
#: What a home must have or must not, each yes or no.
FEATURES: Final = ("pets", "parking", "furnished", "laundry")

FIELDS: Final = (
    "operation",
    "property_type",
    "city",
    "areas",
    "beds",
    "baths",
    "area_m2",
    "budget_min",
    "budget_max",
    "currency",
    "period",
    "approx",
    "timeline",
    "timeline_from",
    "timeline_to",
    "preapproved",
    "financing",
    *FEATURES,
    "viewing",
    "viewing_from",
    "viewing_to",
    "viewing_part",
)
EMPTY: Final[dict[str, Any]] = {
    "operation": "",
    "property_type": "",
    "city": "",
    "areas": [],
    "beds": None,
    "baths": None,
    "area_m2": None,
    "budget_min": None,
    "budget_max": None,
    "currency": "",
    "period": "",
    "approx": None,
    "timeline": "",
    "timeline_from": None,
    "timeline_to": None,
    "preapproved": None,
    "financing": "",
    **dict.fromkeys(FEATURES),
    "viewing": "",
    "viewing_from": None,
    "viewing_to": None,
    "viewing_part": "",
}

#: Values that say nothing about a field; False and 0 do.
VOID: Final[tuple[Any, ...]] = (None, "", [])


class Unacceptable(ValueError):
    """A value a field cannot hold; the text says why."""


def cleaned(field: str, value: Any) -> Any:
    """The value as the profile stores it. Raises :class:`Unacceptable`; None and "" clear."""
    if field not in FIELDS:
        raise Unacceptable(_("there is no such field"))
    if value is None or value == "" or value == []:
        return EMPTY[field] if field != "areas" else []
    return _CLEANERS[field](value)


def _one_of(allowed: tuple[str, ...]) -> Any:
    def clean(value: Any) -> str:
        text = str(value).strip()
        for word in allowed:
            if text.lower() == word.lower():
                return word
        raise Unacceptable(_("must be one of: %(list)s") % {"list": ", ".join(allowed)})

    return clean


def _text(limit: int) -> Any:
    def clean(value: Any) -> str:
        if not isinstance(value, str):
            raise Unacceptable(_("must be a text"))
        return clip(storable(value), limit)

    return clean


def _areas(value: Any) -> list[str]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise Unacceptable(_("must be a list of names"))
    names = [clip(storable(item), 120) for item in value if item.strip()]
    return list(dict.fromkeys(names))[:12]


def _number(low: str, high: str, *, places: int = 0) -> Any:
    def clean(value: Any) -> Decimal | int:
        try:
            number = Decimal(str(value))
        except InvalidOperation as error:
            raise Unacceptable(_("must be a number")) from error
        if isinstance(value, bool) or not number.is_finite():
            raise Unacceptable(_("must be a number"))
        if not Decimal(low) <= number <= Decimal(high):
            raise Unacceptable(
                _("must be between %(low)s and %(high)s") % {"low": low, "high": high}
            )
        return round(number, places) if places else int(number)

    return clean


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise Unacceptable(_("must be a date like 2026-03-31")) from error


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in {"true", "yes", "1", "sí", "si"}:
        return True
    if text in {"false", "no", "0"}:
        return False
    raise Unacceptable(_("must be yes or no"))


_CLEANERS: Final[dict[str, Any]] = {
    "operation": _one_of(OPERATIONS),
    "property_type": _one_of(PROPERTY_TYPES),
    "city": _text(120),
    "areas": _areas,
    "beds": _number("0", "50"),
    "baths": _number("0", "50", places=1),
    "area_m2": _number("1", "10000000"),
    "budget_min": _number("0", "99999999999999", places=2),
    "budget_max": _number("0", "99999999999999", places=2),
    "currency": _one_of(CURRENCIES),
    "period": _one_of(PERIODS),
    "approx": _boolean,
    "timeline": _text(160),
    "timeline_from": _date,
    "timeline_to": _date,
    "preapproved": _boolean,
    "financing": _one_of(FINANCING),
    **dict.fromkeys(FEATURES, _boolean),
    "viewing": _text(160),
    "viewing_from": _date,
    "viewing_to": _date,
    "viewing_part": _one_of(DAY_PARTS),
}


def clean_changes(changes: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Sort changes into (accepted, rejected with the reason in words)."""
    accepted: dict[str, Any] = {}
    rejected: dict[str, str] = {}
    for field, value in changes.items():
        try:
            accepted[field] = cleaned(field, value)
        except Unacceptable as error:
            rejected[field] = str(error)
    return accepted, rejected


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Profile values as JSON values: numbers as numbers, dates as ISO texts."""
    return {field: _json(value) for field, value in values.items()}


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def merge(
    current: Mapping[str, Any],
    sources: Mapping[str, Any],
    changes: Mapping[str, Any],
    *,
    by: str,
) -> tuple[dict[str, Any], dict[str, str]]:
    """What these changes make of a profile: (fields that change, refused ones with the reason).

    A field that a person of the broker set stays theirs: anybody else's other value for it is
    refused. When only one bound of the budget is new and the two no longer fit, the older one
    is dropped: the newest statement wins.
    """
    accepted, rejected = clean_changes(changes)
    if by != "person":
        for field in list(accepted):
            if sources.get(field, {}).get("by") == "person":
                if current[field] != accepted[field]:
                    rejected[field] = _("a person of the broker has set this")
                del accepted[field]
    low = accepted.get("budget_min", current["budget_min"])
    high = accepted.get("budget_max", current["budget_max"])
    if low is not None and high is not None and low > high:
        if "budget_min" in accepted and "budget_max" in accepted:
            accepted["budget_min"], accepted["budget_max"] = high, low
        else:
            accepted["budget_min" if "budget_max" in accepted else "budget_max"] = None
    return {field: value for field, value in accepted.items() if current[field] != value}, rejected
