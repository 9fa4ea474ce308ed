"""``python -m config.chaos.seed``: two brokers with accounts on every channel."""

from __future__ import annotations

import os
import sys
from typing import Final

BROKERS: Final = ("north", "south")
PASSWORD: Final = "chaos-people-write"  # noqa: S105 - of a system that is thrown away


def seed(telegram_secrets: dict[str, str]) -> None:
    """Make the brokers, whose admin is who steps into conversations."""
    from channels_app.accounts import account_connect
    from config.chaos import calls
    from crm.brokers.services import broker_create

    for slug in BROKERS:
        broker = broker_create(
            slug=slug,
            name=f"{slug.title()} Homes",
            admin_email=f"admin@{slug}.test",
            admin_password=PASSWORD,
            language="en",
            city="Springfield",
        )
        account_connect(
            broker=broker,
            channel="whatsapp",
            account_id=calls.WHATSAPP[slug],
            token=f"{slug}-token",
        )
        account_connect(
            broker=broker,
            channel="telegram",
            account_id=calls.TELEGRAM[slug],
            token=f"{slug}-bot-token",
            secret=telegram_secrets[slug],
        )
        if slug in calls.TWILIO:
            account_connect(
                broker=broker,
                channel="twilio",
                account_id=calls.TWILIO[slug],
                token=calls.TWILIO_TOKEN,
                config={"from": calls.SMS_NUMBER},
            )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    seed(dict(zip(BROKERS, sys.argv[1:], strict=True)))
