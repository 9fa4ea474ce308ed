"""Which language a page speaks."""

from __future__ import annotations

from typing import Any

from django.test import Client

from crm.accounts.models import User
from crm.brokers.models import Broker
from tests.platform import CHARLIES_HOST, person


def speaks(client: Client, **more: Any) -> str:
    return str(client.get("/login/", **more)["Content-Language"])


def test_a_stranger_is_spoken_to_in_the_brokers_language(alices: Client, charlie: Broker) -> None:
    assert speaks(alices) == "es"
    assert speaks(alices, HTTP_HOST=CHARLIES_HOST) == "en"


def test_the_cookie_wins_over_the_broker(alices: Client) -> None:
    alices.cookies["django_language"] = "en"
    assert speaks(alices) == "en"

    alices.cookies["django_language"] = "tlh"
    assert speaks(alices) == "es"


def test_the_persons_own_language_wins_over_all(alices: Client, alice: Broker) -> None:
    ana = person("t_alice", "ana@alice.test")
    User.objects.filter(pk=ana.pk).update(language="en")
    alices.force_login(ana)
    alices.cookies["django_language"] = "es"

    assert speaks(alices) == "en"


def test_the_bare_host_listens_to_the_browser(bare: Client) -> None:
    assert bare.get("/", HTTP_ACCEPT_LANGUAGE="es-CL,es")["Content-Language"] == "es"
    assert bare.get("/", HTTP_ACCEPT_LANGUAGE="fr")["Content-Language"] == "en"
