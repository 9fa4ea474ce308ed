"""``manage.py create_broker SLUG --name N --admin EMAIL``: a new broker, ready to sign in."""

from __future__ import annotations

import getpass
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from crm.brokers.services import broker_create
from crm.core.errors import DomainError


class Command(BaseCommand):
    help = "Make a broker with its schema, address, default stages and first admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The broker's facts; the password is asked when it is not given."""
        parser.add_argument("slug", help="lower-case letters, digits, underscores")
        parser.add_argument("--name", required=True)
        parser.add_argument("--admin", required=True, metavar="EMAIL")
        parser.add_argument("--admin-name", default="")
        parser.add_argument("--password", help="of the admin; asked when absent")
        parser.add_argument("--language", default="es", choices=["es", "en"])
        parser.add_argument("--country", default="CL", help="ISO 3166-1, as in CL")
        parser.add_argument("--city", default="")
        parser.add_argument("--currency", default="CLP", help="ISO 4217, or UF")
        parser.add_argument("--timezone", default="America/Santiago")
        parser.add_argument("--domain", help="a host name of its own, beside SLUG.BASE_DOMAIN")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say where it answers."""
        password = options["password"] or _asked()
        begun = time.monotonic()
        try:
            broker = broker_create(
                slug=options["slug"],
                name=options["name"],
                admin_email=options["admin"],
                admin_password=password,
                admin_name=options["admin_name"],
                language=options["language"],
                country=options["country"],
                city=options["city"],
                currency=options["currency"],
                timezone=options["timezone"],
                domain=options["domain"],
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        hosts = ", ".join(broker.domains.order_by("-is_primary").values_list("domain", flat=True))
        seconds = time.monotonic() - begun
        self.stdout.write(f"Broker {broker.slug} answers at {hosts} ({seconds:.1f} s).")


def _asked() -> str:
    if not sys.stdin.isatty():
        raise CommandError("Give the admin's password with --password.")
    first = getpass.getpass("Password of the admin: ")
    if first != getpass.getpass("Again: "):
        raise CommandError("The two passwords differ.")
    return first
