"""Hostile addresses and forms: nothing leads away from here, and nothing is a fault of ours."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.test import Client

from crm.accounts.models import User
from crm.brokers.models import Broker
from tests.api.client import Api
from tests.isolation.cast import Things, browser
from tests.isolation.routes import FORM, OF_AN_OBJECT, PAGES
from tests.platform import ALICES_HOST, PASSWORD, person

#: Where an attacker wants somebody to land who has just signed in.
AWAY: Final = [
    "https://evil.test/", "//evil.test", "///evil.test", "\\\\evil.test", "/\\evil.test",
    "http:evil.test", "javascript:alert(1)", "  //evil.test", "\t//evil.test", "\x00//evil.test",
    "/\t/evil.test", "//t-alice.localhost@evil.test", "https://t-alice.localhost.evil.test/",
    "http://t-charlie.localhost/", "accounts:logout", "leads:lead-list", "evil", "..", "?x",
]  # fmt: skip


def is_away(location: str) -> bool:
    """Whether a browser that follows it leaves this host."""
    plain = "".join(char for char in location if char > " ").replace("\\", "/")
    return not plain.startswith("/") or plain.startswith("//")


@pytest.mark.parametrize("goal", AWAY)
def test_signing_in_leads_nowhere_else(alice: Broker, goal: str) -> None:
    person("t_alice", "eva@alice.test")
    door = browser(None)

    given = {"email": "eva@alice.test", "password": PASSWORD, "next": goal}
    first = door.post("/login/", given)
    again = door.get("/login/", {"next": goal})

    for answer in (first, again):
        assert answer.status_code == 302
        assert not is_away(answer["Location"]), answer["Location"]


@pytest.mark.parametrize(
    "referer",
    [
        "https://evil.test/x",
        f"http://{ALICES_HOST}//evil.test/x",
        f"http://{ALICES_HOST}///evil.test",
        f"http://{ALICES_HOST}/\\evil.test",
        f"http://{ALICES_HOST}@evil.test/",
        "//evil.test",
        "http://[",
        "\x00",
        "javascript:alert(1)",
    ],
)
def test_after_a_form_nobody_is_led_away(bob: User, hers: Things, referer: str) -> None:
    client = browser(bob)

    for path in ("/language/", f"/leads/{hers.lead}/notes/"):
        for form in (FORM, {}):
            answer = client.post(path, form, headers={"referer": referer})
            assert answer.status_code == 302
            assert not is_away(answer["Location"]), answer["Location"]


#: Bytes of a query, as no browser of good will would write them.
QUERIES: Final = [
    "%00", "%ff%fe", "%ed%a0%80", "%F0%9F%98", "%", "%zz", "-1", "0", "99999999999999999999",
    "9" * 5000, "1e9", "NaN", "٣", "x" * 20_000, "a" * 121, "%0d%0aX-Evil:%201", "../../etc",
    "0001-01-01T00:00:00%2B14:00_00000000-0000-7000-8000-000000000000",
    "9999-12-31T23:59:59-14:00_00000000-0000-7000-8000-000000000000",
    "2026-01-01T00:00:00_00000000-0000-7000-8000-000000000000", "_", "[]", "{}",
]  # fmt: skip
NAMES: Final = [
    "q", "owner", "stage", "sort", "source", "score_min", "page", "after", "before", "show",
    "next", "operation", "property_type", "status",
]  # fmt: skip

#: Pages of one object that are asked for a stretch of it; lists are all tried.
ASKED: Final = {"conversations:thread", "leads:lead-detail"}


@pytest.mark.parametrize("value", QUERIES, ids=lambda value: value[:24])
def test_no_query_is_a_fault_of_ours(admin: User, hers: Things, value: str) -> None:
    client = browser(admin, htmx=True)
    query = "&".join([f"{name}={value}" for name in NAMES] + [f"{value}={value}"])

    for page in PAGES:
        if page.name in ASKED or not page.has_id:
            answer = client.get(f"{page.path(hers)}?{query}")
            assert answer.status_code < 500, page.name
            assert "X-Evil" not in answer.headers


#: Values that have broken somebody's form before.
WILD: Final[list[str]] = [
    "\x00", "a\x00b", "\r\nX-Evil: 1", "\u202e\u200b", "𝒳" * 50, "x" * 100_000, "9" * 400, "-1",
    "1e400", "NaN", "Infinity", "0.0000001", "٣", "0001-01-01T00:00", "9999-12-31T23:59",
    "9999-12-31", "1969-07-20T20:17", "' OR 1=1 --", "%s%n", "{{7*7}}", "{% url 'x' %}", "[]",
    "a@b", "+" + "1" * 40, "null",
]  # fmt: skip
FIELDS: Final = [
    *FORM, "phone", "email", "areas", "city", "baths", "area_m2", "budget_min", "budget_max",
    "currency", "property_type", "operation", "timeline", "preapproved", "due_at", "reason",
    "other", "undo", "password", "next", "message_id",
]  # fmt: skip


#: Which of the pages' forms take what.
FORMS: Final = [
    page for page in PAGES if page.name not in {":components", "accounts:logout", "webchat:chat"}
]


@pytest.mark.parametrize("start", range(0, len(WILD), 5))
def test_no_form_is_a_fault_of_ours(admin: User, hers: Things, start: int) -> None:
    client = browser(admin)

    for value in WILD[start : start + 5]:
        for page in FORMS:
            # A task needs a title that can be kept for its time to be looked at.
            known = {"title": "Llamar"} if page.name == "leads:task-add" else {}
            answer = client.post(page.path(hers), dict.fromkeys(FIELDS, value) | known)
            assert answer.status_code < 500, (page.name, value[:40])
            assert "X-Evil" not in answer.headers
    # What was stored must still be drawn.
    for path in (
        "/",
        "/pipeline/",
        "/leads/",
        f"/leads/{hers.lead}/",
        f"/inbox/{hers.conversation}/",
    ):
        assert client.get(path).status_code == 200, path


BODIES: Final[list[tuple[str, bytes]]] = [
    ("application/x-www-form-urlencoded", b"text=\xff\xfe&title=\xed\xa0\x80&name=%ff"),
    ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(3000))),
    ("application/x-www-form-urlencoded; charset=utf-16", b"text=a"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"text=a"),
    ("multipart/form-data", b"--x"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n"),
    ("application/json", b"{"),
    ("application/json", b'{"text": "\\ud800", "message_id": 7}'),
    ("text/plain", b"\x00"),
    ("", b"x"),
]


@pytest.mark.parametrize(("kind", "body"), BODIES, ids=lambda value: ascii(value)[:30])
def test_no_body_is_a_fault_of_ours(admin: User, hers: Things, kind: str, body: bytes) -> None:
    client = browser(admin)

    for page in PAGES:
        if page.name != "accounts:logout":
            answer = client.generic("POST", page.path(hers), body, content_type=kind)
            assert answer.status_code < 500, page.name


def test_words_in_addresses_that_are_none_are_404(admin: User, hers: Things) -> None:
    client = browser(admin)

    for word in ("%00", "%ff", "x" * 5000, "..%2f..%2f", "%0d%0a", "no-such", "-1"):
        for path in (f"/pipeline/stages/{word}/", f"/leads/{hers.lead}/wants/{word}/"):
            assert client.get(path).status_code == 404, path
        for page in OF_AN_OBJECT:
            path = page.path(hers).replace(str(getattr(hers, page.subject)), word)
            assert client.get(path).status_code == 404, path


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=\x00; csrftoken=x"},
        {"cookie": "sessionid=" + "x" * 8000},
        {"cookie": "sofia_chat=::::; messages=%%%; django_language=../../x"},
        {"accept-language": "\xff;q=x," * 300},
        {"hx-request": "true", "hx-target": "\x00", "hx-current-url": "http://["},
        {"x-correlation-id": "a\r\nX-Evil: 1"},
        {"accept": "application/json;q=x" * 100},
        {"content-length": "-1"},
    ],
    ids=lambda headers: ascii(headers)[:40],
)
def test_no_header_is_a_fault_of_ours(hers: Things, headers: dict[str, Any]) -> None:
    client = Client(headers={"host": ALICES_HOST}, raise_request_exception=False)

    for page in PAGES:
        answer = client.get(page.path(hers), headers=headers)
        assert answer.status_code < 500, page.name
        assert "X-Evil" not in answer.headers


@pytest.mark.parametrize("due", ["9999-12-31T23:59", "0001-01-01T00:00", "1900-01-01"])
def test_a_task_for_a_day_no_page_could_draw_is_refused(
    bob: User, hers: Things, as_bob: Api, due: str
) -> None:
    client = browser(bob, htmx=True)

    page = client.post(f"/leads/{hers.lead}/tasks/", {"title": "Llamar", "due_at": due})
    call = as_bob.post(f"leads/{hers.lead}/tasks", {"title": "Llamar", "due_at": f"{due}:00Z"})

    assert page.status_code == 400
    assert call.status_code == 400
    assert client.get(f"/leads/{hers.lead}/").status_code == 200
