"""``manage.py backfill_forms SLUG [--days 3]``: leads of ads whose notice never came."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from channels_app.forms.processing import entries_due, entry_process
from channels_app.forms.watching import account_backfill, form_channels
from channels_app.models import ChannelAccount
from crm.brokers.selectors import broker_get
from crm.core.errors import DomainError
from crm.core.progress import Bar
from crm.core.tenancy import in_schema

_MOST_DAYS = 89


class Command(BaseCommand):
    help = "Ask a broker's ad accounts for filled-in forms and make leads of those missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose accounts, and how far back."""
        parser.add_argument("slug", help="of the broker")
        parser.add_argument("--days", type=int, default=3, help="how far back (1 to 89)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask every account, say what each had, and work on what was new."""
        if not 1 <= options["days"] <= _MOST_DAYS:
            raise CommandError(f"--days must be between 1 and {_MOST_DAYS}.")
        try:
            broker = broker_get(options["slug"])
        except DomainError as error:
            raise CommandError(error.message) from error
        since = timezone.now() - timedelta(days=options["days"])
        with in_schema(broker.slug):
            accounts = list(ChannelAccount.objects.filter(channel__in=form_channels()))
            if not accounts:
                raise CommandError(f"{broker.slug} has no account that forms come from.")
            problems = sum(self._ask(account, since) for account in accounts)
            self._work()
        if problems:
            raise CommandError(f"{problems} of {len(accounts)} accounts could not be asked.")

    def _ask(self, account: ChannelAccount, since: Any) -> bool:
        """Ask one account; whether it could not be asked."""
        if account.paused_at is not None or not account.token:
            why = account.pause_reason or "it has no token"
            self.stdout.write(f"{account.channel} {account.account_id}: not asked, {why}.")
            return True
        found = account_backfill(account, since=since)
        line = f"{account.channel} {account.account_id}: {found.seen} seen, {found.new} new."
        self.stdout.write(f"{line} {found.error}".rstrip())
        return bool(found.error)

    def _work(self) -> None:
        """Make leads of what was found, here and now: there may be no worker."""
        due = entries_due(limit=100_000)
        bar = Bar(self.stdout, total=len(due), label="Leads")
        for number, entry_id in enumerate(due, 1):
            entry_process(entry_id)
            bar.at(number)
        bar.done()
