"""``create_api_key SLUG --user EMAIL --name N --scopes a,b``: a key for other software."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from crm.accounts.keys.selectors import scopes_of
from crm.accounts.keys.services import api_key_create
from crm.accounts.selectors import people_active
from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.errors import DomainError
from crm.core.tenancy import in_schema


class Command(BaseCommand):
    help = "Make an API key that acts for somebody of a broker, and print its secret."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, what for and how much."""
        parser.add_argument("slug")
        parser.add_argument("--user", required=True, metavar="EMAIL", help="whose rights it has")
        parser.add_argument("--name", required=True, help="what it is for")
        parser.add_argument(
            "--scopes", required=True, help="abilities with commas, or all for all they have"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it; the secret is all that goes to standard output."""
        slug = options["slug"]
        if not Broker.objects.filter(schema_name=slug).exists():
            raise CommandError(f"There is no broker {slug}.")
        with in_schema(slug):
            user = people_active().filter(email__iexact=options["user"]).first()
            if user is None:
                raise CommandError(f"Nobody at {slug} signs in as {options['user']}.")
            asked = options["scopes"]
            scopes = scopes_of(user) if asked == "all" else asked.split(",")
            try:
                _key, secret = api_key_create(
                    user=user,
                    name=options["name"],
                    scopes=[each.strip() for each in scopes],
                    created_by=None,
                    actor=SYSTEM,
                )
            except DomainError as error:
                details = " ".join(error.fields.values())
                raise CommandError(f"{error.message} {details}".strip()) from error
        self.stdout.write(secret)
