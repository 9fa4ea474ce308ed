"""Times as people say them: ``jueves 26 nov, 16:30``, ``Thu 26 Nov, 4:30 pm``."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

_DAYS_ES: Final = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_DAYS_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_ES: Final = (
    "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
)  # fmt: skip
_MONTHS_EN: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def label_for(starts_at: datetime, language: str, zone: ZoneInfo | str) -> str:
    """Day and time in the broker's zone, in Spanish, or in English for any other language.

    Written out here and not by the locale, because a confirmation must read the same whatever
    the machine has installed.
    """
    local = starts_at.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
    if language.startswith("es"):
        day = f"{_DAYS_ES[local.weekday()]} {local.day} {_MONTHS_ES[local.month - 1]}"
        return f"{day}, {local.hour}:{local.minute:02d}"
    half = "am" if local.hour < 12 else "pm"
    hour = local.hour % 12 or 12
    day = f"{_DAYS_EN[local.weekday()]} {local.day} {_MONTHS_EN[local.month - 1]}"
    return f"{day}, {hour}:{local.minute:02d} {half}"
