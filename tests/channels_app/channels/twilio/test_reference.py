"""Twilio's own client drives our stand-in, and makes the calls our adapter makes."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from django.test import Client
from twilio.base.exceptions import TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client as TheirClient

from channels_app.channels.registry import adapter_for
from channels_app.channels.twilio.sending import credentials
from channels_app.loopback.twilio import receipt
from channels_app.models import ChannelAccount
from tests.channels_app.channels.twilio.conftest import Post, account, outgoing
from tests.payloads import twilio as tw


class Rewriting(HttpClient):  # type: ignore[misc] # the library tells no types
    """Carries their client's calls to our stand-in, and keeps them."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, dict[str, str], tuple[str, str] | None]] = []
        self._client = Client(headers={"host": "localhost"})

    def request(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: Any = None,
        timeout: Any = None,
        allow_redirects: bool = False,
        **_more: Any,
    ) -> Response:
        form = {name: value for name, value in (data or {}).items() if value is not None}
        asked = {name: value for name, value in (params or {}).items() if value is not None}
        self.calls.append((method, urlsplit(url).path, form or asked, auth))
        path = f"/loopback/twilio{urlsplit(url).path}"
        answer = self._client.generic(
            method,
            f"{path}?{urlencode(asked)}" if asked else path,
            urlencode(form),
            content_type="application/x-www-form-urlencoded",
            headers=dict(tw.basic(*auth)) if auth else {},
        )
        return Response(answer.status_code, answer.content.decode())


@pytest.fixture
def theirs(api: list[httpx.Request]) -> tuple[TheirClient, Rewriting]:
    wire = Rewriting()
    return TheirClient(tw.SID, tw.TOKEN, http_client=wire), wire


def test_their_send_and_ours_are_the_same_call(
    api: list[httpx.Request], theirs: tuple[TheirClient, Rewriting], settings: Any
) -> None:
    settings.PUBLIC_URL = "https://crm.example.com"
    client, wire = theirs
    adapter_for("twilio").send(outgoing("Olá 🏡 + 100%"))

    message = client.messages.create(
        to=tw.LEAD,
        from_=tw.NUMBER,
        body="Olá 🏡 + 100%",
        status_callback="https://crm.example.com/webhooks/twilio/status",
    )

    method, path, form, auth = wire.calls[-1]
    assert (api[0].method, api[0].url.path) == (method, f"/loopback/twilio{path}")
    assert dict(parse_qsl(api[0].content.decode())) == form
    assert auth is not None
    assert credentials(account())["authorization"] == tw.basic(*auth)["authorization"]
    assert (message.sid[:2], message.status, message.body) == ("SM", "queued", "Olá 🏡 + 100%")


def test_their_client_lists_what_either_sent(
    api: list[httpx.Request], theirs: tuple[TheirClient, Rewriting]
) -> None:
    sid = adapter_for("twilio").send(outgoing("Only once"))

    listed = theirs[0].messages.list(to=tw.LEAD, limit=5)

    assert sid in [message.sid for message in listed]
    assert listed[0].date_created is not None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to": "123"}, 21211),
        ({"body": ""}, 21602),
        ({"body": "x" * 1601}, 21617),
        ({"from_": None}, 21603),
    ],
)
def test_the_stand_in_refuses_what_twilio_would(
    theirs: tuple[TheirClient, Rewriting], changes: dict[str, Any], code: int
) -> None:
    wanted = {"to": tw.LEAD, "from_": tw.NUMBER, "body": "Hi", **changes}

    with pytest.raises(TwilioRestException) as failed:
        theirs[0].messages.create(**wanted)

    assert failed.value.code == code


def test_a_wrong_token_is_refused_as_twilio_refuses_it(
    theirs: tuple[TheirClient, Rewriting],
) -> None:
    client = TheirClient(tw.SID, "stolen", http_client=theirs[1])

    with pytest.raises(TwilioRestException) as failed:
        client.messages.create(to=tw.LEAD, from_=tw.NUMBER, body="Hi")

    assert (failed.value.status, failed.value.code) == (401, 20003)


def test_the_stand_ins_receipts_are_proven_and_read(post: Post, line: ChannelAccount) -> None:
    message = {"sid": tw.sid(), "account_sid": tw.SID, "to": tw.LEAD, "from": tw.NUMBER}
    form = receipt(message, "delivered")
    body, headers = tw.posted(form, path=tw.STATUS)

    assert RequestValidator(tw.TOKEN).validate(
        tw.ORIGIN + tw.STATUS, dict(form), headers["X-Twilio-Signature"]
    )
    assert post(form, path=tw.STATUS).status_code == 200
    (update,) = adapter_for("twilio").parse(tw.SID, {"form": dict(parse_qsl(body.decode()))})
    assert update.status == "delivered"  # type: ignore[union-attr]


def test_nothing_answers_outside_development(api: list[httpx.Request], settings: Any) -> None:
    settings.DEBUG = False
    path = f"/loopback/twilio/2010-04-01/Accounts/{tw.SID}/Messages.json"

    answer = Client(headers={"host": "localhost", **tw.basic()}).post(path, {"To": tw.LEAD})

    assert answer.status_code == 404
