"""What somebody looks for, said in one line: ``buy · 2 bd · Providencia · ≤ UF 4.500``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final, Protocol

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from crm.brokers.current import broker_current
from crm.inventory.models import Unit
from crm.inventory.money import format_price


class Search(Protocol):
    """The facts of a search, as a lead's profile holds them; empty ones are "", None or []."""

    operation: Any
    property_type: Any
    city: Any
    areas: Any
    beds: Any
    baths: Any
    area_m2: Any
    budget_min: Any
    budget_max: Any
    currency: Any


class Wishes(Search, Protocol):
    """All of a lead's profile, as their card tells it."""

    period: Any
    approx: Any
    timeline: Any
    preapproved: Any
    financing: Any
    pets: Any
    parking: Any
    furnished: Any
    laundry: Any
    viewing: Any


OPERATIONS: Final = {
    "buy": gettext_lazy("buy"),
    "rent": gettext_lazy("rent"),
    "sell": gettext_lazy("sell"),
    "rent_out": gettext_lazy("rent out"),
}


#: The kinds of home: those of listings, and those only leads tell apart.
_TYPES: Final = {
    **dict(Unit.Type.choices),
    "villa": gettext_lazy("villa"),
    "townhouse": gettext_lazy("townhouse"),
}
PERIODS: Final = {"month": gettext_lazy("a month"), "year": gettext_lazy("a year")}
FINANCING: Final = {"cash": gettext_lazy("cash"), "mortgage": gettext_lazy("mortgage")}
#: What a home must have: in words when it must not, and when it must.
FEATURES: Final = {
    "pets": (gettext_lazy("no pets"), gettext_lazy("pets")),
    "parking": (gettext_lazy("no parking"), gettext_lazy("parking")),
    "furnished": (gettext_lazy("unfurnished"), gettext_lazy("furnished")),
    "laundry": (gettext_lazy("no laundry"), gettext_lazy("laundry")),
}


def operation_word(key: str) -> str:
    """The operation as a person says it."""
    return str(OPERATIONS.get(key, key))


def type_word(key: str) -> str:
    """The kind of property as a person says it."""
    return str(_TYPES.get(key, key))


def wants_line(search: Search) -> str:
    """The search in one line, shortest facts first; "" when nothing is known yet."""
    parts = [operation_word(search.operation) if search.operation else ""]
    if search.beds is not None:
        parts.append(pgettext("bedrooms, short", "%(n)d bd") % {"n": search.beds})
    elif search.property_type:
        parts.append(type_word(search.property_type))
    if search.areas or search.city:
        parts.append(_places(search.areas) or search.city)
    if search.area_m2:
        parts.append(f"{search.area_m2} m²")
    parts.append(budget_line(search.budget_min, search.budget_max, search.currency))
    return " · ".join(part for part in parts if part)


def _places(areas: Sequence[str]) -> str:
    more = len(areas) - 2
    return ", ".join(areas[:2]) + (f" +{more}" if more > 0 else "")


def budget_line(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    """A budget with its bounds as signs: ``≤ UF 4.500``, ``≥ USD 200,000``, ``UF 3.000–4.500``."""
    if low is None and high is None:
        return ""
    language = get_language() or ""
    currency = currency or broker_current().currency
    if low is not None and high is not None and low != high:
        first, last = (format_price(each, currency, language) for each in (low, high))
        return f"{first}–{_without_sign(last, currency)}"
    if high is not None:
        return ("≤ " if low is None else "") + format_price(high, currency, language)
    assert low is not None
    return f"≥ {format_price(low, currency, language)}"


def _without_sign(text: str, currency: str) -> str:
    return text.removeprefix(currency).removeprefix("$").strip()


def sized(value: Decimal | None) -> str:
    """An area as brokers write it: ``78 m²``."""
    if value is None:
        return ""
    text = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return _("%(size)s m²") % {"size": text}


def _budget(search: Wishes) -> str:
    text = budget_line(search.budget_min, search.budget_max, search.currency)
    if not text:
        return ""
    if search.approx:
        text = _("about %(amount)s") % {"amount": text.removeprefix("≤ ")}
    if period := PERIODS.get(search.period):
        text = f"{text} {period}"
    return text


def _financing(search: Wishes) -> str:
    ready = {True: _("pre-approved"), False: _("not pre-approved yet")}
    parts = [str(FINANCING.get(search.financing, "")), ready.get(search.preapproved, "")]
    return ", ".join(part for part in parts if part)


def _features(search: Wishes) -> str:
    said = [
        str(words[bool(value)])
        for name, words in FEATURES.items()
        if (value := getattr(search, name)) is not None
    ]
    return ", ".join(said)


def want_text(search: Wishes, key: str) -> str:
    """One row of a lead's card in words; "" when it is not known."""
    said: dict[str, Callable[[], str]] = {
        "operation": lambda: operation_word(search.operation),
        "property_type": lambda: type_word(search.property_type),
        "place": lambda: ", ".join([*search.areas, *([search.city] if search.city else [])]),
        "beds": lambda: _number(search.beds),
        "baths": lambda: _number(search.baths),
        "size": lambda: sized(search.area_m2),
        "budget": lambda: _budget(search),
        "timeline": lambda: str(search.timeline),
        "preapproved": lambda: _financing(search),
        "features": lambda: _features(search),
        "viewing": lambda: str(search.viewing),
    }
    return said[key]()


def _number(value: Decimal | int | None) -> str:
    return "" if value is None else f"{Decimal(value).normalize():f}"


class Worth(Protocol):
    """An amount in a currency."""

    @property
    def amount(self) -> Decimal | None: ...

    @property
    def currency(self) -> str: ...


def rounded(amount: Decimal | None, currency: str) -> str:
    """A sum at a glance, three figures of it: ``$1.240 M``, ``AED 34.5 M``; "" for none."""
    if not amount:
        return ""
    language = get_language() or ""
    if abs(amount) < 1_000_000:
        return format_price(amount.quantize(Decimal(1)), currency, language)
    tenths = int((amount / 100_000).to_integral_value())
    text = format_price(tenths // 10, currency, language)
    if tenths < 1000 and tenths % 10:
        # Every form ends with its number, so the decimal may follow it.
        text += f"{',' if language.startswith('es') else '.'}{tenths % 10}"
    return f"{text} M"
