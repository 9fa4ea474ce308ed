"""Budgets in words and ranges, and the money that is somebody else's, of the past or for something
else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agents.nlu.cast import stated


@pytest.mark.parametrize(
    ("country", "text", "low", "high"),
    [
        ("ES", "entre novecientos y mil cien euros al mes", 900, 1100),
        ("ES", "entre mil y mil doscientos euros", 1000, 1200),
        ("CO", "entre dos y tres millones mensuales", 2_000_000, 3_000_000),
        ("ES", "hasta mil doscientos al mes", None, 1200),
        ("ES", "ni un euro más de 210.000", None, 210_000),
        ("GB", "not a penny over 210k", None, 210_000),
        ("GB", "top end would be a quarter of a million", None, 250_000),
        ("GB", "half a million tops", None, 500_000),
        ("US", "my budget starts at 600k", 600_000, None),
        ("CO", "unos 350 millones, puede ser 380 si vale la pena", None, 380_000_000),
        ("US", "Looking at 1.1 to 1.3M", 1_100_000, 1_300_000),
        ("MX", "traemos 3 millones y medio", None, 3_500_000),
        ("US", "keep it under 2 grand a month", None, 2000),
    ],
)
def test_a_budget_in_words(country: str, text: str, low: int | None, high: int | None) -> None:
    fields = stated(country, text)

    assert (fields.get("budget_min"), fields.get("budget_max")) == (low, high)


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("CO", "hoy pago 1.800.000 de arriendo"),
        ("AR", "las expensas que no sean una locura, hoy pago 190 lucas"),
        ("PE", "me aumentaron la renta a 2,200 soles"),
        ("GB", "rent went up to 1,350"),
        ("US", "current rent is $1,900 and going up to $2,150"),
        ("US", "I got charged $340 for carpet"),
        ("ES", "me quitaron 800 euros de fianza en el anterior"),
        ("AR", "la vendimos en 95 mil dólares hace dos años"),
        ("US", "zestimate says 512k"),
        ("ES", "cobra 1.150 de pensión"),
        ("GB", "my mate pays 800 for a two bed"),
        ("GB", "earning 31k, is that enough"),
        ("US", "my sister in law paid 455k there last year"),
        ("ES", "a mi cuñado le salieron 12.000 euros"),
        ("MX", "mi sueldo es de 28 mil al mes"),
    ],
)
def test_other_money_is_no_budget(country: str, text: str) -> None:
    assert not stated(country, text).keys() & {"budget_min", "budget_max"}


def test_a_budget_put_right_is_one_whatever_else_is_named() -> None:
    known: dict[str, Any] = {"operation": "rent", "budget_max": 1050, "currency": "EUR"}
    text = "perdona, 1.150, que con lo que hay en idealista no llego"

    assert stated("ES", text, known=known)["budget_max"] == 1150
