"""What every request shares: its id, its limits, its headers, its words on failure."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from config.middleware import content_security_policy
from crm.brokers.models import Broker

pytestmark = pytest.mark.urls("tests.crm.core.probes")
MIB = 1024 * 1024


@pytest.fixture
def browser(alice: Broker) -> Client:
    """A browser that shows failures as a visitor sees them."""
    return Client(raise_request_exception=False, headers={"host": "t-alice.localhost"})


@pytest.mark.parametrize(
    "path", ["/login/", "/nothing", "/probe/?raise=bug", "/api/v1/auth/me", "/api/v1/none"]
)
def test_every_answer_carries_the_callers_id(browser: Client, path: str) -> None:
    answer = browser.get(path, headers={"X-Correlation-ID": "order-66:a"})

    assert answer["X-Correlation-ID"] == "order-66:a"


@pytest.mark.parametrize("offered", ["", "with space", "x" * 129, "<script>", "a\tb"])
def test_an_odd_id_is_replaced(browser: Client, offered: str) -> None:
    made = browser.get("/login/", headers={"X-Correlation-ID": offered})["X-Correlation-ID"]

    assert made != offered
    assert len(made) == 32


def test_each_request_gets_an_id_of_its_own(browser: Client) -> None:
    assert browser.get("/login/")["X-Correlation-ID"] != browser.get("/login/")["X-Correlation-ID"]


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        ("bug", 500),
        ("http404", 404),
        ("denied", 403),
        ("suspicious", 400),
        ("not_found", 404),
        ("conflict", 409),
        ("rate_limited", 429),
    ],
)
@pytest.mark.parametrize("debug", [False, True])
def test_a_failing_page_is_a_page_in_words(
    browser: Client, settings: Any, raised: str, status: int, debug: bool
) -> None:
    settings.DEBUG = debug

    answer = browser.get("/probe/", {"raise": raised})

    text = answer.content.decode()
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/html")
    assert answer["X-Correlation-ID"] in text
    for leak in ("Traceback", "secret", "RuntimeError", "SECRET_KEY"):
        assert leak not in text


def test_a_failing_page_is_json_for_who_wants_json(browser: Client) -> None:
    answer = browser.get("/probe/?raise=bug", headers={"accept": "application/json"})

    assert answer.json()["error"]["code"] == "server_error"


def test_pages_allow_nothing_inline_and_no_frames(browser: Client) -> None:
    headers = browser.get("/login/").headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_page_that_sets_one_rule_keeps_the_others() -> None:
    policy = content_security_policy("/chat/", "frame-ancestors https://www.example.com")

    assert "frame-ancestors https://www.example.com" in policy
    assert "'none'" not in policy.partition("frame-ancestors")[2]
    assert "default-src 'self'" in policy


def test_tls_is_remembered_where_it_is_used(browser: Client, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 3600
    strict = Client(headers={"host": "t-alice.localhost"})

    assert "Strict-Transport-Security" in strict.get("/login/", secure=True).headers
    assert "Strict-Transport-Security" not in strict.get("/login/").headers


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/api/v1/probe/echo", 5 * MIB),
        ("/login/", 5 * MIB),
        ("/webhooks/whatsapp", 3 * MIB),
        ("/webhooks/telegram", 4 * MIB),
        ("/api/v1/probe/import", 25 * MIB),
    ],
)
def test_a_body_over_the_limit_of_its_address_is_413(
    browser: Client, path: str, limit: int
) -> None:
    announced: dict[str, Any] = {"CONTENT_LENGTH": str(limit + 70_000)}

    answer = browser.generic(
        "POST", path, b"{}", "application/json", headers={"accept": "application/json"}, **announced
    )

    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"
    assert f"{limit // MIB} MiB" in answer.json()["error"]["message"]


def test_a_body_up_to_the_limit_goes_through(browser: Client) -> None:
    answer = browser.generic("POST", "/webhooks/whatsapp", b"x" * (3 * MIB), "application/json")

    assert (answer.status_code, answer.content) == (200, str(3 * MIB).encode())


@pytest.mark.parametrize("length", ["-1", "many"])
def test_an_odd_length_is_no_failure_of_ours(browser: Client, length: str) -> None:
    answer = browser.generic("POST", "/login/", b"", CONTENT_LENGTH=length)

    assert answer.status_code in {200, 400}
