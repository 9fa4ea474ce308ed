"""``telegram_webhook``: Telegram is told where to post, and what it says is printed."""

from __future__ import annotations

from io import StringIO
from typing import Any

import httpx
import orjson
import pytest
from django.core.management import CommandError, call_command

from channels_app.accounts import account_connect
from channels_app.models import ChannelAccount
from crm.brokers.models import Broker
from tests.channels_app.channels.telegram.conftest import replace_wire
from tests.payloads import telegram as tg


def run(*args: str, account: str = tg.BOT) -> str:
    out = StringIO()
    call_command("telegram_webhook", "t_alice", "--account", account, *args, stdout=out)
    return out.getvalue()


def test_the_webhook_is_set_with_our_secret_and_what_we_read(api: list[httpx.Request]) -> None:
    told = run("--url", "https://crm.example.com")

    given = orjson.loads(api[0].content)
    assert given["url"] == "https://crm.example.com/webhooks/telegram"
    assert given["secret_token"] == tg.SECRET
    assert set(given["allowed_updates"]) == {
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    }
    assert "url: https://crm.example.com/webhooks/telegram" in told
    assert tg.SECRET not in told
    assert tg.TOKEN not in told


def test_a_path_of_ones_own_is_kept_and_nothing_is_set_without_an_address(
    api: list[httpx.Request],
) -> None:
    assert "https://crm.example.com:8443/in/tg" in run(
        "--url", "https://crm.example.com:8443/in/tg"
    )
    run()

    assert [call.url.path.rpartition("/")[2] for call in api] == [
        "setWebhook",
        "getWebhookInfo",
        "getWebhookInfo",
    ]


@pytest.mark.parametrize(
    "url",
    ["http://crm.example.com", "https://crm.example.com:8000", "crm", "https://[", "https://"],
)
def test_an_address_telegram_would_not_call_is_refused(api: list[httpx.Request], url: str) -> None:
    with pytest.raises(CommandError):
        run("--url", url)

    assert api == []


def test_a_bot_nobody_connected_is_named(api: list[httpx.Request]) -> None:
    with pytest.raises(CommandError, match="no Telegram bot 5"):
        run(account="5")


def test_a_secret_telegram_would_not_take_is_refused(
    api: list[httpx.Request], alice: Broker
) -> None:
    account_connect(
        broker=alice, channel="telegram", account_id="5", token="5:x", secret="con espacio"
    )

    with pytest.raises(CommandError, match="secret"):
        run(account="5")


def test_a_token_telegram_does_not_know_is_told(
    bot: ChannelAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    revoked = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    replace_wire(monkeypatch, lambda _request: httpx.Response(401, json=revoked))

    with pytest.raises(CommandError, match="Unauthorized"):
        run()


def test_another_brokers_bot_is_not_found(api: list[httpx.Request], charlie: Broker) -> None:
    with pytest.raises(CommandError, match="no Telegram bot"):
        call_command("telegram_webhook", "t_charlie", "--account", tg.BOT, stdout=StringIO())


def test_a_broker_there_is_not_is_told(api: Any) -> None:
    with pytest.raises(CommandError):
        call_command("telegram_webhook", "nobody", "--account", tg.BOT, stdout=StringIO())
