"""Homes for a throwaway broker: some of each kind in every area, at prices its money makes likely.

They are made from the areas and nothing else, so that the same broker has the same homes in every
run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

# A month's rent and the price of a home with one bedroom.
_LIKELY: Final = {
    "AED": (6_500, 900_000), "ARS": (450_000, 95_000_000), "BRL": (2_200, 380_000),
    "CLP": (420_000, 95_000_000), "COP": (1_700_000, 290_000_000), "EUR": (850, 190_000),
    "GBP": (1_300, 280_000), "MXN": (12_000, 2_400_000), "PEN": (1_700, 320_000),
    "UF": (11, 2_700), "USD": (1_100, 170_000),
}  # fmt: skip
_ELSEWHERE: Final = (1_000, 200_000)
_HOMES: Final = (("apartment", 1), ("apartment", 2), ("apartment", 3), ("house", 3), ("house", 4))
#: Kinds of which the broker has one of each, in its first area.
_RARE: Final = ("studio", "office", "land", "parking")


def listings(city: str, areas: tuple[str, ...], currency: str) -> Iterator[dict[str, Any]]:
    """The rows to import."""
    places = areas or (city,)
    homes = [(place, *home) for place in enumerate(places) for home in _HOMES]
    homes += [((0, places[0]), kind, 0) for kind in _RARE]
    number = 0
    for (rank, area), kind, beds in homes:
        for operation, base in zip(
            ("rent", "sale"), _LIKELY.get(currency, _ELSEWHERE), strict=True
        ):
            number += 1
            yield {
                "ref": f"E-{number:03d}",
                "title": f"{kind.capitalize()} {number}",
                "operation": operation,
                "property_type": kind,
                "city": city or area,
                "area": area,
                "beds": beds or None,
                "baths": max(1, beds - 1),
                "area_m2": 35 + 25 * beds,
                "price": round(base * (0.6 + 0.4 * max(beds, 1)) * (1 + 0.06 * (rank % 5)), 2),
                "currency": currency,
            }
