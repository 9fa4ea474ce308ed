"""The score itself: a pure function of what is known, by the rules of the package's docstring."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from agents.scoring.facts import (
    WITHOUT_BEDS,
    WITHOUT_SIZE,
    ContactFacts,
    MarketFacts,
    ProfileFacts,
)
from agents.scoring.words import described, listed, missed_words, say
from crm.leads.verdict import Part, Verdict

QUALIFIED: Final = 60
WEIGHTS: Final = {
    "location": 20,
    "property": 20,
    "budget": 25,
    "timeline": 12,
    "specificity": 8,
    "contact": 8,
    "preapproval": 7,
}
# From how many days on a move is no longer so near, with its points and its word.
_HORIZONS: Final = (
    (timedelta(days=31), 12, "time_now"),
    (timedelta(days=92), 10, "time_soon"),
    (timedelta(days=366), 8, "time_year"),
)
_TIMELINE_LATER: Final = 7
_TIMELINE_WORDS: Final = 6
_BUDGET_FLOOR: Final = 10
_BUDGET_FROM: Final = 8
_REACH: Final = {"unknown": 0, "none": 0, "near": 8, "some": 15}
# The order in which a person would ask; specificity follows from the others.
_ASKED: Final = ("location", "property", "budget", "timeline", "contact", "preapproval")


def score(
    profile: ProfileFacts,
    market: MarketFacts,
    contact: ContactFacts,
    *,
    today: date,
    language: str = "es",
) -> Verdict:
    """The verdict on a lead, with reasons in the language; the same facts give the same verdict."""
    parts = {
        "location": _location(profile, market, language),
        "property": _property(profile, market, language),
        "budget": _budget(profile, market, language),
        "timeline": _timeline(profile, today, language),
        "specificity": _specificity(profile, language),
        "contact": _contact(contact, language),
        "preapproval": _preapproval(profile, language),
    }
    total = sum(part.points for part in parts.values())
    return Verdict(
        score=total,
        qualified=total >= QUALIFIED,
        parts=parts,
        reasons=[_summary(parts, total, language), *(part.reason for part in parts.values())],
        next_step=_next_step(profile, market, parts, language),
        top_matches=[
            {"ref": match.ref, "title": match.title, "price_text": match.price_text,
             "why": match.why}
            for match in market.matches
        ],
    )  # fmt: skip


def _part(name: str, points: int, reason: str) -> Part:
    return Part(points=min(points, WEIGHTS[name]), max=WEIGHTS[name], reason=reason)


def _location(profile: ProfileFacts, market: MarketFacts, language: str) -> Part:
    areas = listed(list(profile.areas), language)
    place = areas or profile.city
    if not place:
        return _part("location", 0, say(language, "place_unknown"))
    if profile.is_owner:
        return _part("location", 20 if areas else 14, say(language, "place_owner", place=place))
    of_city = (10 if market.has_city else 5) if profile.city else 0
    if not areas:
        key = "city_stocked" if market.has_city else "city_empty"
        return _part("location", of_city, say(language, key, place=place))
    key = "areas_stocked" if market.has_areas else "areas_empty"
    of_areas = 20 if market.has_areas else 10
    return _part("location", max(of_areas, of_city), say(language, key, place=place))


def _property(profile: ProfileFacts, market: MarketFacts, language: str) -> Part:
    what = described(profile, language)
    if not what:
        return _part("property", 0, say(language, "property_unknown"))
    of_type = (8 if market.has_type or profile.is_owner else 5) if profile.property_type else 0
    # The point for being in stock is no more than what any further wish gives, so that a wish
    # which nothing fulfils cannot cost more than it brings.
    in_stock = market.has_property or profile.is_owner
    points = of_type + _size_points(profile) + (1 if in_stock else 0)
    key = "property_stocked" if market.has_property else "property_empty"
    if profile.is_owner:
        key = "property_owner"
    return _part("property", points, say(language, key, what=what))


def _size_points(profile: ProfileFacts) -> int:
    known = [value is not None for value in (profile.beds, profile.baths, profile.area_m2)]
    if profile.property_type in WITHOUT_SIZE:
        return 11
    if profile.property_type in WITHOUT_BEDS and profile.area_m2 is not None:
        return 11
    if sum(known) == 1:
        return 5 if profile.baths is not None else 9
    return (0, 9, 10, 11)[sum(known)]


def _budget(profile: ProfileFacts, market: MarketFacts, language: str) -> Part:
    amount = market.budget_text
    if profile.budget_max is None and profile.budget_min is None:
        return _part("budget", 0, say(language, "budget_unknown"))
    if profile.is_owner:
        return _part("budget", 25, say(language, "budget_owner", amount=amount))
    if profile.budget_max is None:
        return _part("budget", _BUDGET_FROM, say(language, "budget_from", amount=amount))
    key = {"unknown": "budget_unclear"}.get(market.reach, f"budget_{market.reach}")
    if market.reach == "none" and not market.cheapest_text:
        key = "budget_nothing"
    reason = say(language, key, amount=amount, cheapest=market.cheapest_text)
    return _part("budget", _BUDGET_FLOOR + _REACH[market.reach], reason)


def _timeline(profile: ProfileFacts, today: date, language: str) -> Part:
    dates = [day for day in (profile.timeline_from, profile.timeline_to) if day is not None]
    if not dates:
        if not profile.timeline:
            return _part("timeline", 0, say(language, "time_unknown"))
        words = say(language, "time_words", text=profile.timeline)
        return _part("timeline", _TIMELINE_WORDS, words)
    # The earliest day counts: a further date can then only bring the move nearer.
    left = min(dates) - today
    for horizon, points, key in _HORIZONS:
        if left <= horizon:
            return _part("timeline", points, say(language, key))
    return _part("timeline", _TIMELINE_LATER, say(language, "time_later"))


def _specificity(profile: ProfileFacts, language: str) -> Part:
    answered = (
        bool(profile.operation),
        bool(profile.areas or profile.city),
        bool(profile.property_type),
        profile.beds is not None or profile.property_type in WITHOUT_BEDS | WITHOUT_SIZE,
        profile.baths is not None or profile.area_m2 is not None,
        profile.budget_max is not None or profile.budget_min is not None,
        bool(profile.timeline or profile.timeline_from or profile.timeline_to),
        profile.preapproved is not None or profile.operation in {"rent", "sell", "rent_out"},
    )
    known = sum(answered)
    return _part("specificity", known, say(language, "detail", known=known, all=len(answered)))


def _contact(contact: ContactFacts, language: str) -> Part:
    found: list[tuple[int, str]] = []
    if contact.phone:
        key = "contact_phone" if contact.phone_is_valid else "contact_bad_phone"
        found.append((5 if contact.phone_is_valid else 1, key))
    if contact.email:
        found.append((3, "contact_email"))
    if contact.has_channel:
        found.append((3, "contact_channel"))
    if contact.name:
        found.append((2, "contact_name"))
    if not found:
        return _part("contact", 0, say(language, "contact_none"))
    words = listed([say(language, key) for _points, key in found], language)
    return _part("contact", sum(points for points, _key in found), words[:1].upper() + words[1:])


def _preapproval(profile: ProfileFacts, language: str) -> Part:
    if profile.operation == "rent":
        return _part("preapproval", 7, say(language, "approval_rent"))
    if profile.is_owner:
        return _part("preapproval", 7, say(language, "approval_owner"))
    if profile.preapproved is None:
        return _part("preapproval", 0, say(language, "approval_unknown"))
    if profile.preapproved:
        return _part("preapproval", 7, say(language, "approved"))
    return _part("preapproval", 2, say(language, "not_approved"))


def _summary(parts: dict[str, Part], total: int, language: str) -> str:
    named = {name: say(language, name) for name in _ASKED}
    good = [named[name] for name in _ASKED if parts[name].points * 3 >= parts[name].max * 2]
    missing = [named[name] for name in _ASKED if parts[name].points == 0]
    key = "sum" if good and missing else "sum_full" if good else "sum_empty"
    return say(language, key, score=total, good=listed(good, language),
               missing=listed(missing, language) or "…")  # fmt: skip


def _next_step(
    profile: ProfileFacts, market: MarketFacts, parts: dict[str, Part], language: str
) -> str:
    if not profile.operation:
        return say(language, "ask_operation")
    needed = [name for name in _ASKED[:3] if parts[name].points == 0]
    if needed:
        return say(language, f"ask_{needed[0]}")
    if profile.is_owner:
        return say(language, "appraise")
    wanted = [name for name in ("contact", "timeline") if parts[name].points == 0]
    if wanted:
        return say(language, f"ask_{wanted[0]}")
    if not market.matches:
        return say(language, "widen")
    best = market.matches[0].ref
    if market.missed:
        return say(language, "show", ref=best, missed=missed_words(market.missed, language))
    return say(language, "visit", ref=best)
