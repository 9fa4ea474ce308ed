"""What a lead is known to want, as data sets write it, and when two values are the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from agents.evals.figures import Hits

Profile = dict[str, Any]

FIELDS: Final = (
    *("operation", "property_type", "city", "areas", "beds", "baths", "area_m2"),
    *("budget_min", "budget_max", "currency", "period", "approx", "timeline", "preapproved"),
    *("financing", "pets", "parking", "furnished", "viewing", "name", "phone", "email"),
    "language",
)
_AMOUNTS: Final = frozenset({"beds", "baths", "area_m2", "budget_min", "budget_max"})
_PARTS: Final = {
    "timeline": ("from", "to"),
    "viewing": ("date_from", "date_to", "part_of_day"),
}
_CLOSE: Final = 1e-6


def is_set(value: Any) -> bool:
    """Whether a field says anything; a no says something, an empty list does not."""
    return value is not None and value not in ("", [], {}, ())


def same(field: str, one: Any, other: Any) -> bool:
    """Whether two values of a field mean the same: areas in any order, times by their days."""
    if not (is_set(one) and is_set(other)):
        return is_set(one) == is_set(other)
    if field in _AMOUNTS:
        return _close(one, other)
    if field == "areas":
        return set(one) == set(other)
    if field in _PARTS and isinstance(one, Mapping) and isinstance(other, Mapping):
        return all(one.get(part) == other.get(part) for part in _PARTS[field])
    return bool(one == other)


def _close(one: Any, other: Any) -> bool:
    try:
        first, second = float(one), float(other)
    except (TypeError, ValueError):
        return False
    return abs(first - second) <= _CLOSE * max(abs(first), abs(second))


def replayed(known: Mapping[str, Any], sets: Mapping[str, Any], clears: Iterable[str]) -> Profile:
    """The profile after a message: first what it takes back, then what it says."""
    gone = set(clears)
    after = {name: value for name, value in known.items() if name not in gone}
    after.update({name: value for name, value in sets.items() if is_set(value)})
    return after


def news(stated: Mapping[str, Any], known: Mapping[str, Any]) -> Profile:
    """What of a statement is new: to say again what is known changes nothing."""
    return {
        name: value
        for name, value in stated.items()
        if is_set(value) and not same(name, value, known.get(name))
    }


def equal(one: Mapping[str, Any], other: Mapping[str, Any], fields: Iterable[str]) -> bool:
    """Whether two profiles agree in all these fields."""
    return all(same(name, one.get(name), other.get(name)) for name in fields)


class FieldHits:
    """Hits of a profile's fields, all together and each by itself."""

    def __init__(self) -> None:
        self.all = Hits()
        self.each: dict[str, Hits] = {}

    def add(
        self, predicted: Mapping[str, Any], wanted: Mapping[str, Any], fields: Iterable[str]
    ) -> list[str]:
        """Count the fields set on either side; returns those that are wrong."""
        wrong = []
        for name in fields:
            found, gold = is_set(predicted.get(name)), is_set(wanted.get(name))
            if not (found or gold):
                continue
            right = found and gold and same(name, predicted[name], wanted[name])
            for hits in (self.all, self.each.setdefault(name, Hits())):
                hits.add(int(right), int(found), int(gold))
            if not right:
                wrong.append(name)
        return wrong
