"""``manage.py replay SLUG``: stored events are interpreted, or dead messages sent, once more."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from channels_app.delivery.dead import dead_ids, delivery_revive
from channels_app.inbound.processing import event_process
from channels_app.inbound.retrying import event_retry
from channels_app.inbound.selectors import event_get, events_to_replay
from channels_app.models import InboundEvent
from crm.brokers.selectors import broker_get
from crm.core.actors import SYSTEM
from crm.core.errors import Conflict, DomainError
from crm.core.progress import Bar
from crm.core.tenancy import in_schema


class Command(BaseCommand):
    help = (
        "Interpret a broker's stored inbound events again (those not understood; --all: every "
        "one), or with --dead send its dead messages again. Safe while workers run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and which."""
        parser.add_argument("slug", help="of the broker")
        parser.add_argument("--dead", action="store_true", help="dead messages instead of events")
        parser.add_argument("--since", metavar="DATE", help="from this day or moment on (ISO 8601)")
        parser.add_argument("--event", metavar="ID", help="this event only")
        parser.add_argument("--all", action="store_true", help="also events that were understood")

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay them and say how many."""
        if options["dead"] and (options["event"] or options["all"]):
            raise CommandError("--dead goes with --since only.")
        since = _moment(options["since"])
        try:
            broker = broker_get(options["slug"])
            with in_schema(broker.slug):
                if options["dead"]:
                    self._dead(since)
                else:
                    self._events(options["event"], since, done_too=options["all"])
        except DomainError as error:
            raise CommandError(error.message) from error

    def _events(self, event: str | None, since: datetime | None, *, done_too: bool) -> None:
        if event:
            ids = [event_get(event).pk]
        else:
            rows = events_to_replay(since=since, done_too=done_too)
            ids = list(rows.values_list("pk", flat=True))
        bar = Bar(self.stdout, total=len(ids), label="Events")
        for number, pk in enumerate(ids, start=1):
            event_retry(event=event_get(pk), actor=SYSTEM, done_too=done_too or event is not None)
            event_process(pk)
            bar.at(number)
        bar.done()
        left = InboundEvent.objects.filter(pk__in=ids).exclude(state=InboundEvent.State.DONE)
        failing = left.count()
        self.stdout.write(
            f"{len(ids)} events replayed: {len(ids) - failing} understood, {failing} not."
        )

    def _dead(self, since: datetime | None) -> None:
        ids = dead_ids(since=since)
        bar = Bar(self.stdout, total=len(ids), label="Messages")
        kept: dict[str, int] = {}
        for number, pk in enumerate(ids, start=1):
            try:
                delivery_revive(pk, actor=SYSTEM)
            except Conflict as error:
                kept[error.code] = kept.get(error.code, 0) + 1
            bar.at(number)
        bar.done()
        reasons = ", ".join(f"{count} {code}" for code, count in sorted(kept.items()))
        self.stdout.write(
            f"{len(ids)} dead messages: {len(ids) - sum(kept.values())} sent again"
            f"{f', left as they are: {reasons}' if kept else ''}."
        )


def _moment(text: str | None) -> datetime | None:
    """The moment written, or the day's beginning in the platform's time zone."""
    if not text:
        return None
    try:
        moment = parse_datetime(text)
        day = parse_date(text) if moment is None else None
    except ValueError:
        moment = day = None
    if moment is None and day is not None:
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - made aware below
    if moment is None:
        raise CommandError(f"{text!r} is no date or time: write 2026-11-21 or 2026-11-21T08:00.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
