"""``rescan [SLUG…]``: passages already taken in, read by today's rules for suspicious text."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from crm.brokers.models import Broker
from crm.core.progress import Bar
from crm.core.tenancy import in_schema
from knowledge.rescan import passages_rescan, passages_to_read


class Command(BaseCommand):
    help = "Holds back passages that today's rules suspect; all brokers unless some are named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG")

    def handle(self, *_: Any, slugs: list[str], **__: Any) -> None:
        known = Broker.objects.exclude(schema_name="public").order_by("schema_name")
        found = list(known.values_list("schema_name", flat=True))
        if missing := sorted(set(slugs) - set(found)):
            raise CommandError(f"There is no broker {', '.join(missing)}.")
        for slug in slugs or found:
            with in_schema(slug):
                bar = Bar(self.stderr, total=passages_to_read(), label=slug)
                result = passages_rescan(progress=bar.at)
            bar.done()
            self.stdout.write(f"{slug}: {result.read} read, {result.held} held back")
