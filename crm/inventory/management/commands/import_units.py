"""``import_units SLUG FILE.csv``: the broker's listings from a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.progress import Bar
from crm.core.tenancy import in_schema
from crm.inventory.csvfile import Unreadable, read_units
from crm.inventory.services import units_import

_SHOWN: Final = 20


class Command(BaseCommand):
    help = "Adds or changes a broker's units by their reference, from a CSV file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("file", type=Path)

    def handle(self, *_: Any, slug: str, file: Path, **__: Any) -> None:
        if not Broker.objects.filter(schema_name=slug).exists():
            raise CommandError(f"There is no broker {slug}.")
        try:
            rows = read_units(file)
        except Unreadable as error:
            raise CommandError(f"{file.name}: {error}.") from error
        bar = Bar(self.stderr, total=len(rows), label="units")
        with in_schema(slug):
            report = units_import(rows, actor=SYSTEM, progress=bar.at)
        bar.done()
        for number, reason in report.rejected[:_SHOWN]:
            self.stderr.write(f"row {number}: {reason}")
        if len(report.rejected) > _SHOWN:
            self.stderr.write(f"… and {len(report.rejected) - _SHOWN} more rows left out")
        self.stdout.write(
            f"{slug}: {report.created} added, {report.updated} changed, "
            f"{report.unchanged} as they were, {len(report.rejected)} left out"
        )
        if rows and len(report.rejected) == len(rows):
            raise CommandError("No row could be read.")
