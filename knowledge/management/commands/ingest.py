"""``ingest SLUG PATH…``: files and folders into the broker's knowledge."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from crm.brokers.models import Broker
from crm.core.errors import DomainError
from crm.core.progress import Bar
from crm.core.tenancy import in_schema
from knowledge.ingest import READABLE, Unreadable, document_add, read_file


class Command(BaseCommand):
    help = "Takes .txt and .md files, or folders of them, into a broker's knowledge."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--language", help="of the texts; the broker's unless given")

    def handle(self, *_: Any, slug: str, paths: list[Path], **options: Any) -> None:
        broker = Broker.objects.filter(schema_name=slug).first()
        if broker is None:
            raise CommandError(f"There is no broker {slug}.")
        files = _files(paths)
        language = options["language"] or broker.language
        bar = Bar(self.stderr, total=len(files), label="documents")
        added, known, failed = 0, 0, []
        with in_schema(slug):
            for number, file in enumerate(files, start=1):
                try:
                    title, text = read_file(file)
                    document_add(title=title, text=text, language=language)
                    added += 1
                except Unreadable as error:
                    failed.append(str(error))
                except DomainError as error:
                    if error.code == "document_exists":
                        known += 1
                    else:
                        failed.append(f"{file.name}: {error.message}")
                bar.at(number)
        bar.done()
        for line in failed:
            self.stderr.write(line)
        self.stdout.write(f"{slug}: {added} added, {known} already here, {len(failed)} left out")
        if failed:
            raise CommandError(f"{len(failed)} of {len(files)} files could not be taken in.")


def _files(paths: list[Path]) -> list[Path]:
    """The files named, and those of the folders named that can be read."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in READABLE)
            if not inside:
                raise CommandError(f"{path} holds no {' or '.join(READABLE)} file.")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise CommandError(f"{path} does not exist.")
    return found
