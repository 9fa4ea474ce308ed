"""Who cannot prove to be the vendor is refused, on every signed channel, and leaves a counter."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from channels_app.account_secrets import forget_secrets
from channels_app.accounts import account_connect
from channels_app.inbound.counters import refusals
from crm.brokers.models import Broker
from tests.complaints.calls import Call
from tests.complaints.corpus import DAYS
from tests.fakes.vendor import Vendor
from tests.isolation.cast import everything
from tests.payloads import email as em
from tests.payloads import forms
from tests.payloads import telegram as tg
from tests.payloads import twilio as tw
from tests.payloads import whatsapp as wa

FORM = "application/x-www-form-urlencoded"
LONG_AGO = time.time() - 90 * 24 * 3600


def whatsapp(secret: str = wa.SECRET) -> Call:
    return Call("/webhooks/whatsapp", *wa.signed(wa.text("Hola"), secret=secret))


def telegram(secret: str = tg.SECRET) -> Call:
    return Call("/webhooks/telegram", *tg.posted(tg.text("Hola"), secret=secret))


def twilio(secret: str = tw.TOKEN) -> Call:
    return Call(tw.SMS, *tw.posted(tw.sms("Hi"), token=secret), FORM)


def receipts(secret: str = tw.TOKEN) -> Call:
    told = tw.posted(tw.status(tw.sid(), "sent"), path=tw.STATUS, token=secret)
    return Call(tw.STATUS, *told, FORM)


def sendgrid(key: ec.EllipticCurvePrivateKey = em.KEY, at: float | None = None) -> Call:
    stamp = None if at is None else int(at)
    return Call(em.SENDGRID, *em.signed([em.event("open")], key=key, at=stamp))


def leadads(secret: str = forms.META_SECRET) -> Call:
    return Call("/webhooks/leadads", *forms.meta(forms.meta_notice(1), secret=secret))


def tiktok(secret: str = forms.TIKTOK_SECRET, at: float | None = None) -> Call:
    body = forms.tiktok_body(forms.tiktok_entry("7510009", Name="Nadia"))
    return Call("/webhooks/tiktok", *forms.tiktok(body, secret=secret, at=at))


def linkedin(secret: str = forms.LINKEDIN_SECRET) -> Call:
    return Call("/webhooks/linkedin", *forms.linkedin(forms.linkedin_notice("r-9"), secret=secret))


def googleads(key: str = forms.GOOGLE_KEY) -> Call:
    return Call("/webhooks/googleads", *forms.google("lead-9", key=key, FULL_NAME="Nadia"))


def mail(word: str = em.WORD) -> Call:
    body, kind = em.mail()
    return Call(f"{em.SENDGRID}?key={word}", body, content_type=kind)


def signed_by(headers: dict[str, str], value: str) -> dict[str, str]:
    """The proof replaced by this value; what only tells the time stays."""
    return {name: each if "Timestamp" in name else value for name, each in headers.items()}


#: By channel: how it is called, and who else could have signed: another account's or app's key.
SIGNED: dict[str, tuple[Callable[..., Call], Any]] = {
    "whatsapp": (whatsapp, "another-app"),
    "telegram": (telegram, "tg-secret_of-nobody-01"),
    "twilio": (twilio, "token-of-another-account"),
    "twilio receipts": (receipts, "token-of-another-account"),
    "sendgrid": (sendgrid, em.OTHER_KEY),
    "leadads": (leadads, "another-app"),
    "tiktok": (tiktok, "another-client"),
    "linkedin": (linkedin, "another-client"),
}
FORGERIES: dict[str, Callable[[Callable[..., Call], Any], Call]] = {
    "no signature": lambda call, _other: replace(call(), headers={}),
    "an empty one": lambda call, _other: _with(call(), ""),
    "a made-up one": lambda call, _other: _with(call(), "sha256=" + "0" * 64),
    "half of it": lambda call, _other: _halved(call()),
    "of another account": lambda call, other: call(other),
    "of another body": lambda call, _other: replace(call(), headers=call().headers),
    "of more than came": lambda call, _other: _truncated(call()),
}


def _with(call: Call, value: str) -> Call:
    return replace(call, headers=signed_by(dict(call.headers), value))


def _halved(call: Call) -> Call:
    halves = {
        name: value if "Timestamp" in name else value[: len(value) // 2]
        for name, value in call.headers.items()
    }
    return replace(call, headers=halves)


def _truncated(call: Call) -> Call:
    return replace(call, body=call.body[:-3])


#: What a secret in the header cannot tell apart: it proves who calls, not what they say; and
#: two calls of one second that say the same have the same proof.
_SAME: set[tuple[str, str]] = {
    ("telegram", "of another body"),
    ("telegram", "of more than came"),
    *((name, "of another body") for name in ("leadads", "tiktok", "linkedin")),
}


@pytest.fixture(autouse=True)
def _connected(alice: Broker, api: Vendor) -> Iterator[None]:
    """Every account of Alice's."""
    forget_secrets()
    for connect, _day in [DAYS[name] for name in ("whatsapp", "telegram", "twilio", "email")]:
        connect(alice)
    account_connect(broker=alice, channel="leadads", account_id=forms.PAGE, token="t")
    account_connect(broker=alice, channel="googleads", account_id="g", secret=forms.GOOGLE_KEY)
    for channel, account, secret in (
        ("tiktok", forms.TIKTOK_PAGE, forms.TIKTOK_SECRET),
        ("linkedin", forms.OWNER, forms.LINKEDIN_SECRET),
    ):
        account_connect(broker=alice, channel=channel, account_id=account, token="t", secret=secret)
    yield
    forget_secrets()


def refused(call: Call) -> None:
    """The call is turned away and leaves nothing behind but one more in the counter."""
    before, counted = (everything("t_alice"), everything("public")), sum(refusals().values())

    assert call.make() in {401, 403}

    assert (everything("t_alice"), everything("public")) == before
    assert sum(refusals().values()) == counted + 1


@pytest.mark.parametrize("channel", SIGNED)
def test_what_is_truly_signed_is_taken(channel: str) -> None:
    # Else the refusals below would prove nothing.
    make, _other = SIGNED[channel]

    assert make().make() < 300


@pytest.mark.parametrize(
    ("channel", "forgery"),
    [(name, each) for name in SIGNED for each in FORGERIES if (name, each) not in _SAME],
)
def test_what_is_not_leaves_nothing_but_a_counter(channel: str, forgery: str) -> None:
    """Twenty #13841, Chatwoot #15454: a door nobody watches is everybody's."""
    refused(FORGERIES[forgery](*SIGNED[channel]))


@pytest.mark.parametrize("call", [sendgrid, tiktok])
def test_a_signature_that_tells_its_time_is_not_taken_months_later(
    call: Callable[..., Call],
) -> None:
    refused(call(at=LONG_AGO))


@pytest.mark.parametrize("word", ["", "inbound", em.WORD.upper(), f"{em.WORD} "])
def test_a_mail_without_the_word_of_the_address_is_refused(word: str) -> None:
    refused(mail(word))


@pytest.mark.parametrize("key", ["", "google-key", forms.GOOGLE_KEY.upper()])
def test_a_google_form_without_its_key_is_refused(key: str) -> None:
    refused(googleads(key))


def test_what_one_broker_can_sign_speaks_for_no_other(alice: Broker, charlie: Broker) -> None:
    """Chatwoot #15454: Charlie's bot and keys say nothing about Alice's leads."""
    account_connect(
        broker=charlie, channel="telegram", account_id="2002", token="t", secret="charlies-bot-01"
    )
    account_connect(
        broker=charlie, channel="twilio", account_id="AC" + "6" * 32, token="charlies-token"
    )
    before = everything("t_alice")

    telegram("charlies-bot-01").make()
    assert twilio("charlies-token").make() == 401

    assert everything("t_alice") == before
