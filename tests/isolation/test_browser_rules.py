"""What every answer tells a browser: what may run, who may frame it, what may be kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from crm.accounts.models import User
from crm.brokers.models import Broker
from tests.isolation.cast import Things, browser, everything
from tests.isolation.markup import problems_of
from tests.isolation.routes import PAGES, PRIVATE
from tests.isolation.test_hosts import BARE
from tests.platform import PASSWORD, person


def policy(answer: Any) -> dict[str, str]:
    """The Content-Security-Policy by directive."""
    rules = answer["Content-Security-Policy"].split("; ")
    return dict(rule.split(" ", 1) for rule in rules)


def is_file(answer: Any) -> bool:
    """Whether these are the bytes of a stranger's file and no page."""
    return "Accept-Ranges" in answer.headers


def assert_ruled(answer: Any, path: str) -> None:
    rules = policy(answer)
    if is_file(answer):
        # It may do nothing at all, wherever it is opened.
        assert path.startswith(("/media/", "/api/v1/attachments/")), path
        assert rules["default-src"] == rules["script-src"] == "'none'", path
        # Browsers show no PDF in a sandbox; their viewer has one of its own.
        assert ("sandbox" in rules) == (answer["Content-Type"] != "application/pdf"), path
    else:
        assert rules["default-src"] == "'self'", path
    for name in ("connect-src", "base-uri", "form-action"):
        assert rules[name] == "'self'", path
    assert rules["object-src"] == "'none'", path
    assert "unsafe" not in str(rules), path
    assert rules["frame-ancestors"] == "'none'", path
    assert answer["X-Content-Type-Options"] == "nosniff", path
    assert answer["Referrer-Policy"] == "same-origin", path


def test_every_page_piece_refusal_and_error_is_ruled(admin: User, hers: Things) -> None:
    for client in (browser(admin), browser(admin, htmx=True), browser(None)):
        for path in [*(page.path(hers) for page in PAGES), "/nowhere/", "/api/v1/docs/", "/%00"]:
            for answer in (client.get(path), client.put(path)):
                assert_ruled(answer, path)
                if "html" in answer.get("Content-Type", ""):
                    assert problems_of(answer.content.decode()) == [], path


@pytest.mark.parametrize("host", ["localhost", "nobody.localhost", "127.0.0.1", "-", ""])
def test_every_answer_of_other_hosts_is_ruled_too(alice: Broker, host: str) -> None:
    client = Client(headers={"host": host})

    for path in ("/", "/healthz", "/webhooks/whatsapp", "/nowhere/"):
        assert_ruled(client.get(path), path)


def test_what_is_private_is_kept_by_nobody(admin: User, hers: Things) -> None:
    for client in (browser(admin), browser(admin, htmx=True)):
        for page in PRIVATE:
            answer = client.get(page.path(hers))
            # A photo stays in its reader's own browser while they read, and nowhere else.
            kept = "private, max-age=300" if page.name == "media:file" else "no-store"
            assert kept in answer["Cache-Control"], page.name
            assert is_file(answer) == (page.name == "media:file"), page.name


def test_the_doors_and_the_chat_are_kept_by_nobody(alice: Broker) -> None:
    client = browser(None)

    for path in ("/login/", "/chat/", "/chat/messages/"):
        assert "no-store" in client.get(path)["Cache-Control"], path


def test_what_the_api_answers_is_kept_by_nobody(as_admin: Any, hers: Things) -> None:
    for path in ("leads", f"leads/{hers.lead}", "auth/me", "conversations", "leads/7"):
        assert "no-store" in as_admin.get(path)["Cache-Control"], path
    answer = as_admin.post("auth/login", {"email": "x@y.cl", "password": "x"})
    assert "no-store" in answer["Cache-Control"]


def test_the_console_is_kept_by_nobody(bare: Client) -> None:
    for path in BARE:
        if path.startswith("/admin/") and path != "/admin/jsi18n/":
            assert "no-" in bare.get(path)["Cache-Control"], path


@pytest.fixture
def secure(settings: Any) -> None:
    """As on a real host, behind TLS."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


@pytest.mark.usefixtures("secure")
def test_every_cookie_stays_with_its_host_and_out_of_plain_http(alice: Broker) -> None:
    person("t_alice", "eva@alice.test")
    door = browser(None)
    door.get("/chat/")
    door.post("/login/", {"email": "eva@alice.test", "password": PASSWORD})
    door.post("/language/", {"language": "en"})
    door.post("/settings/", {"name": "Eva"})
    seen = dict(door.cookies)

    assert {"sessionid", "sofia_chat", "csrftoken", "django_language"} <= set(seen)
    for name, cookie in seen.items():
        assert cookie["domain"] == "", name  # a broker's host only, never its neighbours'
        assert cookie["samesite"] == "Lax", name
        assert cookie["secure"], name
        assert cookie["httponly"], name


def test_signing_in_makes_a_new_session(alice: Broker) -> None:
    person("t_alice", "eva@alice.test")
    door = browser(None)
    door.cookies["sessionid"] = "chosenbytheattacker0000000000000"

    door.post("/login/", {"email": "eva@alice.test", "password": PASSWORD})

    assert door.cookies["sessionid"].value != "chosenbytheattacker0000000000000"


def test_another_site_can_send_no_form(alice: Broker, admin: User, hers: Things) -> None:
    client = browser(admin, strict=True)
    token = client.get("/settings/").cookies["csrftoken"].value

    for origin in ("https://evil.test", "http://t-charlie.localhost", "null"):
        answer = client.post(
            f"/leads/{hers.lead}/notes/",
            {"text": "x", "csrfmiddlewaretoken": token},
            headers={"origin": origin},
        )
        assert answer.status_code == 403, origin


def test_methods_that_only_read_write_nothing(admin: User, hers: Things) -> None:
    client = browser(admin)
    client.get(f"/inbox/{hers.conversation}/")  # reading a thread makes it read, by design
    before = everything("t_alice")

    for page in PAGES:
        client.get(page.path(hers))
        client.head(page.path(hers))
        client.options(page.path(hers))

    assert everything("t_alice") == before


def test_files_may_be_kept(alice: Broker) -> None:
    assert "no-store" not in browser(None).get("/static/css/base.css")["Cache-Control"]
