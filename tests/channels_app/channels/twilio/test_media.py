"""Pictures of MMS: our credentials go to Twilio alone, and no redirect leads inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from channels_app.channels.base import Advice, SendError
from channels_app.channels.registry import adapter_for
from tests.channels_app.channels.twilio.conftest import account
from tests.payloads import twilio as tw

ADAPTER: Any = adapter_for("twilio")
URL = f"https://api.twilio.com/2010-04-01/Accounts/{tw.SID}/Messages/MM1/Media/ME1"

Handler = Callable[[httpx.Request], httpx.Response]
Serve = Callable[[Handler, Handler], list[httpx.Request]]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Serve:
    """Let Twilio answer like this, and everybody else like that; the calls that were made."""
    settings.TWILIO_API_URL = "https://api.twilio.com"
    settings.OUTGOING_ALLOW_PRIVATE = False

    def both(at_twilio: Handler, elsewhere: Handler) -> list[httpx.Request]:
        calls: list[httpx.Request] = []

        def kept(handler: Handler) -> httpx.Client:
            def answer(request: httpx.Request) -> httpx.Response:
                calls.append(request)
                return handler(request)

            return httpx.Client(transport=httpx.MockTransport(answer))

        first, others = kept(at_twilio), kept(elsewhere)
        monkeypatch.setattr("channels_app.channels.twilio.media.client", lambda: first)
        monkeypatch.setattr("channels_app.channels.twilio.media.guarded_client", lambda: others)
        return calls

    return both


def fetched(url: str = URL) -> bytes:
    return b"".join(ADAPTER.media(account(), {"url": url}))


def leads_to(where: str) -> Handler:
    return lambda _request: httpx.Response(307, headers={"location": where})


def picture(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=b"\xff\xd8 picture")


def test_a_picture_is_asked_for_with_the_accounts_credentials(serve: Serve) -> None:
    calls = serve(picture, picture)

    assert fetched() == b"\xff\xd8 picture"
    assert calls[0].headers["authorization"] == tw.basic()["authorization"]


def test_where_twilio_leads_on_our_credentials_do_not_go(serve: Serve) -> None:
    calls = serve(leads_to("https://media.twiliocdn.example/AC/x?sig=1"), picture)

    assert fetched() == b"\xff\xd8 picture"
    assert "authorization" not in calls[1].headers


@pytest.mark.parametrize(
    "where",
    [
        "http://127.0.0.1:8000/admin",
        "http://169.254.169.254/latest/meta-data",
        "https://localhost/x",
        "file:///etc/passwd",
        "http://[::1]/",
    ],
)
def test_a_redirect_that_leads_inside_is_not_followed(serve: Serve, where: str) -> None:
    calls = serve(leads_to(where), picture)

    with pytest.raises(SendError) as failed:
        fetched()

    assert (failed.value.advice, len(calls)) == (Advice.DEAD, 1)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://evil.example/x",
        "https://api.twilio.com.evil.example/x",
        "http://api.twilio.com/x",
        "https://eviltwilio.com/x",
        "https://api.twilio.com@evil.example/x",
        "file:///etc/passwd",
        "https://[",
    ],
)
def test_credentials_go_to_no_other_address(serve: Serve, url: str) -> None:
    calls = serve(picture, picture)

    with pytest.raises(SendError) as failed:
        fetched(url)

    assert (failed.value.advice, calls) == (Advice.DEAD, [])


def test_a_circle_of_redirects_ends(serve: Serve) -> None:
    serve(leads_to("https://a.example/1"), leads_to("https://b.example/2"))

    with pytest.raises(SendError) as failed:
        fetched()

    assert failed.value.code == "redirects"


@pytest.mark.parametrize(
    ("status", "advice"),
    [(404, Advice.DEAD), (410, Advice.DEAD), (429, Advice.AGAIN), (503, Advice.AGAIN)],
)
def test_a_picture_that_is_gone_is_dead_and_trouble_is_not(
    serve: Serve, status: int, advice: Advice
) -> None:
    serve(lambda _request: httpx.Response(status), picture)

    with pytest.raises(SendError) as failed:
        fetched()

    assert failed.value.advice == advice


def test_another_address_of_the_api_is_asked_where_one_is_set(serve: Serve, settings: Any) -> None:
    calls = serve(picture, picture)
    settings.TWILIO_API_URL = "http://127.0.0.1:9/fake"

    fetched()

    assert str(calls[0].url).startswith("http://127.0.0.1:9/fake/2010-04-01/")
