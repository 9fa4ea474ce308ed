"""``reembed SLUG``: what a broker's leads wrote, read again by the embedding model now set."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agents.memory.vectors import batches, messages_read, messages_unread
from crm.brokers.models import Broker
from crm.core.progress import Bar
from crm.core.tenancy import in_schema
from knowledge.embeddings.base import EmbeddingError
from knowledge.embeddings.registry import model_name


class Command(BaseCommand):
    help = "Makes the vectors of a broker's messages that the model now set has not made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")

    def handle(self, *_: Any, slug: str, **options: Any) -> None:
        if not Broker.objects.filter(schema_name=slug).exists():
            raise CommandError(f"There is no broker {slug}.")
        with in_schema(slug):
            unread = messages_unread(model=model_name())
            bar = Bar(self.stderr, total=unread.count(), label="messages")
            seen = made = 0
            try:
                for batch in batches(unread):
                    made += messages_read(batch)
                    seen += len(batch)
                    bar.at(seen)
            except EmbeddingError as error:
                bar.done()
                raise CommandError(
                    f"{slug}: {made} made, then it failed: {error}. Run it again to go on."
                ) from error
        bar.done()
        self.stdout.write(
            f"{slug}: {made} made by {model_name()}, {seen - made} say too little to have one"
        )
