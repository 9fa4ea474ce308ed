"""``manage.py demo``: a lead's whole conversation with the running system, as it happens."""

from __future__ import annotations

import random
import time
from argparse import ArgumentParser
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.embedded.probe import reachable_host
from config.walkthrough.errors import WalkthroughError
from config.walkthrough.lead import OPENING, Lead
from config.walkthrough.line import Line
from config.walkthrough.verdict import Office, check

_BROKER: Final = "demo"
_NUMBER: Final = "100000000000001"
_PASSWORD: Final = "sofia-demo"  # noqa: S105 - public, and made only where DEBUG=1
_MOST_MESSAGES: Final = 16
_SECONDS: Final = 90.0
_PATIENCE: Final = 25.0


class Command(BaseCommand):
    help = "Talk to the running system as a lead, through the WhatsApp webhook, to a booked visit."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which system."""
        where = f"http://{reachable_host(settings.HOST)}:{settings.PORT}"
        parser.add_argument("--url", default=where, help=f"of the running system ({where})")

    def handle(self, *args: Any, **options: Any) -> None:
        """Hold the conversation, then check what became of it."""
        url = str(options["url"]).rstrip("/")
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise CommandError(f"--url must look like http://localhost:8000, not {url!r}.")
        port = f":{parts.port}" if parts.port else ""
        host = f"{_BROKER}.{settings.BASE_DOMAIN}{port}"
        phone = f"569{random.SystemRandom().randint(30_000_000, 99_999_999)}"
        line = Line(
            url,
            host=f"{settings.BASE_DOMAIN}{port}",
            number=_NUMBER,
            phone=phone,
            secret=settings.META_APP_SECRET,
        )
        begun = time.monotonic()
        try:
            line.open()
            office = Office(url, host=host, email=f"admin@{_BROKER}.test", password=_PASSWORD)
            self.stdout.write(f"Camila (+{phone}) writes to {_BROKER} over WhatsApp.\n\n")
            self._talk(line, until=begun + _SECONDS)
            line.listen()
            lead = check(office, phone, line.delivered)
        except WalkthroughError as error:
            raise CommandError(str(error)) from error
        self._tell(lead, f"{parts.scheme}://{host}", len(line.delivered), time.monotonic() - begun)

    def _talk(self, line: Line, *, until: float) -> None:
        lead, words = Lead(), OPENING
        for _ in range(_MOST_MESSAGES):
            self._say("Camila", words)
            asked = time.monotonic()
            line.write(words)
            reply = line.read(until=min(until, asked + _PATIENCE))
            self._say("Sofía", reply, seconds=time.monotonic() - asked)
            words = lead.answer(reply)
            if not words:
                return
        raise WalkthroughError(f"After {_MOST_MESSAGES} messages there is no visit yet.")

    def _say(self, who: str, words: str, *, seconds: float | None = None) -> None:
        took = f"{seconds:5.1f} s" if seconds is not None else " " * 7
        first, *more = words.splitlines() or [""]
        self.stdout.write(f"{took}  {who:<6}  {first}")
        for each in more:
            self.stdout.write(f"{'':17}{each}")
        self.stdout.flush()

    def _tell(self, lead: dict[str, Any], origin: str, replies: int, seconds: float) -> None:
        qualification = lead["qualification"] or {}
        self.stdout.write(
            f"\n{lead['contact']['name']}: {lead['score']} of 100, {lead['temperature']}, "
            f"at {lead['stage']}"
        )
        for name, part in sorted(
            qualification.get("parts", {}).items(), key=lambda each: -each[1]["points"]
        ):
            self.stdout.write(f"  {part['points']:>3}/{part['max']:<3} {name}: {part['reason']}")
        self.stdout.write(f"Viewing: {lead['viewing']['text']}")
        self.stdout.write(f"{replies} replies, each delivered once; {seconds:.0f} s in all.")
        self.stdout.write(f"See it at {origin}/leads/{lead['id']}/")
