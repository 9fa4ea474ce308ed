"""What a unit's fields may hold, whether typed in a form, sent by an API or read from a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _

from crm.core.text import clip, fold, storable
from crm.inventory.amenities import AMENITIES
from crm.inventory.models import Unit

REQUIRED: Final = ("ref", "title", "operation", "property_type", "city", "price")
_OPERATIONS: Final = {
    "sale": "sale", "sell": "sale", "for sale": "sale", "buy": "sale", "venta": "sale",
    "vender": "sale", "en venta": "sale", "compra": "sale",
    "rent": "rent", "for rent": "rent", "let": "rent", "to let": "rent", "lease": "rent",
    "arriendo": "rent", "arrendar": "rent", "alquiler": "rent", "alquilar": "rent", "renta": "rent",
}  # fmt: skip
_TYPES: Final = {
    "apartment": "apartment", "flat": "apartment", "condo": "apartment",
    "departamento": "apartment", "depto": "apartment",
    "apartamento": "apartment", "piso": "apartment", "penthouse": "apartment",
    "atico": "apartment", "duplex": "apartment", "house": "house", "villa": "house",
    "townhouse": "house", "casa": "house", "chalet": "house", "studio": "studio",
    "estudio": "studio", "monoambiente": "studio", "office": "office", "oficina": "office",
    "commercial": "commercial", "shop": "commercial", "retail": "commercial", "local": "commercial",
    "local comercial": "commercial", "comercial": "commercial", "land": "land", "plot": "land",
    "terreno": "land", "parcela": "land", "sitio": "land", "parking": "parking",
    "estacionamiento": "parking", "garaje": "parking", "garage": "parking", "storage": "storage",
    "bodega": "storage", "trastero": "storage", "warehouse": "storage",
}  # fmt: skip
_STATUSES: Final = {
    "available": "available", "disponible": "available", "active": "available",
    "activo": "available", "reserved": "reserved", "reservado": "reserved", "reservada": "reserved",
    "closed": "closed", "sold": "closed", "let": "closed", "rented": "closed", "vendido": "closed",
    "vendida": "closed", "arrendado": "closed", "arrendada": "closed", "cerrado": "closed",
}  # fmt: skip
_YES: Final = frozenset({"si", "yes", "y", "s", "true", "x", "allowed", "incluido", "included"})
_NO: Final = frozenset({"no", "n", "false", "none", "sin", "ninguno", "not allowed"})
_NUMBER: Final = re.compile(r"\d[\d.,\s']*")
_SPLIT: Final = re.compile(r"[;|]")


class Unacceptable(ValueError):
    """A value a field cannot hold; the text says why."""


def cleaned(name: str, value: Any, *, currency: str) -> Any:
    """The value as the unit stores it; ``currency`` is the one of an amount that names none."""
    if name == "currency":
        return _currency(value, currency)
    if name not in _CLEANERS:
        raise Unacceptable(_("there is no such field"))
    return _CLEANERS[name](value)


def clean_unit(row: Mapping[str, Any], *, currency: str) -> tuple[dict[str, Any], dict[str, str]]:
    """A whole row as (values, errors by field); what a new unit needs must be there."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, value in row.items():
        try:
            values[name] = cleaned(name, value, currency=currency)
        except Unacceptable as error:
            errors[name] = str(error)
    for name in REQUIRED:
        if name not in errors and values.get(name) in (None, ""):
            errors[name] = _("is missing")
    values.setdefault("currency", currency)
    return values, errors


def number(value: Any) -> Decimal | None:
    """A number written in Spanish or English ("1.234,5", "1,234.5", "4.500"); None when empty."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        return _finite(Decimal(str(value)))
    text = str(value).strip()
    if not text:
        return None
    found = _NUMBER.search(text)
    if found is None or "-" in text[: found.start()]:
        raise Unacceptable(_("“%(text)s” is not a number") % {"text": clip(text, 40)})
    digits = re.sub(r"[\s']", "", found.group()).rstrip(".,")
    try:
        return _finite(Decimal(_with_point(digits)))
    except InvalidOperation as error:
        raise Unacceptable(_("“%(text)s” is not a number") % {"text": clip(text, 40)}) from error


def _with_point(digits: str) -> str:
    """The digits with a point for decimals and nothing between thousands."""
    if "," in digits and "." in digits:
        decimal = max(digits.rfind(","), digits.rfind("."))
        return re.sub(r"[.,]", "", digits[:decimal]) + "." + digits[decimal + 1 :]
    groups = re.split(r"[.,]", digits)
    if len(groups) == 1:
        return digits
    # "4.500" and "1,200,000" are thousands; "2.5" and "78,25" are decimals.
    if all(len(group) == 3 for group in groups[1:]) and groups[0].strip("0"):
        return "".join(groups)
    if len(groups) == 2:
        return ".".join(groups)
    raise InvalidOperation


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise Unacceptable(_("must be a number"))
    return value


def _text(limit: int) -> Callable[[Any], str]:
    return lambda value: clip(storable("" if value is None else str(value)), limit)


def _long_text(value: Any) -> str:
    return storable("" if value is None else str(value)).strip()[:20_000]


def _one_of(words: Mapping[str, str]) -> Callable[[Any], str]:
    def clean(value: Any) -> str:
        text = fold(str(value or ""))
        if not text:
            return ""
        if text not in words:
            raise Unacceptable(
                _("“%(text)s” is none of: %(list)s")
                % {"text": clip(text, 40), "list": ", ".join(dict.fromkeys(words.values()))}
            )
        return words[text]

    return clean


def _status(value: Any) -> str:
    return _one_of(_STATUSES)(value) or Unit.Status.AVAILABLE


def _count(value: Any) -> int | None:
    amount = number(value)
    if amount is not None and not 0 <= amount <= 100:
        raise Unacceptable(_("must be between 0 and 100"))
    return None if amount is None else int(amount)


def _amount(limit: str, places: int) -> Callable[[Any], Decimal | None]:
    def clean(value: Any) -> Decimal | None:
        amount = number(value)
        if amount is None:
            return None
        if not 0 <= amount <= Decimal(limit):
            raise Unacceptable(_("must be between 0 and %(limit)s") % {"limit": limit})
        return round(amount, places)

    return clean


def _currency(value: Any, default: str) -> str:
    text = str(value or "").strip().upper().replace("CLF", "UF")
    if not text:
        return default
    if not re.fullmatch(r"UF|[A-Z]{3}", text):
        raise Unacceptable(_("“%(text)s” is not a currency") % {"text": clip(text, 40)})
    return text


def _features(value: Any) -> list[str]:
    items = value if isinstance(value, list | tuple) else _SPLIT.split(str(value or ""))
    return [clip(storable(str(item)), 60) for item in items if str(item).strip()][:40]


def _yes_or_no(value: Any) -> bool | None:
    """Yes, no, a number of them, or nothing: what is neither of these tells nothing."""
    if value is None or isinstance(value, bool):
        return value
    text = fold(str(value))
    if text in _YES:
        return True
    if text in _NO:
        return False
    return int(text) > 0 if text.isdecimal() else None


_CLEANERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "ref": _text(40),
    "title": _text(160),
    "operation": _one_of(_OPERATIONS),
    "property_type": _one_of(_TYPES),
    "status": _status,
    "city": _text(120),
    "area": _text(120),
    "address": _text(200),
    "beds": _count,
    "baths": _amount("99", 1),
    "area_m2": _amount("99999999", 1),
    "price": _amount("99999999999999", 2),
    "description": _long_text,
    "features": _features,
    **dict.fromkeys(AMENITIES, _yes_or_no),
}
FIELDS: Final = (*_CLEANERS, "currency")
