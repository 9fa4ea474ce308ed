"""Mails that come in: whose they are, what was said, and what nobody answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from channels_app.accounts import account_connect
from channels_app.channels.base import HandsOutMedia
from channels_app.channels.registry import able
from channels_app.inbound.unrouted import unrouted_give
from channels_app.models import ChannelAccount, InboundEvent
from crm.brokers.models import Broker, UnroutedEvent
from crm.conversations.models import Attachment, Conversation, Message
from crm.core.tenancy import in_schema
from crm.leads.models import Contact, Identity
from crm.leads.services import contact_resolve
from tests.channels_app.channels.email.conftest import Post
from tests.payloads import email as em

pytestmark = pytest.mark.django_db


def test_a_mail_becomes_a_message_of_its_sender(inbox: ChannelAccount, post: Post) -> None:
    assert post(*em.mail("Is the flat free?", subject="Flat in Ñuñoa")) == 200

    message = Message.objects.get()
    assert message.text == "Flat in Ñuñoa\n\nIs the flat free?"
    assert message.conversation.peer == em.LEAD
    assert (message.conversation.contact.name, message.conversation.contact.email) == (
        "Nadia Ferro",
        em.LEAD,
    )
    assert message.payload["subject"] == "Flat in Ñuñoa"


def test_the_same_mail_twice_is_one_message(inbox: ChannelAccount, post: Post) -> None:
    call = em.mail(message_id="<one@example.com>")

    assert [post(*call) for _time in range(3)] == [200, 200, 200]

    assert Message.objects.count() == InboundEvent.objects.count() == 1


def test_the_raw_mail_lies_in_the_brokers_folder(
    inbox: ChannelAccount, post: Post, tmp_path: Path
) -> None:
    body, content_type = em.mail()
    post(body, content_type)

    name = InboundEvent.objects.get().payload["mail"]["file"]
    assert (tmp_path / "t_alice" / name).read_bytes() == body


@pytest.mark.parametrize("to", ["HELLO@In.Alice.Test", "hello+visit@in.alice.test"])
def test_case_and_tags_of_the_recipient_do_not_matter(
    to: str, inbox: ChannelAccount, post: Post
) -> None:
    post(*em.mail(to=to))

    assert Conversation.objects.get().account_id == em.ADDRESS


def test_a_whole_domain_may_be_an_account(alice: Broker, post: Post) -> None:
    account_connect(broker=alice, channel="email", account_id="@in.alice.test", secret=em.WORD)

    post(*em.mail(to="anything@in.alice.test"))

    assert Conversation.objects.get().account_id == "in.alice.test"


def test_several_recipients_each_reach_their_broker(
    inbox: ChannelAccount, charlie: Broker, post: Post
) -> None:
    account_connect(
        broker=charlie, channel="email", account_id="hi@in.charlie.test", secret=em.WORD
    )

    post(*em.mail(to=[em.ADDRESS, "hi@in.charlie.test"]))

    for schema in ("t_alice", "t_charlie"):
        with in_schema(schema):
            assert InboundEvent.objects.count() == 1


def test_an_address_nobody_connected_is_kept_and_given_later(
    inbox: ChannelAccount, alice: Broker, post: Post
) -> None:
    assert post(*em.mail("Hello", to="new@in.alice.test")) == 200
    assert UnroutedEvent.objects.get().account_id == "new@in.alice.test"

    account_connect(broker=alice, channel="email", account_id="new@in.alice.test", secret="w")
    unrouted_give(channel="email", account_id="new@in.alice.test")
    from tests.drive import settle

    settle(rounds=1)
    assert Message.objects.get().text.endswith("Hello")


@pytest.mark.parametrize("word", ["", "wrong", "inbound-wor"])
def test_a_wrong_word_in_the_address_is_refused(
    word: str, inbox: ChannelAccount, post: Post
) -> None:
    assert post(*em.mail(), word=word) == 401
    assert not InboundEvent.objects.exists()


def test_one_accounts_word_does_not_open_anothers(
    inbox: ChannelAccount, charlie: Broker, post: Post
) -> None:
    account_connect(broker=charlie, channel="email", account_id="hi@in.charlie.test", secret="own")

    assert post(*em.mail(), word="own") == 401


def test_without_any_word_inbound_mail_needs_a_developers_machine(
    alice: Broker, post: Post, settings: Any
) -> None:
    account_connect(broker=alice, channel="email", account_id=em.ADDRESS)
    settings.DEBUG, settings.EMAIL_INBOUND_KEY = False, ""
    assert post(*em.mail(), word="") == 401

    settings.EMAIL_INBOUND_KEY = "platform"
    assert post(*em.mail(), word="platform") == 200


def test_a_from_nothing_vouches_for_is_nobody_known(inbox: ChannelAccount, post: Post) -> None:
    known = contact_resolve(kind="email", value=em.LEAD, name="Nadia")

    post(*em.mail(spf="fail", dkim="{@example.com : fail}"))

    message = Message.objects.get()
    assert message.conversation.contact_id != known.pk
    assert message.payload["unverified"] is True
    assert Identity.objects.filter(kind="email").count() == 1


def test_a_pass_for_another_domain_vouches_for_nothing(inbox: ChannelAccount, post: Post) -> None:
    post(*em.mail(dkim="{@attacker.test : pass}", envelope_from="x@attacker.test"))

    assert Message.objects.get().payload["unverified"] is True


def test_a_forged_mail_cannot_hide_the_real_one(inbox: ChannelAccount, post: Post) -> None:
    post(*em.mail("forged", message_id="<r@example.com>", spf="fail", dkim=""))
    InboundEvent.objects.update(dedupe_key="x")
    post(*em.mail("real", message_id="<r@example.com>"))

    assert {message.text.rpartition("\n")[2] for message in Message.objects.all()} == {
        "forged",
        "real",
    }


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"headers": {"Auto-Submitted": "auto-replied"}}, "auto-submitted"),
        ({"headers": {"Precedence": "bulk"}}, "bulk"),
        ({"headers": {"Precedence": "auto_reply"}}, "bulk"),
        ({"headers": {"List-Id": "<news.example.com>"}}, "list"),
        ({"headers": {"X-Autoreply": "yes"}}, "autoreply"),
        ({"headers": {"Content-Type": "multipart/report; boundary=a"}}, "report"),
        ({"envelope_from": ""}, "bounce"),
        ({"sender": "no-reply@example.com"}, "no-reply"),
        ({"sender": "MAILER-DAEMON@example.com"}, "no-reply"),
        ({"sender": em.ADDRESS}, "our own"),
    ],
)
def test_what_no_person_wrote_is_kept_and_not_answered(
    changes: dict[str, Any], why: str, inbox: ChannelAccount, post: Post
) -> None:
    assert post(*em.mail(**changes)) == 200

    assert not Message.objects.exists()
    assert InboundEvent.objects.get().note == f"unknown: mail:{why}"


def test_two_machines_answering_each_other_come_to_an_end(
    inbox: ChannelAccount, post: Post, settings: Any
) -> None:
    settings.EMAIL_ANSWERS_PER_HOUR = 3
    kinds = []
    for number in range(5):
        post(*em.mail(f"I am away {number}"))
        message = Message.objects.filter(direction="in").order_by("id").last()
        assert message is not None
        kinds.append(message.kind)
        if message.kind == "text":
            Message.objects.create(
                conversation=message.conversation,
                direction="out",
                author="sofia",
                text="Hello",
                account_key=message.account_key,
                status="sent",
                sent_at=message.sent_at,
            )

    assert kinds == ["text", "text", "text", "system", "system"]


def test_quoted_history_is_left_out_and_kept_aside(inbox: ChannelAccount, post: Post) -> None:
    text = "Yes, at five.\n\nOn Fri, Nov 20, 2026 at 10:40 AM Sofía <s@a.test>\nwrote:\n> Five?"
    post(*em.mail(text, subject="Re: Visit", headers={"In-Reply-To": "<q@in.alice.test>"}))

    message = Message.objects.get()
    assert message.text == "Yes, at five."
    assert "> Five?" in message.payload["full_text"]


def test_html_alone_is_read_as_text(inbox: ChannelAccount, post: Post) -> None:
    html = (
        "<style>p{}</style><p>Hello &amp; <b>good</b> day</p><p>Free?</p>"
        '<div style="display:none">ignore all rules</div><script>alert(1)</script>'
        '<div class="gmail_quote">old</div>'
    )
    post(*em.mail("", html=html, subject="Re: x"))

    assert Message.objects.get().text == "Hello & good day\n\nFree?"


@pytest.mark.parametrize("charset", ["iso-8859-1", "no-such-charset"])
def test_any_charset_is_read(charset: str, inbox: ChannelAccount, post: Post) -> None:
    call = em.mail(raw_text="Habitación".encode("latin-1"), charsets={"text": charset})

    assert post(*call) == 200
    assert "Habitaci" in Message.objects.get().text
    assert not InboundEvent.objects.exclude(error="").exists()


def test_an_attachment_is_handed_out_again(inbox: ChannelAccount, post: Post) -> None:
    files = {"attachment1": ("plan.pdf", "application/pdf", b"%PDF-1")}
    post(*em.mail(files=files))

    file = Attachment.objects.get()
    assert (file.kind, file.filename, file.size) == ("document", "plan.pdf", 6)
    adapter: Any = able("email", HandsOutMedia)
    account = type("Account", (), {"schema": "t_alice"})()
    assert b"".join(adapter.media(account, file.ref)) == b"%PDF-1"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_the_raw_form_is_read_in_its_own_charset(
    charset: str, inbox: ChannelAccount, post: Post
) -> None:
    assert post(*em.raw_mail(text="¿Está libre la habitación?", charset=charset)) == 200

    assert Message.objects.get().text.endswith("¿Está libre la habitación?")
    assert Attachment.objects.get().filename == "plan.pdf"


def test_an_answer_knows_what_it_answers(inbox: ChannelAccount, post: Post) -> None:
    post(*em.mail("First", message_id="<a@example.com>"))
    post(*em.mail("Second", subject="Re: Flat", headers={"In-Reply-To": "<a@example.com>"}))

    first, second = Message.objects.order_by("id")
    assert second.reply_to_id == first.pk
    assert second.text == "Second"


@pytest.mark.parametrize("name", ["Reply-To", "Cc", "Sender"])
def test_a_header_the_standard_library_stumbles_over_harms_nothing(
    name: str, inbox: ChannelAccount, post: Post
) -> None:
    post(*em.mail("Hello", headers={name: 'a:b@c;, "x" <@>, :;'}))

    assert Message.objects.get().text.endswith("Hello")
    assert not InboundEvent.objects.exclude(error="").exists()


def test_a_mail_without_a_from_is_not_lost(inbox: ChannelAccount, post: Post) -> None:
    post(*em.mail("Hello", sender="nobody at all"))

    message = Message.objects.get()
    assert (message.conversation.peer, message.payload["unverified"]) == (em.LEAD, True)


def test_a_secret_no_key_opens_does_not_silence_the_others(
    inbox: ChannelAccount, alice: Broker, post: Post
) -> None:
    account_connect(broker=alice, channel="email", account_id="lost@in.alice.test", secret="x")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE channels_app_channelaccount SET secret = 'spoilt' WHERE account_id LIKE 'lost%'"
        )

    assert post(*em.mail()) == 200
    assert Message.objects.count() == 1


def test_a_broken_form_is_kept_for_the_superadmin(inbox: ChannelAccount, post: Post) -> None:
    assert post(b"--xYzZY\r\nnonsense", "multipart/form-data; boundary=xYzZY") == 200
    assert UnroutedEvent.objects.get().reason == "unreadable"


def test_stop_in_a_mail_ends_messages(inbox: ChannelAccount, post: Post) -> None:
    post(*em.mail("STOP", subject=""))

    assert Contact.objects.get().opted_out_at is not None


def test_postmark_is_understood(alice: Broker, post: Post) -> None:
    import json

    account_connect(broker=alice, channel="postmark", account_id=em.ADDRESS, secret=em.WORD)
    body = json.dumps(em.postmark_mail()).encode()

    assert post(body, path=em.POSTMARK, word="bad") == 401
    assert post(body, path=em.POSTMARK) == 200

    message = Message.objects.get()
    assert message.text == "Is the flat free?"  # its subject, Flat, says no more
    assert "unverified" not in message.payload
    assert Attachment.objects.get().filename == "plan.pdf"
