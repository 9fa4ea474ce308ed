"""From the answers of a form to what they say: who the person is, and what they want.

Everything in a form is what somebody typed: it is measured, never trusted. An answer that cannot be
what its question asks for is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from agents.nlu.geo import Gazetteer, find_places
from agents.nlu.money import MoneyContext, find_budget
from agents.nlu.understanding import Context, understand
from channels_app.forms.mapping import Meanings
from crm.brokers.current import broker_current, broker_zone
from crm.core.text import clip, fold, storable
from crm.inventory.places import places
from crm.leads.phone import e164

#: Most questions a reading looks at; nobody fills in more.
_MOST: Final = 60
_SLUG: Final = re.compile(r"[^\s_]+(?:_[^\s_]+)+\Z")
_ANY: Final = re.compile(
    r"(?:cualquiera|any(?:where)?|otr[oa]s?|others?|no se|todas?|all|qualquer)\Z"
)
_EXPECTED: Final = {
    "operation": "operation",
    "property_type": "property_type",
    "beds": "beds",
    "baths": "baths",
    "timeline": "timeline",
    "preapproved": "preapproved",
}
_FROM_WISHES: Final = frozenset(
    {"operation", "property_type", "areas", "city", "beds", "baths", "area_m2", "budget_min",
     "budget_max", "currency", "timeline"}
)  # fmt: skip


@dataclass(slots=True)
class Reading:
    """What a form says. ``profile`` holds fields as the lead's profile takes them."""

    name: str = ""
    email: str = ""
    phone: str = ""
    profile: dict[str, Any] = field(default_factory=dict)


def read(
    answers: Mapping[str, Sequence[str]], labels: Mapping[str, str], meanings: Meanings
) -> Reading:
    """Read the answers in the order that lets one help another: who, what for, then how much."""
    by_field: dict[str, list[str]] = {}
    for question, values in list(answers.items())[:_MOST]:
        name = meanings.field(question, labels.get(question, ""))
        if name:
            by_field.setdefault(name, []).extend(_plain(value) for value in values if value.strip())
    broker, spots = broker_current(), places()
    return _Reader(
        by_field,
        country=broker.country,
        currency=broker.currency,
        language=broker.language,
        today=timezone.now().astimezone(broker_zone()).date(),
        gazetteer=Gazetteer.of(spots.areas, spots.cities),
        kinds=spots.property_types,
    ).read()


@dataclass(slots=True)
class _Reader:
    given: Mapping[str, list[str]]
    country: str
    currency: str
    language: str
    today: date
    gazetteer: Gazetteer
    kinds: tuple[str, ...]
    found: Reading = field(default_factory=Reading)

    def read(self) -> Reading:
        self._person()
        for name in _EXPECTED:
            for value in self.given.get(name, [])[:1]:
                self._expected(name, value)
        self._places()
        self._size()
        self._budget()
        for value in self.given.get("wishes", [])[:2]:
            stated = self._understood(value, None)
            self._keep({key: stated[key] for key in stated if key in _FROM_WISHES})
        return self.found

    def _person(self) -> None:
        whole = " ".join(self.given.get("name", [])[:1])
        parts = [*self.given.get("first_name", [])[:1], *self.given.get("last_name", [])[:1]]
        self.found.name = clip(whole or " ".join(parts), 160)
        self.found.email = next(filter(None, map(_email, self.given.get("email", []))), "")
        numbers = (_phone(value, self.country) for value in self.given.get("phone", []))
        self.found.phone = next(filter(None, numbers), "")

    def _expected(self, name: str, value: str) -> None:
        stated = self._understood(value, _EXPECTED[name])
        if name == "timeline" and "timeline" not in stated:
            # Whatever was chosen is an answer to "when", also where no day can be read from it.
            stated["timeline"] = {"text": clip(value, 160), "from": None, "to": None}
        if name == "beds" and "beds" not in stated and (studio := re.match(r"\W*(\d{1,2})", value)):
            stated["beds"] = int(studio[1])
        self._keep({key: value for key, value in stated.items() if key == name})

    def _places(self) -> None:
        areas: list[str] = []
        cities: list[str] = []
        for value in self.given.get("areas", [])[:12]:
            matched = find_places(value, self.gazetteer, expected=True)
            areas += matched.areas
            cities += [*matched.cities, *(each.city for each in matched.matches if each.city)]
            if not (matched.areas or matched.cities or _ANY.match(fold(value))):
                areas.append(clip(value, 120))
        for value in self.given.get("city", [])[:1]:
            cities.insert(0, clip(value, 120))
        self._keep({"areas": list(dict.fromkeys(areas)), "city": cities[0] if cities else ""})

    def _size(self) -> None:
        for value in self.given.get("area_m2", [])[:1]:
            number = re.search(r"\d{2,5}", value.replace(".", "").replace(",", ""))
            if number:
                self._keep({"area_m2": int(number[0])})

    def _budget(self) -> None:
        for value in self.given.get("budget", [])[:1]:
            found = find_budget(
                value,
                MoneyContext(
                    currency=self.currency,
                    country=self.country,
                    language="en" if self.language == "en" else "es",
                    operation=str(self.found.profile.get("operation") or ""),
                    expected=True,
                ),
            )
            if found is not None:
                self._keep(
                    {
                        "budget_min": found.min,
                        "budget_max": found.max,
                        "currency": found.currency,
                    }
                )

    def _understood(self, value: str, expecting: str | None) -> dict[str, Any]:
        stated = understand(
            value,
            context=Context(
                today=self.today,
                currency=self.currency,
                country=self.country,
                language=self.language,
                gazetteer=self.gazetteer,
                property_types=self.kinds,
                expecting=expecting,
                known=self.found.profile,
            ),
        )
        return dict(stated.fields)

    def _keep(self, stated: Mapping[str, Any]) -> None:
        for name, value in stated.items():
            if value in (None, "", []) or name in self.found.profile:
                continue
            if name == "timeline" and isinstance(value, Mapping):
                self.found.profile |= {
                    "timeline": value.get("text") or "",
                    "timeline_from": value.get("from"),
                    "timeline_to": value.get("to"),
                }
            else:
                self.found.profile[name] = value


def _plain(value: str) -> str:
    """The words of an answer; a choice's code (``2_dormitorios``) is read as its words."""
    text = storable(value).strip()[:1000]
    return text.replace("_", " ") if _SLUG.match(text) and "@" not in text else text


def _phone(value: str, country: str) -> str:
    """The number in E.164; one written with its country counts when its length is right.

    Ranges that no operator has been given are no reason to lose a lead: numbering plans change
    faster than any list of them.
    """
    known = e164(value, country=country)
    if known or not value.strip().startswith("+"):
        return known
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(value: str) -> str:
    text = value.strip().lower()
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text if len(text) <= 254 else ""
