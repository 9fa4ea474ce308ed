"""How values look in JSON that leaves us; what is not known is null."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal


def stamp(at: datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC: ``2026-03-31T14:05:09.120000Z``."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def number(value: Decimal | float | None) -> int | float | None:
    """An amount as a JSON number, whole ones without a fraction."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def known(text: str) -> str | None:
    """The text, null where we store an empty one for "not known"."""
    return text or None
