"""Opening hours as people type and read them: ``9-13, 14:00-18:30`` a day, a closed day a line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from django.utils.translation import gettext as _

from crm.brokers.hours import DAY_MINUTES, Span, span_of, week_of
from crm.core.errors import Invalid
from crm.core.text import clip, storable

RESPOND_LIMIT: Final = 7 * DAY_MINUTES
_CLOSED_LIMIT: Final = 200
_LONGEST_DAYS: Final = 366
_SPAN: Final = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})?)?\s*(?:-|–|—|a|to)\s*(\d{1,2})(?:[:.h](\d{2})?)?\s*h?"
)
_ISO: Final = r"\d{4}-\d{1,2}-\d{1,2}"
_LOCAL: Final = r"\d{1,2}[/.]\d{1,2}[/.]\d{4}"
_CLOSED: Final = re.compile(
    rf"({_ISO}|{_LOCAL})(?:\s*(?:–|—|-|\.\.|a|al|to)\s*({_ISO}|{_LOCAL}))?\s*[,:]?\s*(.*)"
)


def day_read(text: str) -> list[str]:
    """One day's spans from what somebody typed; raises :class:`Invalid` in words."""
    spans: list[Span] = []
    kept: list[str] = []
    for part in re.split(r"\s*(?:[,;]|\by\b|\band\b)\s*", storable(text).strip().lower()):
        if not part:
            continue
        found = _SPAN.fullmatch(part)
        if found is None:
            raise Invalid(_("%(part)s is no time span; write 9:00-18:30.") % {"part": part})
        first, last = (f"{int(found[place]):02d}:{found[place + 1] or '00'}" for place in (1, 3))
        try:
            spans.append(span_of(f"{first}-{last}"))
        except ValueError as error:
            raise Invalid(_("%(part)s is no time of the day.") % {"part": part}) from error
        kept.append(f"{first}-{last}")
    spans.sort(key=lambda span: span.starts)
    if any(before.ends > after.starts for before, after in pairwise(spans)):
        raise Invalid(_("These spans overlap."))
    return sorted(kept)


def day_words(spans: Sequence[str]) -> str:
    """One day's spans as somebody would type them."""
    return ", ".join(spans)


def closed_read(text: str) -> list[dict[str, str]]:
    """The closed days from lines like ``2026-12-25 Navidad`` or ``1/2/2027 - 14/2/2027``."""
    rows = []
    for line in storable(text).splitlines():
        if not line.strip():
            continue
        found = _CLOSED.fullmatch(line.strip())
        first = _date(found[1]) if found else None
        last = _date(found[2]) if found and found[2] else first
        if found is None or first is None or last is None or last < first:
            raise Invalid(
                _("%(line)s is no day; write 2026-12-25, or two days with a dash.")
                % {"line": clip(line, 60)}
            )
        if (last - first).days >= _LONGEST_DAYS:
            raise Invalid(_("%(line)s is longer than a year.") % {"line": clip(line, 60)})
        rows.append({"from": f"{first}", "to": f"{last}", "name": clip(found[3], 60)})
    if len(rows) > _CLOSED_LIMIT:
        raise Invalid(_("At most %(limit)d lines.") % {"limit": _CLOSED_LIMIT})
    return sorted(rows, key=lambda row: row["from"])


def closed_words(rows: Sequence[Mapping[str, Any]]) -> str:
    """The closed days, a line each."""
    return "\n".join(
        " ".join(
            part
            for part in (
                str(row["from"]),
                f"– {row['to']}" if row["to"] != row["from"] else "",
                str(row.get("name", "")),
            )
            if part
        )
        for row in rows
    )


def opening_check(*, opening_hours: Any, closed_days: Any, respond_minutes: int) -> None:
    """Raise :class:`Invalid` for hours that nobody could keep."""
    if not 1 <= respond_minutes <= RESPOND_LIMIT:
        raise Invalid(
            _("A person answers within 1 to %(limit)d minutes.") % {"limit": RESPOND_LIMIT},
            fields={"respond_minutes": _("not valid")},
        )
    try:
        week_of(opening_hours)
        closed_read(closed_words(closed_days))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid(
            _("These are no opening hours."), fields={"opening_hours": _("not valid")}
        ) from error


def _date(text: str) -> date | None:
    try:
        if "-" in text:
            year, month, day = (int(part) for part in text.split("-"))
        else:
            day, month, year = (int(part) for part in re.split(r"[/.]", text))
        return date(year, month, day)
    except ValueError:
        return None
