"""Listings drawn from a market's habits: prices by area and size, words in its language."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Area:
    """A part of town: what a square metre sells and rents for, where, and what it is mostly."""

    name: str
    sale: int
    rent: int
    streets: tuple[str, ...]
    kinds: tuple[str, ...] = ("apartment",)
    near: str = ""


@dataclass(frozen=True, slots=True)
class Market:
    """All a generator needs to know of a city; amounts are per m² in the two currencies."""

    prefix: str
    city: str
    sale_currency: str
    rent_currency: str
    sale_step: int
    rent_step: int
    areas: tuple[Area, ...]
    words: Mapping[str, str]
    features: Mapping[str, tuple[str, ...]]
    sizes: Mapping[str, tuple[tuple[int | None, float | None, int, int], ...]]


# How often each kind comes up, out of a hundred.
_KINDS = ("apartment",) * 62 + ("house",) * 17 + ("studio",) * 8 + ("office",) * 6 + (
    "commercial",
) * 3 + ("parking",) * 2 + ("storage", "land")  # fmt: skip
# A square metre of these is worth this share of a flat's.
_VALUE = {"house": 0.92, "office": 0.95, "commercial": 1.05, "parking": 0.55, "storage": 0.4,
          "land": 0.35, "studio": 1.08}  # fmt: skip
_NAMES = ("Burj", "DMCC")
_RENTED = ("apartment", "house", "studio", "office", "commercial")


def units(market: Market, *, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Rows for ``units_import``: the same seed gives the same listings."""
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose
    for number in range(1, count + 1):
        area = dice.choice(market.areas)
        kind = dice.choice(_KINDS)
        if kind in {"apartment", "house"}:
            kind = dice.choice((kind, *area.kinds))
        rented = kind in _RENTED and dice.random() < 0.42
        yield _unit(market, area, kind, "rent" if rented else "sale", number, dice)


def _unit(
    market: Market, area: Area, kind: str, operation: str, number: int, dice: random.Random
) -> dict[str, Any]:
    beds, baths, least, most = dice.choice(market.sizes[kind])
    size = dice.randint(least, most)
    # Larger homes cost less a square metre, and no two are kept alike.
    thrift = 1.0 - min(0.18, max(0, size - 60) / 1400)
    worth = size * _VALUE.get(kind, 1.0) * thrift * dice.uniform(0.86, 1.16)
    rate, step = (area.sale, market.sale_step) if operation == "sale" else (
        area.rent, market.rent_step)  # fmt: skip
    features = dice.sample(market.features[kind], k=min(len(market.features[kind]), 4))
    street = dice.choice(area.streets)
    facts = {
        "kind": market.words[kind],
        "area": area.name,
        "beds": beds,
        "size": size,
        "feature": _lowered(features[0]),
        "features": _joined([_lowered(item) for item in features], market.words["and"]),
        "near": area.near or street,
        "floor": dice.randint(2, 22),
    }
    return {
        "ref": f"{market.prefix}-{number:04d}",
        "title": _title(market, beds, facts),
        "operation": operation,
        "property_type": kind,
        "status": dice.choices(("available", "reserved", "closed"), weights=(88, 7, 5))[0],
        "city": market.city,
        "area": area.name,
        "address": market.words["address_house" if kind == "house" else "address"].format(
            street=street, number=dice.randint(100, 4900), flat=dice.randint(2, 22) * 100 + 1
        ),
        "beds": beds,
        "baths": baths,
        "area_m2": size,
        "price": max(step, round(worth * rate / step) * step),
        "currency": market.sale_currency if operation == "sale" else market.rent_currency,
        "description": _description(market, kind, facts, dice),
        "features": features,
    }  # fmt: skip


def _title(market: Market, beds: int | None, facts: Mapping[str, Any]) -> str:
    key = "title_plain" if not beds else "title_bed" if beds == 1 else "title_beds"
    text = market.words[key].format(**facts)
    return text[:1].upper() + text[1:]


def _description(market: Market, kind: str, facts: Mapping[str, Any], dice: random.Random) -> str:
    home = kind in {"apartment", "studio"}
    said = [market.words["about_home" if home else "about"], market.words["with"]]
    extra = [market.words[key] for key in ("costs", "moves", "pets") if kind in {
        "apartment", "studio", "house"}]  # fmt: skip
    said += dice.sample(extra, k=min(2, len(extra)))
    cost = dice.randrange(60, 260, 5)
    return " ".join(said).format(**facts, cost=cost)


def _lowered(item: str) -> str:
    """A feature inside a sentence; names keep their capital."""
    return item if item.split()[0] in _NAMES else item[:1].lower() + item[1:]


def _joined(names: Sequence[str], last: str) -> str:
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)
