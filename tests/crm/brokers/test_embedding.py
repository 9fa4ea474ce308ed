"""Which sites may embed a broker's chat, and its small print, as they are stored."""

from __future__ import annotations

import pytest

from crm.brokers.embedding import chat_facts_checked, origin_of
from crm.core.errors import Invalid


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://www.example.com", "https://www.example.com"),
        ("https://WWW.Example.com/casas?x=1#y", "https://www.example.com"),
        (" https://example.com:443/ ", "https://example.com"),
        ("https://example.com:8443", "https://example.com:8443"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("https://*.example.com", "https://*.example.com"),
        ("https://ñuñoa.cl", "https://xn--uoa-8mac.cl"),
    ],
)
def test_an_address_is_an_origin(address: str, origin: str) -> None:
    if "xn--" in origin:
        origin = "https://" + "ñuñoa.cl".encode("idna").decode()

    assert origin_of(address) == origin


@pytest.mark.parametrize(
    "address",
    [
        "", "*", "example.com", "ftp://example.com", "javascript:alert(1)", "https://",
        "https://a b.com", "https://a.com;script-src *", "https://a.com, https://b.com",
        "https://*", "https://a.*.com", "https://me@example.com", "https://a.com:99999",
        "https://a.com:x", "https://-a.com", "'none'", "data:text/html,x", "https://[::1",
        "https://" + "a." * 200 + "com",
    ],
)  # fmt: skip
def test_what_is_no_origin_never_gets_into_a_policy(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        chat_facts_checked({"chat_origins": [address]})

    assert "chat_origins" in refused.value.fields


def test_origins_are_stored_once_each() -> None:
    given = ["https://a.com/", "https://a.com", "https://b.com"]

    assert chat_facts_checked({"chat_origins": given}) == {
        "chat_origins": ["https://a.com", "https://b.com"]
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"privacy_url": "javascript:alert(1)"},
        {"privacy_url": "alice.cl/privacidad"},
        {"privacy_url": "https://alice.cl/" + "x" * 300},
        {"chat_consent": "x" * 401},
        {"chat_origins": "https://a.com"},
        {"chat_origins": ["https://a.com"] * 51},
    ],
)
def test_small_print_that_cannot_stand_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        chat_facts_checked(changes)

    assert set(refused.value.fields) == set(changes)


def test_what_is_not_changed_is_not_touched() -> None:
    assert chat_facts_checked({"name": "Alice"}) == {}
    assert chat_facts_checked({"privacy_url": None, "chat_consent": " a \n b "}) == {
        "privacy_url": "",
        "chat_consent": "a b",
    }
