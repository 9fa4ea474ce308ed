"""``manage.py seed_demo``: the demo's two brokers, once, only where DEBUG=1."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.demo.cast import BROKERS
from config.demo.seed import broker_seed
from crm.core.errors import DomainError


class Command(BaseCommand):
    help = "Make the demo's two brokers with their listings, documents and leads, once."

    def handle(self, *_: Any, **__: Any) -> None:
        """Seed what is missing; again does nothing."""
        if not settings.DEBUG:
            raise CommandError("The demo is only made where DEBUG=1.")
        for broker in BROKERS:
            started = time.monotonic()
            try:
                made = broker_seed(broker)
            except DomainError as error:
                raise CommandError(f"{broker.slug}: {error.message}") from error
            if made:
                seconds = time.monotonic() - started
                self.stdout.write(f"Demo broker {broker.slug} in {seconds:.1f} s.")
