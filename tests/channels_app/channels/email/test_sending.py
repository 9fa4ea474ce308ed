"""Mails that go out: what they say, and what a refusal means."""

from __future__ import annotations

import base64
import time
from pathlib import Path
from typing import Any

import pytest
from sendgrid.helpers.mail import CustomArg, Mail

from channels_app.accounts import account_of
from channels_app.channels.base import Advice, File, Outgoing, SendError
from channels_app.channels.email import sending
from channels_app.channels.email.models import Undeliverable
from channels_app.models import ChannelAccount
from crm.conversations.models import Message
from tests.channels_app.channels.email.conftest import Post, Provider
from tests.payloads import email as em

pytestmark = pytest.mark.django_db


@pytest.fixture
def reply(inbox: ChannelAccount, post: Post) -> Message:
    """An answer of Sofía's that waits."""
    post(*em.mail(message_id="<q@example.com>", headers={"References": "<p@example.com>"}))
    question = Message.objects.get()
    return Message.objects.create(
        conversation=question.conversation,
        direction="out",
        author="sofia",
        text="Yes: https://alice.test/1 <b>",
        account_key=question.account_key,
        status="queued",
        sent_at=question.sent_at,
    )


def outgoing(message: Message, inbox: ChannelAccount, **changes: Any) -> Outgoing:
    given: dict[str, Any] = {
        "message_id": str(message.pk),
        "peer": message.conversation.peer,
        "kind": "text",
        "text": message.text,
        "payload": {},
        "account": account_of(inbox, "email", inbox.account_id),
    }
    return Outgoing(**{**given, **changes})


def test_a_mail_says_who_writes_and_what_it_answers(
    reply: Message, inbox: ChannelAccount, provider: Provider
) -> None:
    external_id = sending.send(outgoing(reply, inbox))

    path, headers, mail = provider.asked[0]
    assert (path, headers["authorization"]) == ("/v3/mail/send", "Bearer SG.key")
    assert mail["from"] == {"email": "sofia@alice.test", "name": "Sofía · Alicia Propiedades"}
    assert mail["personalizations"][0]["to"] == [{"email": em.LEAD}]
    assert mail["reply_to_list"] == [{"email": em.ADDRESS}]
    assert mail["subject"] == "Re: Flat in Ñuñoa"
    assert mail["custom_args"] == {"message_id": str(reply.pk), "account": em.ADDRESS}
    assert mail["headers"]["Message-ID"] == external_id == f"<{reply.pk}@in.alice.test>"
    assert mail["headers"]["In-Reply-To"] == "<q@example.com>"
    assert mail["headers"]["References"] == "<p@example.com> <q@example.com>"
    assert mail["headers"]["Auto-Submitted"] == "auto-replied"


def test_html_is_the_text_escaped(
    reply: Message, inbox: ChannelAccount, provider: Provider
) -> None:
    sending.send(outgoing(reply, inbox))

    plain, html = provider.mail["content"]
    assert plain == {"type": "text/plain", "value": reply.text}
    assert "&lt;b&gt;" in html["value"]
    assert 'href="https://alice.test/1"' in html["value"]


def test_the_body_is_as_sendgrids_own_library_writes_it(
    reply: Message, inbox: ChannelAccount, provider: Provider
) -> None:
    sending.send(outgoing(reply, inbox))
    ours = provider.mail
    theirs = Mail(
        from_email=("sofia@alice.test", "Sofía · Alicia Propiedades"),
        to_emails=em.LEAD,
        subject="Re: Flat in Ñuñoa",
        plain_text_content=reply.text,
        html_content=ours["content"][1]["value"],
    )
    theirs.custom_arg = [CustomArg("message_id", str(reply.pk)), CustomArg("account", em.ADDRESS)]

    expected = theirs.get()
    assert {name: ours[name] for name in expected} == expected


def test_a_file_is_attached(
    reply: Message, inbox: ChannelAccount, provider: Provider, tmp_path: Path
) -> None:
    path = tmp_path / "plan"
    path.write_bytes(b"%PDF-1")
    file = File(str(path), "application/pdf", "plan.pdf", "document")

    sending.send(outgoing(reply, inbox, file=file, kind="document", text=""))

    (attached,) = provider.mail["attachments"]
    assert (attached["filename"], base64.b64decode(attached["content"])) == ("plan.pdf", b"%PDF-1")


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (400, Advice.DEAD),
        (401, Advice.PAUSE),
        (403, Advice.PAUSE),
        (413, Advice.DEAD),
        (429, Advice.WAIT),
        (500, Advice.AGAIN),
        (503, Advice.AGAIN),
    ],
)
def test_a_refusal_carries_its_advice(
    status: int, advice: Advice, reply: Message, inbox: ChannelAccount, provider: Provider
) -> None:
    provider.status, provider.body = status, {"errors": [{"message": "no", "field": "from"}]}
    provider.headers = {"X-RateLimit-Reset": str(int(time.time()) + 30)}

    with pytest.raises(SendError, match="from: no") as caught:
        sending.send(outgoing(reply, inbox))

    assert (caught.value.advice, caught.value.code) == (advice, str(status))
    if advice == Advice.WAIT:
        assert 25 < (caught.value.retry_after or 0) <= 30
        assert caught.value.holds == "account"


def test_an_answer_that_never_comes_is_unsure(
    reply: Message, inbox: ChannelAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    import httpx

    def hang(_request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("late")

    wire = httpx.Client(transport=httpx.MockTransport(hang))
    monkeypatch.setattr("channels_app.channels.calls.client", lambda: wire)

    with pytest.raises(SendError) as caught:
        sending.send(outgoing(reply, inbox))

    assert caught.value.advice == Advice.UNSURE


def test_nothing_goes_to_an_address_that_bounced(
    reply: Message, inbox: ChannelAccount, provider: Provider
) -> None:
    Undeliverable.objects.create(address=em.LEAD, at=reply.sent_at)

    with pytest.raises(SendError) as caught:
        sending.send(outgoing(reply, inbox))

    assert (caught.value.code, caught.value.advice) == ("undeliverable", Advice.DEAD)
    assert not provider.asked


def test_a_reaction_is_no_mail(reply: Message, inbox: ChannelAccount, provider: Provider) -> None:
    with pytest.raises(SendError) as caught:
        sending.send(outgoing(reply, inbox, kind="reaction", text="👍"))

    assert caught.value.advice == Advice.DEAD


def test_an_account_without_a_key_is_paused(
    reply: Message, inbox: ChannelAccount, provider: Provider
) -> None:
    inbox.token = ""

    with pytest.raises(SendError) as caught:
        sending.send(outgoing(reply, inbox))

    assert caught.value.advice == Advice.PAUSE


def test_postmark_sends_as_well(reply: Message, inbox: ChannelAccount, provider: Provider) -> None:
    inbox.config = {"provider": "postmark"}
    provider.status = 200
    provider.body = {"ErrorCode": 0, "Message": "OK", "MessageID": "pm-1", "To": em.LEAD}

    sending.send(outgoing(reply, inbox))

    path, headers, mail = provider.asked[0]
    assert (path, headers["x-postmark-server-token"]) == ("/email", "SG.key")
    assert mail["Metadata"]["message_id"] == str(reply.pk)
    assert {"Name": "X-PM-KeepID", "Value": "true"} in mail["Headers"]


@pytest.mark.parametrize(("code", "advice"), [(406, Advice.DEAD), (400, Advice.PAUSE)])
def test_postmarks_own_codes_are_heeded(
    code: int, advice: Advice, reply: Message, inbox: ChannelAccount, provider: Provider
) -> None:
    inbox.config = {"provider": "postmark"}
    provider.status, provider.body = 422, {"ErrorCode": code, "Message": "no"}

    with pytest.raises(SendError) as caught:
        sending.send(outgoing(reply, inbox))

    assert caught.value.advice == advice
