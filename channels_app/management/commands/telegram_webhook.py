"""``manage.py telegram_webhook SLUG --account BOT --url https://…``: Telegram calls us."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from channels_app.accounts import account_of, account_row
from channels_app.channels.base import Account, SendError
from channels_app.channels.telegram.webhook import (
    USUAL_CONNECTIONS,
    webhook_set,
    webhook_told,
)
from crm.brokers.selectors import broker_get
from crm.core.errors import DomainError
from crm.core.tenancy import in_schema

_PATH: Final = "/webhooks/telegram"
_PORTS: Final = (None, 443, 80, 88, 8443)
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}\Z")


class Command(BaseCommand):
    help = "Tell Telegram where a connected bot's updates go, and print what it says of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose bot, and where its updates go."""
        parser.add_argument("slug", help="of the broker")
        parser.add_argument("--account", required=True, metavar="BOT", help="as it was connected")
        parser.add_argument(
            "--url", default="", help=f"https://HOST, or with a path of your own for {_PATH}; "
            "without it nothing is changed"
        )  # fmt: skip
        parser.add_argument(
            "--connections",
            type=int,
            default=USUAL_CONNECTIONS,
            help="at once, 1 to 100 (default 40)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Set the webhook if an address is given, and print what Telegram says of it."""
        try:
            account = _account(options["slug"], options["account"])
            if options["url"]:
                url = _address(options["url"])
                _set(account, url=url, connections=options["connections"])
                self.stdout.write(f"Telegram posts what bot {account.account_id} gets to {url}")
            told = webhook_told(account)
        except DomainError as error:
            raise CommandError(error.message) from error
        except SendError as error:
            raise CommandError(f"Telegram says: {error}") from error
        for name, value in told.items():
            self.stdout.write(f"  {name}: {value}")


def _account(slug: str, account_id: str) -> Account:
    broker = broker_get(slug)
    with in_schema(broker.schema_name):
        row = account_row("telegram", account_id)
        account = account_of(row, "telegram", account_id)
    if row is None:
        raise CommandError(f"{slug} has no Telegram bot {account_id}; connect_channel makes one.")
    if not _SECRET.match(account.secret):
        raise CommandError(
            "The bot's secret must have 1 to 256 of A-Z a-z 0-9 _ -; connect_channel --secret "
            "changes it."
        )
    return account


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise CommandError(f"{url} is no address.") from error
    if parts.scheme != "https" or not parts.hostname or port not in _PORTS:
        raise CommandError("Telegram calls https addresses on port 443, 80, 88 or 8443 only.")
    return url if parts.path.strip("/") else f"https://{parts.netloc}{_PATH}"


def _set(account: Account, *, url: str, connections: int) -> None:
    if not 1 <= connections <= 100:
        raise CommandError("Telegram opens 1 to 100 connections.")
    webhook_set(account, url=url, connections=connections)
