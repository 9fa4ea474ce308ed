"""``manage.py sync_templates SLUG``: the message templates its accounts may send."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from channels_app.channels.base import SendError
from channels_app.models import ChannelAccount
from channels_app.templates import accounts_with_templates, templates_sync
from crm.brokers.selectors import broker_get
from crm.conversations.models import MessageTemplate
from crm.core.errors import DomainError
from crm.core.tenancy import in_schema


class Command(BaseCommand):
    help = "Read the message templates of a broker's accounts from their channels."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("slug", help="of the broker")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read them, account by account, and say what was found."""
        try:
            broker = broker_get(options["slug"])
        except DomainError as error:
            raise CommandError(error.message) from error
        with in_schema(broker.slug):
            ids = accounts_with_templates()
            if not ids:
                raise CommandError(
                    f"No account of {broker.slug} can be asked: connect one with a token and "
                    "--option waba_id=…"
                )
            failed = [self._sync(account) for account in ChannelAccount.objects.filter(pk__in=ids)]
        if any(failed):
            raise CommandError(" ".join(filter(None, failed)))

    def _sync(self, account: ChannelAccount) -> str:
        """Read one account's templates; returns what went wrong."""
        try:
            kept = templates_sync(account)
        except SendError as error:
            return f"{account}: {error}"
        usable = sum(each.status == MessageTemplate.Status.APPROVED for each in kept)
        self.stdout.write(f"{account}: {len(kept)} templates, {usable} approved.")
        return ""
