"""Channels in the settings: connected by a form, with their state in words, for admins only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from channels_app.accounts import account_pause
from channels_app.forms.expiring import tokens_watch
from channels_app.models import ChannelAccount
from channels_app.settings.vendors import VENDORS
from crm.accounts.models import User
from crm.accounts.notices import notices_for
from crm.brokers.models import Broker, ChannelRoute
from crm.core.models import AuditLog
from tests.pages import door, text_of

HOME = "/settings/channels/"
WHATSAPP = {"account": "1112223334445", "token": "EAAB-secret", "waba_id": "99887766"}
BOT = "123456789:AAE-abcdefghijklmnopqrstuvwxyz012345"


@pytest.fixture
def boss(person: User) -> Client:
    return door(person)


def account() -> ChannelAccount:
    return ChannelAccount.objects.exclude(channel="webchat").get()


def test_a_number_is_connected_from_the_page(boss: Client) -> None:
    answer = boss.post(f"{HOME}connect/whatsapp/", {**WHATSAPP, "name": "Ventas"}, follow=True)

    made = account()
    assert (made.token, made.config["waba_id"], made.name) == ("EAAB-secret", "99887766", "Ventas")
    assert ChannelRoute.objects.filter(account_id="1112223334445").count() == 1
    assert "EAAB-secret" not in text_of(answer)
    assert "/webhooks/whatsapp" in text_of(answer)
    assert AuditLog.objects.filter(verb="crm.channel.connected").count() == 1


def test_a_bots_id_is_read_from_its_token_and_its_secret_is_shown_once(boss: Client) -> None:
    answer = boss.post(f"{HOME}connect/telegram/", {"token": BOT})

    made = account()
    assert (made.account_id, made.token) == ("123456789", BOT)
    assert len(made.secret) > 30
    assert made.secret in text_of(answer)
    assert made.secret not in text_of(boss.get(f"{HOME}{made.pk}/"))
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("channel", "given"),
    [
        ("whatsapp", {"account": "my number"}),
        ("whatsapp", {}),
        ("telegram", {"token": "not a token"}),
        ("twilio", {"account": "AC12"}),
        ("linkedin", {"account": "urn:other:1"}),
        ("leadads", {"account": "123456", "token_expires_at": "soon"}),
        ("leadads", {"account": "123456", "token_expires_at": "2027-99-99"}),
    ],
)
def test_what_cannot_be_right_is_told_beside_its_field(
    boss: Client, channel: str, given: dict[str, str]
) -> None:
    answer = boss.post(f"{HOME}connect/{channel}/", given)

    assert "field-error" in text_of(answer)
    assert not ChannelAccount.objects.exclude(channel="webchat").exists()


def test_another_brokers_account_is_refused_in_words(boss: Client, charlie: Broker) -> None:
    ChannelRoute.objects.create(channel="whatsapp", account_id="1112223334445", broker=charlie)

    answer = boss.post(f"{HOME}connect/whatsapp/", WHATSAPP)

    assert "banner-late" in text_of(answer)
    assert not ChannelAccount.objects.exclude(channel="webchat").exists()


def test_one_that_is_connected_is_not_connected_over(boss: Client, number: ChannelAccount) -> None:
    given = {**WHATSAPP, "account": number.account_id}

    answer = boss.post(f"{HOME}connect/whatsapp/", given)

    number.refresh_from_db()
    assert "banner-late" in text_of(answer)
    assert number.token == "wa-token"


def test_credentials_are_renewed_and_an_empty_field_keeps_them(
    boss: Client, number: ChannelAccount
) -> None:
    account_pause(account=number, reason="The token ended.")

    boss.post(f"{HOME}{number.pk}/credentials/", {"token": "new-token"})
    boss.post(f"{HOME}{number.pk}/credentials/", {"token": ""})

    number.refresh_from_db()
    assert (number.token, number.paused_at) == ("new-token", None)


def test_a_new_token_has_not_the_old_ones_end(boss: Client, number: ChannelAccount) -> None:
    path = f"{HOME}{number.pk}/credentials/"
    boss.post(path, {"token": "first", "token_expires_at": "2026-01-31"})
    number.refresh_from_db()
    assert number.expires_at is not None

    boss.post(path, {"token": "second", "token_expires_at": "2026-01-31"})

    number.refresh_from_db()
    assert number.expires_at is None


def test_a_paused_account_says_why_and_is_tried_again(boss: Client, number: ChannelAccount) -> None:
    account_pause(account=number, reason="Meta refuses the token <b>.")
    listed, opened = text_of(boss.get(HOME)), text_of(boss.get(f"{HOME}{number.pk}/"))

    boss.post(f"{HOME}{number.pk}/resume/")

    number.refresh_from_db()
    assert "Meta refuses the token &lt;b&gt;." in listed
    assert "Meta refuses the token &lt;b&gt;." in opened
    assert number.paused_at is None


def test_how_it_is_used_is_kept_as_it_is_changed(number: ChannelAccount, person: User) -> None:
    given = {"name": "Ventas", "rate": "12.5", "on_unsure": "resend"}
    client = door(person, htmx=True)

    answer = client.post(f"{HOME}{number.pk}/", given)

    number.refresh_from_db()
    assert (number.name, number.rate, number.on_unsure) == ("Ventas", 12.5, "resend")
    assert number.config["presence"] == "no"
    assert "toast" in text_of(answer)
    client.post(f"{HOME}{number.pk}/", {**given, "presence": "on"})
    number.refresh_from_db()
    assert "presence" not in number.config


@pytest.mark.parametrize("wrong", [{"rate": "-1"}, {"rate": "nan"}, {"on_unsure": "forget"}])
def test_a_wrong_setting_is_refused(
    number: ChannelAccount, person: User, wrong: dict[str, str]
) -> None:
    given = {"name": "Ventas", "rate": "", "on_unsure": "ask", **wrong}

    answer = door(person, htmx=True).post(f"{HOME}{number.pk}/", given)

    number.refresh_from_db()
    assert "field-error" in text_of(answer)
    assert (number.name, number.rate) == ("", None)


def test_a_token_that_ends_soon_is_told(boss: Client, number: ChannelAccount) -> None:
    ChannelAccount.objects.update(expires_at=timezone.now() + timedelta(days=2))

    assert "tag-wait" in text_of(boss.get(HOME))


def test_a_token_that_ends_soon_is_a_notice_until_there_is_another(
    boss: Client, number: ChannelAccount, person: User
) -> None:
    ChannelAccount.objects.update(expires_at=timezone.now() + timedelta(days=2))
    tokens_watch()
    tokens_watch()
    assert len(notices_for(person)) == 1

    boss.post(f"{HOME}{number.pk}/credentials/", {"token": "another"})

    assert notices_for(person) == []


@pytest.mark.parametrize("channel", sorted(VENDORS))
def test_every_channel_says_where_its_vendor_calls(boss: Client, channel: str) -> None:
    from crm.brokers.services import CHANNELS

    answer = boss.get(f"{HOME}connect/{channel}/")

    assert answer.status_code == (200 if channel in CHANNELS else 404)
    assert channel not in CHANNELS or "/webhooks/" in text_of(answer)


def test_an_agent_sees_none_of_it(alice: Broker, number: ChannelAccount) -> None:
    agent = door(User.objects.create(email="bob@t.test", name="Bob", role="AGENT"))

    for path in ("", "connect/whatsapp/", f"{number.pk}/"):
        assert agent.get(HOME + path).status_code == 403
    for path in ("connect/whatsapp/", f"{number.pk}/credentials/", f"{number.pk}/resume/"):
        assert agent.post(HOME + path, WHATSAPP).status_code == 403


def test_many_accounts_cost_no_more_queries(
    boss: Client, number: ChannelAccount, django_assert_max_num_queries: Any
) -> None:
    for each in range(20):
        ChannelAccount.objects.create(channel="whatsapp", account_id=f"77700{each}")
        ChannelAccount.objects.create(channel="leadads", account_id=f"88800{each}")

    with django_assert_max_num_queries(10):
        answer = boss.get(HOME)

    assert text_of(answer).count("settings-row") == 41
