"""Amounts as brokers write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crm.inventory.money import convert, format_price


@pytest.mark.parametrize(
    ("amount", "currency", "language", "written"),
    [
        (4500, "UF", "", "UF 4.500"),
        (Decimal("15.5"), "UF", "es", "UF 15,5"),
        (120_000_000, "CLP", "", "$120.000.000"),
        (120_000_000, "CLP", "en", "CLP 120,000,000"),
        (1_200_000, "AED", "", "AED 1.2M"),
        (1_234_567, "AED", "en", "AED 1,234,567"),
        (120_000, "AED", "", "AED 120,000"),
        (2_000_000, "AED", "es", "AED 2M"),
        (350_000, "USD", "", "USD 350,000"),
        (350_000, "USD", "es", "USD 350.000"),
        (245_000, "EUR", "", "€245.000"),
        (245_000, "EUR", "en", "€245,000"),
        (1_500_000, "MXN", "es", "$1,500,000"),
        (Decimal("1999.90"), "GBP", "en", "£1,999.90"),
    ],
)
def test_price_is_written_as_brokers_do(amount, currency, language, written):
    assert format_price(amount, currency, language) == written


def test_amounts_convert_through_the_brokers_currency():
    rates = {"CLP": Decimal(1), "UF": Decimal(39_000), "USD": Decimal(975)}

    assert convert(Decimal(100), "UF", "USD", rates) == Decimal(4000)


def test_an_unknown_rate_gives_no_amount():
    assert convert(Decimal(100), "UF", "USD", {"CLP": Decimal(1)}) is None
