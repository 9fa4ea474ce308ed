"""The line a visitor reads first, and the proof of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from channels_app.webchat.consent import wording_for, wording_shown
from crm.brokers.models import Broker
from crm.brokers.services import broker_update
from crm.conversations.models import Message
from crm.leads.models import Consent
from tests.channels_app.sockets import HOST

NOTICE = "https://alice.cl/privacidad"


def page(visitor: Client, language: str = "es") -> Any:
    return visitor.get("/chat/", {"language": language})


def say(visitor: Client, token: str, text: str = "Hola") -> None:
    visitor.post(
        "/chat/messages/",
        json.dumps({"text": text, "consent": token}),
        content_type="application/json",
    )


def shown(answer: Any) -> str:
    line = answer.context["consent"]
    return f"{line.before}{line.link}{line.after}"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "Conversas con Sofía, asistente de IA de {}."),
        ("en", "You are chatting with Sofía, an AI assistant of {}."),
    ],
)
def test_the_line_names_sofia_what_she_is_and_for_whom(
    visitor: Client, alice: Broker, language: str, words: str
) -> None:
    assert shown(page(visitor, language)).startswith(words.format(alice.name))


def test_the_line_leads_to_the_brokers_notice(visitor: Client, alice: Broker) -> None:
    broker_update(broker=alice, changes={"privacy_url": NOTICE})

    html = page(visitor).content.decode()

    assert f'href="{NOTICE}" target="_blank" rel="noopener">aviso de privacidad</a>.' in html


@pytest.mark.parametrize(
    ("own", "url", "parts"),
    [
        ("Al escribir aceptas [esto].", NOTICE, ("Al escribir aceptas ", "esto", ".")),
        ("Lee antes.", NOTICE, ("Lee antes. ", "Aviso de privacidad", "")),
        ("Al escribir aceptas [esto].", "", ("Al escribir aceptas esto.", "", "")),
    ],
)
def test_a_broker_says_it_in_words_of_its_own(
    alice: Broker, own: str, url: str, parts: tuple[str, str, str]
) -> None:
    broker_update(broker=alice, changes={"chat_consent": own, "privacy_url": url})

    with translation.override("es"):
        line = wording_for(alice)

    assert (line.before, line.link, line.after) == parts


def test_the_exact_line_is_kept_with_the_first_message(visitor: Client, alice: Broker) -> None:
    broker_update(broker=alice, changes={"privacy_url": NOTICE})
    seen = page(visitor)
    # What the broker says by now is not what the visitor read.
    broker_update(broker=alice, changes={"chat_consent": "Otra cosa"})

    say(visitor, seen.context["consent"].token, "Busco un 2D")

    proof = Consent.objects.get()
    assert proof.wording == shown(seen).replace(
        "aviso de privacidad", f"aviso de privacidad <{NOTICE}>"
    )
    assert (proof.kind, proof.granted, proof.source) == ("messages", True, "chat")
    assert (proof.channel, proof.words) == ("webchat", "Busco un 2D")
    assert proof.message_id == Message.objects.get().pk


def test_the_line_is_agreed_to_once(visitor: Client) -> None:
    token = page(visitor).context["consent"].token

    for text in ("uno", "dos", "tres"):
        say(visitor, token, text)

    assert Message.objects.count() == 3
    assert Consent.objects.count() == 1


def test_the_line_stands_only_before_the_first_message(visitor: Client) -> None:
    assert b'id="consent">' in page(visitor).content

    say(visitor, "")

    assert b'id="consent" hidden>' in page(visitor).content


@pytest.mark.parametrize("token", ["", "I agree to everything", "x:y", 7])
def test_a_line_that_we_did_not_show_is_no_proof(visitor: Client, token: Any) -> None:
    page(visitor)

    say(visitor, token)

    assert not Consent.objects.exists()


def test_another_brokers_line_is_no_proof(alice: Broker, charlie: Broker) -> None:
    assert wording_shown(wording_for(charlie).token, schema="t_charlie")
    assert wording_shown(wording_for(charlie).token, schema="t_alice") == ""


def test_the_plain_form_brings_the_proof_too(alice: Broker) -> None:
    visitor = Client(headers={"host": HOST})
    token = page(visitor).context["consent"].token

    visitor.post("/chat/messages/", {"text": "Hola", "consent": token})

    assert Consent.objects.get().wording
