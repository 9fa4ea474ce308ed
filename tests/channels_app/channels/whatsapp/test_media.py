"""Files that came in: an id, an address for five minutes, the bytes; and nobody else's token."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from channels_app.channels.base import Advice, HandsOutMedia, SendError
from channels_app.channels.registry import able
from channels_app.channels.whatsapp import fetching
from channels_app.http import client, guarded_client
from tests.channels_app.channels.whatsapp.conftest import ACCOUNT
from tests.fakes.graph import GraphWire

WA: Any = able("whatsapp", HandsOutMedia)
URL = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=77"


def address(url: str = URL, **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"url": url, "id": "77", "file_size": "5", **more})


def fetch() -> bytes:
    return b"".join(WA.media(ACCOUNT, {"id": "77"}))


def test_the_bytes_come_from_the_address_that_was_told(graph: GraphWire) -> None:
    graph.answers(address(), httpx.Response(200, content=b"bytes"))

    assert fetch() == b"bytes"

    asked, taken = graph.calls
    assert asked.url.path == "/v26.0/77"
    assert asked.url.params["phone_number_id"] == ACCOUNT.account_id
    assert taken.headers["authorization"] == "Bearer wa-token"


def test_an_address_gone_stale_is_asked_for_once_more(graph: GraphWire) -> None:
    graph.answers(address(), httpx.Response(404), address(), httpx.Response(200, content=b"bytes"))

    assert fetch() == b"bytes"


@pytest.mark.parametrize(
    ("answers", "advice"),
    [
        ([address(), httpx.Response(404), address(), httpx.Response(404)], Advice.DEAD),
        ([httpx.Response(400, json={"error": {"code": 100, "error_subcode": 33}})], Advice.DEAD),
        ([httpx.Response(401, json={"error": {"code": 190}})], Advice.PAUSE),
        ([httpx.Response(500, text="<html>")], Advice.AGAIN),
        ([address(), httpx.Response(503)], Advice.AGAIN),
        ([address(), httpx.ReadTimeout("slow")], Advice.AGAIN),
        ([address(file_size=200 * 1024 * 1024)], Advice.DEAD),
        ([address(file_size="many"), httpx.ConnectError("x")], Advice.AGAIN),
    ],
)
def test_what_goes_wrong_says_whether_to_try_again(
    graph: GraphWire, answers: list[Any], advice: Advice
) -> None:
    graph.answers(*answers)

    with pytest.raises(SendError) as caught:
        fetch()

    assert caught.value.advice == advice


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://169.254.169.254/latest/meta-data",
        "https://169.254.169.254/",
        "http://lookaside.fbsbx.com/plain",
        "https://evilfbsbx.com/x",
        "https://fbsbx.com.evil.test/x",
        "https://evil.test/?fbsbx.com",
        "https://fbsbx.com@evil.test/x",
        "file:///etc/passwd",
        "http://127.0.0.1:5432/",
        "http://localhost:6379/",
        "https://[::1]/",
        "not an address",
    ],
)
def test_the_token_goes_to_no_strangers_address(graph: GraphWire, url: str) -> None:
    graph.answers(address(url))

    with pytest.raises(SendError) as caught:
        fetch()

    assert caught.value.advice == Advice.DEAD
    assert len(graph.calls) == 1


def test_a_stream_that_never_ends_is_cut(graph: GraphWire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_BIGGEST", 10)
    graph.answers(address(), httpx.Response(200, content=b"x" * 11))

    with pytest.raises(SendError) as caught:
        fetch()

    assert caught.value.code == "file_too_big"


@pytest.mark.parametrize(
    ("api", "url", "guarded"),
    [
        ("https://graph.facebook.com/v26.0", URL, True),
        ("https://graph.facebook.com/v26.0", "https://graph.facebook.com/x", False),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9001/file", False),
        ("http://localhost:8000/loopback/graph", "http://localhost:8000/loopback/x", False),
        ("http://127.0.0.1:9000", URL, True),
    ],
)
def test_only_the_configured_api_may_be_private(
    settings: Any, api: str, url: str, guarded: bool
) -> None:
    settings.GRAPH_API_URL = api

    assert fetching._door(url) is (guarded_client() if guarded else client())


def test_a_vendors_name_that_leads_inside_is_refused(settings: Any) -> None:
    settings.GRAPH_API_URL = "https://graph.facebook.com/v26.0"
    settings.GRAPH_MEDIA_HOSTS = ["localhost"]

    door = fetching._door("https://localhost:443/")

    with pytest.raises(Exception, match=r"public|network"):
        door.get("https://localhost:443/")


def test_a_message_without_a_file_has_none(graph: GraphWire) -> None:
    with pytest.raises(SendError):
        list(WA.media(ACCOUNT, {}))
    assert graph.calls == []
