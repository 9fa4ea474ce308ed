"""A webhook leads to the public internet, whatever its address, its name or its answer says."""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from channels_app.guarded import GuardedTransport
from channels_app.http import guarded_client
from channels_app.outgoing import services
from channels_app.outgoing.calling import endpoint_call
from channels_app.outgoing.models import OutgoingWebhook
from channels_app.outgoing.services import webhook_create, webhook_update
from channels_app.public_addresses import (
    AddressRefused,
    addresses_of,
    system_resolve,
    url_check,
)
from crm.accounts.models import User
from crm.core.actors import SYSTEM
from crm.core.errors import Invalid
from tests.channels_app.outgoing import drive
from tests.channels_app.outgoing.endpoint import Answer, Endpoint, running

#: Addresses that lead inside, by every spelling somebody's filter once let through.
INSIDE: Final = [
    "http://127.0.0.1/", "http://127.8.9.1/", "http://0.0.0.0/", "http://10.1.2.3/",
    "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://169.254.1.1/",
    "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://100.100.100.200/",
    "http://192.0.0.192/", "http://198.18.0.1/", "http://192.0.2.7/", "http://203.0.113.9/",
    "http://224.0.0.1/", "http://239.255.255.250/", "http://240.0.0.1/", "http://255.255.255.255/",
    "http://168.63.129.16/", "http://192.88.99.1/",
    "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a00:1]/",
    "http://[::ffff:8.8.8.8]/", "http://[::7f00:1]/", "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/", "http://[2001:0:4136::1]/", "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/",
    "http://127.1/", "http://127.0.1/", "http://0/", "http://017700000001/", "http://127.0.0.1./",
    "http://127。0。0。1/", "http://１２７.０.０.１/", "http://①②⑦.0.0.1/",
    "http://localhost/", "http://LOCALHOST./", "http://app.localhost/", "http://printer.local/",
    "http://metadata.google.internal/", "http://kubernetes/", "http://redis/", "http://x.lan/",
]  # fmt: skip
#: Forms that are refused whatever they lead to.
ODD: Final = [
    "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "javascript:alert(1)",
    "unix:///run/x", "//example.com/", "example.com", "", "https://", "http:///x", "https:example",
    "https://user:pw@example.com/", "https://user@example.com/", "https://:pw@example.com/",
    "https://example.com:22/", "https://example.com:6379/", "https://example.com:25/",
    "https://example.com:9001/", "https://example.com:0/", "https://example.com:99999/",
    "https://exam ple.com/", "https://example.com/\r\nX: 1", "https://example.com\\@127.0.0.1/",
    "https://example.com\x00.evil.test/", "https://a%2eb.com/", "https://-x.com/",
    "https://x..com/", "https://[::1", "https://" + "a" * 600 + ".com/",
]  # fmt: skip
GOOD: Final = [
    "https://hooks.example.com/sofia", "http://example.com/", "https://example.com:8443/a?b=c",
    "https://xn--mnchen-3ya.de/", "https://münchen.de/hook", "http://93.184.216.34/",
    "https://[2606:2800:220:1:248:1893:25c8:1946]/", "https://example.com.:443/", "https://a_b.co/",
]  # fmt: skip


def numbers(host: str, port: int, seconds: float) -> list[str]:
    rows = socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)
    return [str(row[4][0]) for row in rows]


def answering(*addresses: str) -> Callable[[str, int, float], list[str]]:
    return lambda host, port, seconds: list(addresses)


@pytest.mark.parametrize("url", [*INSIDE, *ODD], ids=ascii)
def test_it_is_refused_when_it_is_saved(url: str, admin: User) -> None:
    with pytest.raises(Invalid) as refused:
        webhook_create(url=url, user=admin)

    assert "url" in refused.value.fields
    assert not OutgoingWebhook.objects.exists()


@pytest.mark.parametrize("url", INSIDE, ids=ascii)
def test_it_is_refused_when_it_is_called(url: str) -> None:
    outcome = endpoint_call(url, body=b"{}", headers={})

    assert (outcome.error, outcome.status) == ("refused_address", None)


@pytest.mark.parametrize("url", INSIDE, ids=ascii)
def test_the_connection_itself_refuses_what_a_check_of_the_form_let_through(url: str) -> None:
    # Without url_check before it, and with the system's own reading of numbers.
    with (
        httpx.Client(transport=GuardedTransport(resolve=numbers)) as client,
        pytest.raises((AddressRefused, httpx.InvalidURL, httpx.ConnectError)),
    ):
        client.post(url, content=b"{}")


@pytest.mark.parametrize("url", GOOD, ids=ascii)
def test_public_addresses_are_taken(url: str, admin: User) -> None:
    assert url_check(url).host
    assert webhook_create(url=url, user=admin).url == url


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "::1", "fd00::1", "169.254.169.254"])
def test_a_name_that_leads_inside_is_refused_when_it_is_saved(
    address: str, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "system_resolve", answering("93.184.216.34", address))

    with pytest.raises(Invalid):
        webhook_create(url="https://rebind.example.com/", user=admin)


def test_a_changed_address_is_checked_like_a_new_one(admin: User) -> None:
    webhook = webhook_create(url="https://example.com/", user=admin)

    with pytest.raises(Invalid):
        webhook_update(webhook=webhook, actor=SYSTEM, url="http://10.0.0.1/")


def test_a_name_that_turns_inside_after_it_was_saved_is_not_called(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook = webhook_create(url="http://rebind.example.com:8000/", user=admin)
    inside = httpx.Client(transport=GuardedTransport(resolve=answering("127.0.0.1")))
    monkeypatch.setattr("channels_app.outgoing.calling.guarded_client", lambda: inside)
    drive.happen()
    drive.settle()

    row = drive.the_delivery()
    assert (row.state, row.error) == ("queued", "refused_address")
    assert OutgoingWebhook.objects.get(pk=webhook.pk).health == "failing"


def test_a_name_is_asked_for_once_and_that_answer_is_connected_to(settings: Any) -> None:
    # A second question would be answered otherwise: that is how rebinding works.
    settings.OUTGOING_ALLOW_PRIVATE = True
    asked: list[str] = []

    def resolve(host: str, port: int, seconds: float) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    with running() as endpoint, httpx.Client(transport=GuardedTransport(resolve=resolve)) as client:
        answer = client.post(f"http://hooks.example.com:{endpoint.port}/x", content=b"{}")

    assert answer.status_code == 200
    assert asked == ["hooks.example.com"]
    assert endpoint.heard[0].headers["host"] == f"hooks.example.com:{endpoint.port}"


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(AddressRefused):
        addresses_of("x.com", 443, 1.0, resolve=answering("93.184.216.34", "10.0.0.1"))


@pytest.mark.parametrize("port", [22, 25, 6379, 5432, 9200])
def test_other_ports_are_not_connected_to(port: int) -> None:
    with pytest.raises(AddressRefused):
        addresses_of("x.com", port, 1.0, resolve=answering("93.184.216.34"))


def test_a_proxy_of_the_environment_is_not_used(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.OUTGOING_ALLOW_PRIVATE = True
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    guarded_client.cache_clear()

    with running() as endpoint:
        assert guarded_client().post(endpoint.url, content=b"{}").status_code == 200
    guarded_client.cache_clear()


def test_cookies_of_one_brokers_endpoint_are_not_shown_to_anothers(endpoint: Endpoint) -> None:
    endpoint.says(Answer(headers={"set-cookie": "session=abc; Path=/"}))

    endpoint_call(endpoint.url, body=b"{}", headers={})
    endpoint_call(endpoint.url, body=b"{}", headers={})

    assert "cookie" not in endpoint.heard[1].headers


def test_a_certificate_is_checked_against_the_name(tmp_path: Path, settings: Any) -> None:
    settings.OUTGOING_ALLOW_PRIVATE = True
    chain, trust = certificate(tmp_path, "hooks.example.com")
    with running() as endpoint:
        endpoint.server.socket = chain.wrap_socket(endpoint.server.socket, server_side=True)
        transport = GuardedTransport(resolve=answering("127.0.0.1"), ssl_context=trust)
        with httpx.Client(transport=transport) as client:
            good = client.post(f"https://hooks.example.com:{endpoint.port}/", content=b"{}")
            with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
                client.post(f"https://other.example.com:{endpoint.port}/", content=b"{}")

    assert good.status_code == 200
    assert len(endpoint.heard) == 1


def test_a_wrong_certificate_is_called_by_its_name(tmp_path: Path, endpoint: Endpoint) -> None:
    chain, _trust = certificate(tmp_path, "hooks.example.com")
    endpoint.server.socket = chain.wrap_socket(endpoint.server.socket, server_side=True)

    outcome = endpoint_call(f"https://127.0.0.1:{endpoint.port}/", body=b"{}", headers={})

    assert outcome.error == "certificate"


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: release.wait(20) and [])
    try:
        with pytest.raises(TimeoutError):
            system_resolve("slow.example.com", 443, 0.05)
    finally:
        release.set()


def test_private_addresses_are_for_development_only() -> None:
    keep = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "REDIS_URL", "VAR_DIR")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env=keep
        | dict.fromkeys(("SECRET_KEY", "META_APP_SECRET", "META_VERIFY_TOKEN"), "x")
        | {"DEBUG": "0", "OUTGOING_ALLOW_PRIVATE": "1", "ENV_FILE": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "OUTGOING_ALLOW_PRIVATE" in done.stderr


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context with a certificate for the name, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "cert.pem"
    plain = serialization.NoEncryption()
    pem.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, plain
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=str(pem))


def test_the_table_is_long_enough() -> None:
    assert len(INSIDE) >= 40
    assert not ipaddress.ip_address("127.0.0.1").is_global
