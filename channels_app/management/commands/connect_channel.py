"""``manage.py connect_channel SLUG CHANNEL --account ID``: an account leads to a broker."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from channels_app.accounts import account_connect
from crm.brokers.selectors import broker_get
from crm.brokers.services import CHANNELS
from crm.core.errors import DomainError


class Command(BaseCommand):
    help = "Route an account on a channel to a broker; again updates its credentials."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose account, on which channel, with which credentials."""
        parser.add_argument("slug", help="of the broker")
        parser.add_argument("channel", help=", ".join(CHANNELS))
        parser.add_argument(
            "--account", required=True, metavar="ID", help="as the channel names it"
        )
        parser.add_argument("--token", default="", help="to send with")
        parser.add_argument("--secret", default="", help="that calls are signed or known by")
        parser.add_argument("--name", default="", help="for people")
        parser.add_argument(
            "--option",
            action="append",
            default=[],
            metavar="KEY=VALUE",
            help="a setting that only this channel has (waba_id, from, url …); may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Connect it and say so."""
        try:
            account = account_connect(
                broker=broker_get(options["slug"]),
                channel=options["channel"],
                account_id=options["account"],
                token=options["token"],
                secret=options["secret"],
                name=options["name"],
                config=_settings(options["option"]),
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{account.channel} {account.account_id} leads to {options['slug']}.")


def _settings(given: list[str]) -> dict[str, str]:
    """The options as settings; values stay texts, since ids may look like numbers."""
    found = {}
    for each in given:
        key, sign, value = each.partition("=")
        if not sign or not key.strip():
            raise CommandError(f"--option takes KEY=VALUE, not {each!r}.")
        found[key.strip()] = value.strip()
    return found
