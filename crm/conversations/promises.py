"""By when a person answers, in words a lead understands: ``hoy antes de las 18:30``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_DAYS: Final = {
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final = {
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
           "septiembre", "octubre", "noviembre", "diciembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August",
           "September", "October", "November", "December"),
}  # fmt: skip
_WEEK: Final = 7


def promise_words(promised_at: datetime, *, now: datetime, language: str, zone: ZoneInfo) -> str:
    """When a person writes, on the broker's clock, in Spanish or else in English.

    Today it is a limit, on another day a beginning. Written out here and not by the locale: what
    was promised must read the same wherever it is said.
    """
    spanish = language.startswith("es")
    at, today = promised_at.astimezone(zone), now.astimezone(zone).date()
    day = _spanish_day(at.date(), today) if spanish else _english_day(at.date(), today)
    if at.date() == today:
        return f"{day} antes de {_spanish_hour(at)}" if spanish else f"{day} before {_hour(at)}"
    return f"{day} a partir de {_spanish_hour(at)}" if spanish else f"{day} from {_hour(at)}"


def _spanish_day(day: date, today: date) -> str:
    distance, name = (day - today).days, _DAYS["es"][day.weekday()]
    if distance == 0:
        return "hoy"
    if distance == 1:
        return f"mañana {name}"
    if distance < _WEEK:
        return f"el {name}"
    return f"el {name} {day.day} de {_MONTHS['es'][day.month - 1]}"


def _english_day(day: date, today: date) -> str:
    distance, name = (day - today).days, _DAYS["en"][day.weekday()]
    if distance == 0:
        return "today"
    if distance == 1:
        return f"tomorrow, {name},"
    if distance < _WEEK:
        return f"on {name}"
    return f"on {name} {day.day} {_MONTHS['en'][day.month - 1]}"


def _spanish_hour(at: datetime) -> str:
    return f"{'la' if at.hour == 1 else 'las'} {at.hour}:{at.minute:02d}"


def _hour(at: datetime) -> str:
    return f"{at.hour % 12 or 12}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"
