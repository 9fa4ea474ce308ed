"""Times in the words people use for them, in the active language and time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _


def age(span: timedelta) -> str:
    """A span in one unit: ``12 min``, ``5 h``, ``3 d``, ``4 mo``; under a minute is ``0 min``."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return pgettext("age", "%(n)d min") % {"n": minutes}
    if minutes < 60 * 24:
        return pgettext("age", "%(n)d h") % {"n": minutes // 60}
    days = minutes // (60 * 24)
    if days < 60:
        return pgettext("age", "%(n)d d") % {"n": days}
    return pgettext("age", "%(n)d mo") % {"n": days // 30}


def ago(at: datetime, *, now: datetime | None = None) -> str:
    """How long since: ``now``, ``3 min ago``, ``5 h ago``; past a day the day itself."""
    span = (now or timezone.now()) - at
    if span < timedelta(minutes=1):
        return _("now")
    if span < timedelta(hours=12):
        return _("%(age)s ago") % {"age": age(span)}
    return moment(at, now=now)


def moment(at: datetime, *, now: datetime | None = None) -> str:
    """The day and the time of day: ``today 16:30``, ``Tue 24 Nov 16:30``."""
    local = timezone.localtime(at)
    return f"{day(local.date(), now=now)} {clock(local)}"


def clock(at: datetime) -> str:
    """The time of day, on the clock of the broker: ``16:30``."""
    return f"{timezone.localtime(at):%H:%M}"


def day(value: date, *, now: datetime | None = None) -> str:
    """A day as people say it: today, tomorrow, yesterday, else weekday and date."""
    today = timezone.localtime(now).date()
    words = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    distance = (value - today).days
    if distance in words:
        return words[distance]
    return _lower(date_format(value, "D j M" if value.year == today.year else "j M Y"))


def exact(at: datetime) -> str:
    """The whole date and time, for a tooltip and for screen readers."""
    return _lower(date_format(timezone.localtime(at), "l j F Y, H:i"))


def _lower(text: str) -> str:
    # Spanish writes days and months in lower case; Django's tables capitalise the short ones.
    return text.lower() if (get_language() or "").startswith("es") else text
