"""``manage.py flow_key SLUG --account ID``: the key that a WhatsApp number's forms need."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from channels_app.accounts import account_row
from channels_app.channels.base import SendError
from channels_app.channels.whatsapp.flows.keys import flow_key_keep, flow_key_upload
from crm.brokers.selectors import broker_get
from crm.core.errors import DomainError
from crm.core.tenancy import in_schema


class Command(BaseCommand):
    help = (
        "Make the key pair of a WhatsApp number's forms, keep the private half, upload the other."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose number, and the key when there is one already."""
        parser.add_argument("slug", help="of the broker")
        parser.add_argument("--account", required=True, metavar="ID", help="the phone number id")
        parser.add_argument("--key-file", metavar="PEM", help="an RSA key of 2048 bits to use")
        parser.add_argument("--no-upload", action="store_true", help="only print the public half")

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep the key, print its public half, and upload it when there is a token."""
        try:
            broker = broker_get(options["slug"])
        except DomainError as error:
            raise CommandError(error.message) from error
        with in_schema(broker.slug):
            account = account_row("whatsapp", options["account"])
            if account is None:
                raise CommandError(
                    f"{broker.slug} has no WhatsApp number {options['account']}: connect it first."
                )
            try:
                public = flow_key_keep(account, _read(options["key_file"]))
            except ValueError as error:
                raise CommandError(f"The key cannot be used: {error}") from error
            self.stdout.write(public)
            if options["no_upload"] or not account.token:
                self.stdout.write("Not uploaded: upload it in WhatsApp Manager.")
                return
            try:
                flow_key_upload(account, public)
            except SendError as error:
                raise CommandError(f"Kept, but not uploaded: {error}") from error
            self.stdout.write("Uploaded.")


def _read(path: str | None) -> str:
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read.") from error
