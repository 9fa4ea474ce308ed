"""The language of the chat: what the site says, what was chosen, the browser, the broker."""

from __future__ import annotations

import pytest
from django.test import Client

from crm.brokers.models import Broker
from crm.brokers.services import broker_update
from tests.channels_app.sockets import HOST


@pytest.mark.parametrize(
    ("asked", "kept", "browser", "broker", "shown"),
    [
        ("en", "es", "es", "es", "en"),
        ("es-CL", "en", "en", "en", "es"),
        ("", "en", "es", "es", "en"),
        ("", "", "en-US,en;q=0.9,es;q=0.8", "es", "en"),
        ("", "", "de,es;q=0.5", "en", "es"),
        ("", "", "de", "es", "es"),
        ("", "", "", "en", "en"),
        ("<script>", "xx", "*", "en", "en"),
    ],
)
def test_the_first_that_is_ours_is_spoken(
    alice: Broker, asked: str, kept: str, browser: str, broker: str, shown: str
) -> None:
    broker_update(broker=alice, changes={"language": broker})
    visitor = Client(headers={"host": HOST, "accept-language": browser})
    visitor.cookies["django_language"] = kept

    page = visitor.get("/chat/", {"language": asked})

    assert f'<html lang="{shown}"' in page.content.decode()
    assert page["Content-Language"] == shown


def test_a_chosen_language_is_kept(visitor: Client) -> None:
    visitor.get("/chat/", {"language": "en"})

    assert '<html lang="en"' in visitor.get("/chat/").content.decode()


def test_a_refusal_is_in_the_language_of_the_page(visitor: Client) -> None:
    words = {
        language: visitor.post(
            f"/chat/messages/?language={language}", b"{}", content_type="application/json"
        ).json()["error"]["message"]
        for language in ("es", "en")
    }

    assert words["en"] == "Write something first."
    assert words["es"] != words["en"]
