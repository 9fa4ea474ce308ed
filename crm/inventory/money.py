"""Amounts: how brokers write them, and what they are worth in another currency."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from crm.brokers.current import broker_current
from crm.core.perbroker import PerBroker
from crm.inventory.models import ExchangeRate

#: What one unit of each currency is worth in the broker's own (which is in it, with 1).
Rates: TypeAlias = Mapping[str, Decimal]

# What stands before the number. CLP and its like are "$" only among people who read Spanish.
_SIGNS: Final = {"EUR": "€", "GBP": "£", "PEN": "S/ ", "BRL": "R$ "}
_PESOS: Final = frozenset({"CLP", "MXN", "ARS", "COP", "UYU"})
_DOTTED: Final = frozenset({"CLP", "UF", "ARS", "COP", "UYU", "BRL", "EUR"})
_COMMA_IN_SPANISH: Final = frozenset({"MXN", "PEN"})
_WITHOUT_CENTS: Final = frozenset({"CLP", "COP", "AED"})


def _load() -> Rates:
    rates = dict(ExchangeRate.objects.values_list("currency", "rate"))
    return {**rates, broker_current().currency: Decimal(1)}


_kept: Final[PerBroker[Rates]] = PerBroker(_load)


def rates() -> Rates:
    """The broker's exchange rates, remembered for half a minute."""
    return _kept.get()


def forget_rates(**_: object) -> None:
    """Drop the remembered rates after one was changed; also a receiver of its signals."""
    _kept.forget()


def convert(
    amount: Decimal, source: str, target: str, table: Rates | None = None
) -> Decimal | None:
    """The amount in another currency, None when a rate is missing; unrounded."""
    if source == target:
        return amount
    known = rates() if table is None else table
    if source not in known or target not in known:
        return None
    return amount * known[source] / known[target]


def format_price(amount: Decimal | float, currency: str, language: str = "") -> str:
    """The amount as a broker writes it: ``UF 4.500``, ``$120.000.000``, ``AED 1.2M``, ``€245.000``.

    Never rounds: an amount that a short form cannot say exactly is written out. ``language`` sets
    the separators; without it they follow the currency.
    """
    value = Decimal(str(amount))
    spanish = language.startswith("es") if language else currency in _DOTTED
    if currency == "AED" and value >= 1_000_000 and value % 10_000 == 0:
        millions = f"{(value / 1_000_000).normalize():f}"
        return f"AED {_localised(millions, spanish)}M"
    number = _number(value, currency)
    text = _localised(number, spanish and currency not in _COMMA_IN_SPANISH)
    if currency in _PESOS and (spanish or (currency in _COMMA_IN_SPANISH and not language)):
        return f"${text}"
    sign = _SIGNS.get(currency)
    return f"{sign}{text}" if sign else f"{currency} {text}".strip()


def _number(value: Decimal, currency: str) -> str:
    if value == value.to_integral_value():
        return f"{int(value):,}"
    if currency in _WITHOUT_CENTS:
        return f"{value.quantize(Decimal(1)):,}"
    if currency == "UF":
        return f"{value.normalize():,f}"
    return f"{value.quantize(Decimal('0.01')):,}"


def _localised(number: str, dotted: bool) -> str:
    return number.translate(str.maketrans(",.", ".,")) if dotted else number
