"""Commands say what was wrong in one line."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from channels_app.models import ChannelAccount
from crm.brokers.models import Broker
from crm.brokers.routing import broker_for_account
from tests.platform import PASSWORD


@pytest.mark.parametrize(
    "given",
    [
        {"slug": "No Slug", "name": "X", "admin": "a@b.test", "password": PASSWORD},
        {"slug": "bien", "name": "X", "admin": "nobody", "password": PASSWORD},
        {"slug": "bien", "name": "X", "admin": "a@b.test", "password": "123"},
        {"slug": "bien", "name": "X", "admin": "a@b.test", "password": PASSWORD, "timezone": "X"},
    ],
)
def test_bad_input_is_one_line_and_makes_nothing(db: None, given: dict[str, str]) -> None:
    given = dict(given)

    with pytest.raises(CommandError) as refusal:
        call_command("create_broker", given.pop("slug"), **given)

    assert "\n" not in str(refusal.value)
    assert not Broker.objects.filter(schema_name="bien").exists()


def test_connecting_a_channel_keeps_the_token_encrypted_and_routes(alice: Broker) -> None:
    call_command("connect_channel", "t_alice", "whatsapp", account="15550009", token="EAAtoken")
    call_command("connect_channel", "t_alice", "whatsapp", account="15550009", secret="new")

    account = ChannelAccount.objects.get(account_id="15550009")
    assert (account.token, account.secret) == ("EAAtoken", "new")
    assert broker_for_account("whatsapp", "15550009") == "t_alice"


@pytest.mark.parametrize(("slug", "channel"), [("nobody", "whatsapp"), ("t_alice", "pigeon")])
def test_connecting_to_nobody_or_nothing_is_refused(alice: Broker, slug: str, channel: str) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("connect_channel", slug, channel, account="1")

    assert "\n" not in str(refusal.value)
