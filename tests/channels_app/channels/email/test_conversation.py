"""A lead's question by mail, answered by mail, from end to end."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from channels_app.models import ChannelAccount
from crm.brokers.models import Broker, ChannelRoute
from crm.conversations.models import Message
from crm.core.tenancy import in_schema
from tests.channels_app.channels.email.conftest import Post, Provider
from tests.drive import replies, settle
from tests.fakes.model import FakeModel
from tests.payloads import email as em

pytestmark = pytest.mark.django_db


def test_a_burst_of_mails_gets_one_answer_by_mail(
    inbox: ChannelAccount, post: Post, provider: Provider, model: FakeModel, settings: Any
) -> None:
    from agents.models import Turn

    model.says("Which day would you like to see it?")
    first = em.mail("Is it free?")
    for _time in range(3):
        post(*first)
    post(*em.mail("And is there a garage?", subject="Re: Flat in Ñuñoa"))
    Turn.objects.update(due_at="2020-01-01T00:00:00Z")

    settle()

    assert len(replies()) == len(provider.asked) == 1
    assert provider.mail["personalizations"][0]["to"] == [{"email": em.LEAD}]
    answer = Message.objects.get(direction="out")
    assert answer.status == "sent"
    assert answer.external_id == provider.mail["headers"]["Message-ID"]


def test_their_answer_to_our_mail_is_in_the_thread(
    inbox: ChannelAccount, post: Post, provider: Provider, model: FakeModel
) -> None:
    from agents.models import Turn

    model.says("Yes.")
    post(*em.mail())
    Turn.objects.update(due_at="2020-01-01T00:00:00Z")
    settle()
    ours = Message.objects.get(direction="out")

    body, headers = em.signed([em.event("delivered", message_id=str(ours.pk), account=em.ADDRESS)])
    post(body, headers=headers)
    post(*em.mail("Thanks", subject="Re: x", headers={"In-Reply-To": ours.external_id}))

    ours.refresh_from_db()
    assert ours.status == "delivered"
    assert Message.objects.filter(direction="in").latest("id").reply_to_id == ours.pk


@pytest.mark.parametrize("channel", ["sendgrid", "email", "postmark"])
def test_the_command_connects_by_the_providers_name(channel: str, alice: Broker) -> None:
    out = StringIO()
    with in_schema("public"):
        call_command(
            "connect_channel",
            "t_alice",
            channel,
            account="Hello@In.Alice.Test",
            token="SG.key",
            secret=em.public(),
            option=["from=sofia@alice.test"],
            stdout=out,
        )

    assert "email hello@in.alice.test leads to t_alice" in out.getvalue()
    assert ChannelRoute.objects.get(channel="email").account_id == "hello@in.alice.test"
    account = ChannelAccount.objects.get()
    assert account.config["from"] == "sofia@alice.test"
    assert account.config.get("provider", channel) == channel
