"""The brokers whose leads the tests of the language rules listen to."""

from __future__ import annotations

from datetime import date
from typing import Any

from agents.nlu.geo import Gazetteer
from agents.nlu.understanding import Context, Understanding, understand

TODAY = date(2026, 11, 23)  # a Monday
_SANTIAGO = ("Providencia", "Ñuñoa", "Las Condes", "La Florida", "La Reina", "Lo Barnechea")
_DUBAI = ("Dubai Marina", "JVC", "Downtown Dubai", "Business Bay", "Dubai Hills")
_MANCHESTER = ("Ancoats", "Sale", "Didsbury")
BROKERS: dict[str, dict[str, Any]] = {
    "CL": {
        "country": "CL", "currency": "CLP", "language": "es",
        "gazetteer": Gazetteer.of([(area, "Santiago") for area in _SANTIAGO]),
    },
    "AE": {
        "country": "AE", "currency": "AED", "language": "en",
        "gazetteer": Gazetteer.of([(area, "Dubai") for area in _DUBAI]),
    },
    "GB": {
        "country": "GB", "currency": "GBP", "language": "en",
        "gazetteer": Gazetteer.of([(area, "Manchester") for area in _MANCHESTER]),
    },
    "CO": {"country": "CO", "currency": "COP", "language": "es"},
    "AR": {"country": "AR", "currency": "USD", "language": "es"},
    "ES": {"country": "ES", "currency": "EUR", "language": "es"},
    "MX": {"country": "MX", "currency": "MXN", "language": "es"},
    "PE": {"country": "PE", "currency": "PEN", "language": "es"},
    "US": {"country": "US", "currency": "USD", "language": "en"},
}  # fmt: skip


def hear(country: str, text: str, **context: Any) -> Understanding:
    """Understand a text as the broker of that country would."""
    return understand(text, context=Context(today=TODAY, **{**BROKERS[country], **context}))


def stated(country: str, text: str, **context: Any) -> dict[str, Any]:
    """The fields a text states, without its language."""
    fields = dict(hear(country, text, **context).fields)
    fields.pop("language", None)
    return fields
