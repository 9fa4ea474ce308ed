"""A broker's admins are told once of what they have to act on, until it is over."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail

from channels_app import notices as channels
from channels_app.accounts import account_connect, account_pause, account_resume
from channels_app.models import ChannelAccount
from channels_app.outgoing.models import OutgoingWebhook
from channels_app.outgoing.services import webhook_enable, webhook_give_up
from channels_app.outgoing.signing import secret_make
from crm.accounts import notices
from crm.accounts.models import Notice, User
from crm.accounts.notices import notice_mail, notices_for, notices_to_mail
from crm.brokers.models import Broker
from crm.core.actors import SYSTEM


@pytest.fixture
def agent(alice: Broker) -> User:
    return User.objects.create(email="bob@alice.test", name="Bob", language="en")


def mail_all() -> None:
    for notice_id in notices_to_mail(limit=10):
        notice_mail(notice_id)


def test_a_paused_account_is_told_once_to_who_can_act(
    number: ChannelAccount, person: User, agent: User
) -> None:
    account_pause(account=number, reason="token expired")
    account_pause(account=number, reason="token expired again")

    (shown,) = notices_for(person)
    assert "token expired" in shown.text
    assert shown.link == "/settings/channels/"
    assert notices_for(agent) == []


def test_it_is_over_when_the_account_works_again(number: ChannelAccount, person: User) -> None:
    account_pause(account=number, reason="token expired")
    account_resume(account=number, actor=SYSTEM)

    assert notices_for(person) == []
    account_pause(account=number, reason="blocked")
    assert len(notices_for(person)) == 1


def test_new_credentials_end_it_too(number: ChannelAccount, person: User, alice: Broker) -> None:
    account_pause(account=number, reason="token expired")

    account_connect(broker=alice, channel="whatsapp", account_id=number.account_id, token="new")

    assert notices_for(person) == []


def test_every_admin_is_mailed_once_in_their_language(
    number: ChannelAccount, person: User, agent: User
) -> None:
    User.objects.create(email="eve@alice.test", name="Eve", role="ADMIN", language="en")
    account_pause(account=number, reason="token expired")

    mail_all()
    mail_all()

    assert sorted(sent.to[0] for sent in mail.outbox) == ["ana@alice.test", "eve@alice.test"]
    (english,) = [sent for sent in mail.outbox if sent.to == ["eve@alice.test"]]
    assert english.subject.startswith("Messages wait")


def test_a_mail_that_cannot_be_sent_is_tried_again(
    number: ChannelAccount, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_pause(account=number, reason="token expired")

    def away(*_args: Any, **_more: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(notices, "send_mail", away)
    mail_all()

    row = Notice.objects.get()
    assert row.mailed_at is None
    assert row.mail_due_at is not None


def test_one_dead_address_does_not_write_to_the_others_again(
    number: ChannelAccount, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.create(email="gone@alice.test", name="Gone", role="ADMIN", language="en")
    account_pause(account=number, reason="token expired")
    send = mail.send_mail

    def picky(title: str, text: str, sender: str | None, to: list[str]) -> int:
        if to == ["gone@alice.test"]:
            raise SMTPRecipientsRefused({})
        return send(title, text, sender, to)

    monkeypatch.setattr(notices, "send_mail", picky)
    mail_all()

    assert [sent.to for sent in mail.outbox] == [["ana@alice.test"]]
    assert Notice.objects.get().mail_due_at is None


def test_what_is_over_is_not_mailed(number: ChannelAccount, person: User) -> None:
    account_pause(account=number, reason="token expired")
    account_resume(account=number, actor=SYSTEM)

    mail_all()

    assert mail.outbox == []


def test_a_webhook_that_failed_for_a_week_is_told(alice: Broker, person: User) -> None:
    webhook = OutgoingWebhook.objects.create(url="https://crm.test/x", secret=secret_make())

    webhook_give_up(webhook=webhook, reason="failing")
    assert [shown.kind for shown in notices_for(person)] == ["webhook_disabled"]

    webhook_enable(webhook=webhook, actor=person.as_actor())
    assert notices_for(person) == []


def test_a_token_that_ends_is_told_and_forgotten(number: ChannelAccount, person: User) -> None:
    channels.token_expiring(number, day="2026-12-01")
    assert "2026-12-01" in notices_for(person)[0].text

    channels.token_renewed(number)
    assert notices_for(person) == []
