"""``manage.py flow_json SLUG``: the intake form's description, to publish in WhatsApp Manager."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from channels_app.channels.whatsapp.flows.definition import flow_json
from crm.brokers.selectors import broker_get
from crm.core.errors import DomainError


class Command(BaseCommand):
    help = "Print the Flow JSON of the intake form in the broker's language."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose language."""
        parser.add_argument("slug", help="of the broker")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        try:
            broker = broker_get(options["slug"])
        except DomainError as error:
            raise CommandError(error.message) from error
        with translation.override(broker.language):
            self.stdout.write(json.dumps(flow_json(), ensure_ascii=False, indent=2))
