"""From a host name to a broker and a schema."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.accounts.models import User
from crm.brokers import hosts
from crm.brokers.hosts import broker_for_host, is_bare, normal_host
from crm.brokers.models import Broker
from crm.core.tenancy import current_schema
from tests.platform import ALICES_HOST, CHARLIES_HOST


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("demo.localhost", "demo.localhost"),
        ("DEMO.Localhost:8000", "demo.localhost"),
        ("demo.localhost.", "demo.localhost"),
        ("demo.localhost.:80", "demo.localhost"),
        ("[::1]:8000", "::1"),
        ("[2001:DB8::1]", "2001:db8::1"),
        ("127.0.0.1:8000", "127.0.0.1"),
        ("", ""),
    ],
)
def test_hosts_are_compared_in_one_writing(written: str, host: str) -> None:
    assert normal_host(written) == host


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "10.1.2.3", "www.localhost"])
def test_addresses_in_digits_and_the_base_domain_are_the_platform(host: str) -> None:
    assert is_bare(host)
    assert not is_bare(f"demo.{host}")


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:80", "LOCALHOST"])
def test_the_bare_host_serves_the_platform_and_not_a_broker(bare: Client, host: str) -> None:
    assert bare.get("/healthz", HTTP_HOST=host).status_code == 200
    assert bare.get("/login/", HTTP_HOST=host).status_code == 404


def test_an_unknown_host_gets_a_page_and_programs_the_error_shape(bare: Client) -> None:
    page = bare.get("/", HTTP_HOST="nobody.localhost")
    api = bare.get("/api/v1/auth/me", HTTP_HOST="nobody.example.com")

    assert page.status_code == api.status_code == 404
    assert page["Content-Type"].startswith("text/html")
    assert api.json()["error"]["code"] == "unknown_host"


@pytest.mark.parametrize("host", ["a b", "x/../y", "demo_x.localhost", "evil.com:bad", "<x>"])
def test_a_host_that_is_none_is_refused_cleanly(bare: Client, host: str) -> None:
    assert bare.get("/", HTTP_HOST=host).status_code == 400


def test_a_warm_request_asks_nothing_to_find_its_broker(alices: Client, alice: Broker) -> None:
    alices.get("/login/")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = alices.get("/login/")

    assert answer.status_code == 200
    assert [query["sql"] for query in asked] == []


def test_a_request_leaves_the_schema_it_found(alices: Client, alice: Broker) -> None:
    before = current_schema()

    alices.get("/login/", HTTP_HOST=CHARLIES_HOST)
    alices.get("/nothing/here/")

    assert current_schema() == before


def test_a_change_by_the_request_does_not_leak_into_the_next(alice: Broker) -> None:
    first = broker_for_host(ALICES_HOST)
    assert first is not None
    first.name = "changed and never saved"

    second = broker_for_host(ALICES_HOST)

    assert second is not None
    assert second.name == "Alicia Propiedades"


def test_made_up_hosts_do_not_fill_the_memory(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "_MOST_KEPT", 10)

    for number in range(25):
        broker_for_host(f"x{number}.localhost")

    assert len(hosts._kept) <= 10


def test_each_host_sees_its_own_people(alices: Client, alice: Broker, charlie: Broker) -> None:
    # Charlie's schema is in hand last; Alice's page must not care.
    User.objects.create(email="c@charlie.test", name="Charlie")

    assert current_schema() == "t_charlie"
    assert alices.get("/login/").context["broker"].slug == "t_alice"
