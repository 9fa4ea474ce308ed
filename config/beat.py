"""The beat schedule of the settings as rows, which the console shows and can switch off."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django_celery_beat.models import IntervalSchedule, PeriodicTask

#: Marks the rows that come from the settings; others are an operator's own.
OURS: Final = "From the settings; may be switched off here."


def rows_sync() -> int:
    """Make, correct and remove rows until they say what the settings say; how many changed."""
    changed: int = 0
    with transaction.atomic():
        for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
            changed += _sync(name, entry)
        gone = PeriodicTask.objects.filter(description=OURS).exclude(
            name__in=settings.CELERY_BEAT_SCHEDULE
        )
        for row in gone:
            row.delete()
            changed += 1
    return changed


def _sync(name: str, entry: dict[str, Any]) -> bool:
    every, period = _interval(entry["schedule"].total_seconds())
    row = PeriodicTask.objects.select_related("interval").filter(name=name).first()
    wanted = {
        "task": entry["task"],
        "expire_seconds": entry.get("options", {}).get("expires"),
        "description": OURS,
    }
    if row is not None:
        same = all(getattr(row, field) == value for field, value in wanted.items())
        interval = row.interval
        if same and interval and (interval.every, interval.period) == (every, period):
            return False
    schedule = IntervalSchedule.objects.filter(every=every, period=period).first()
    if schedule is None:
        schedule = IntervalSchedule.objects.create(every=every, period=period)
    row = row or PeriodicTask(name=name)
    row.interval, row.crontab, row.solar, row.clocked = schedule, None, None, None
    for field, value in wanted.items():
        setattr(row, field, value)
    row.save()
    return True


def _interval(seconds: float) -> tuple[int, str]:
    if seconds < 1:
        return int(seconds * 1_000_000), IntervalSchedule.MICROSECONDS
    return int(seconds), IntervalSchedule.SECONDS
