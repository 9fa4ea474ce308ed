"""What every call of the API shares: one error shape, pages, rates."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from crm.accounts.models import User
from crm.accounts.tokens import tokens_for
from crm.brokers.models import Broker
from tests.api.client import Api, error_of
from tests.crm.core import probes
from tests.platform import person

pytestmark = pytest.mark.urls("tests.crm.core.probes")


@pytest.fixture
def ana(alice: Broker) -> User:
    return person("t_alice", "ana@alice.test")


@pytest.fixture
def api(ana: User) -> Api:
    """Ana's program."""
    probes.calls.clear()
    return Api(ana)


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        ("invalid", 400, "invalid"),
        ("not_found", 404, "not_found"),
        ("forbidden", 403, "forbidden"),
        ("conflict", 409, "conflict"),
        ("rate_limited", 429, "rate_limited"),
        ("django", 400, "invalid"),
        ("http404", 404, "not_found"),
        ("denied", 403, "forbidden"),
        ("suspicious", 400, "bad_request"),
        ("bug", 500, "server_error"),
    ],
)
def test_every_failure_has_the_one_shape(api: Api, raised: str, status: int, code: str) -> None:
    answer = api.get("probe/echo", **{"raise": raised})

    assert answer.status_code == status
    assert error_of(answer)["code"] == code
    assert "Traceback" not in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_debug_shows_no_traceback_either(api: Api, settings: Any) -> None:
    settings.DEBUG = True

    for path in ("probe/echo?raise=bug", "no/such/thing"):
        answer = api.get(path)
        assert answer["Content-Type"] == "application/json"
        assert error_of(answer)["code"] in {"server_error", "not_found"}


def test_a_refusal_says_when_to_come_again(api: Api) -> None:
    assert api.get("probe/echo", **{"raise": "rate_limited"})["Retry-After"] == "7"


def test_wrong_fields_are_named_with_their_place(api: Api) -> None:
    error = error_of(api.post("probe/echo", {"name": "too long", "nested": [1, "x"]}))

    assert set(error["fields"]) == {"name", "nested.1"}


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b"[" * 100_000, b'{"name": NaN}', b'{"name": "\\ud800"}']
)
def test_what_is_no_json_is_malformed(api: Api, body: bytes) -> None:
    answer = api.send("POST", "probe/echo", body)

    assert answer.status_code == 400
    assert error_of(answer)["code"] == "malformed"


@pytest.mark.parametrize("body", [[], "text", 7, None])
def test_json_that_is_no_object_is_invalid(api: Api, body: Any) -> None:
    answer = api.send("POST", "probe/echo", body)

    assert (answer.status_code, error_of(answer)["code"]) == (400, "invalid")


def test_a_method_or_a_media_type_nobody_serves_is_named(api: Api) -> None:
    wrong_method = api.send("DELETE", "probe/echo", {})
    wrong_type = api.send("POST", "probe/echo", b"<a/>", content_type="text/xml")

    assert (wrong_method.status_code, error_of(wrong_method)["code"]) == (405, "method_not_allowed")
    assert "POST" in wrong_method["Allow"]
    assert (wrong_type.status_code, error_of(wrong_type)["code"]) == (415, "unsupported_media_type")


def test_without_a_credential_nothing_is_served(ana: User) -> None:
    answer = Api(None).post("probe/echo", {"name": "x"})

    assert (answer.status_code, error_of(answer)["code"]) == (401, "not_authenticated")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_lists_are_paged_and_bounded(api: Api) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_auditlog "
            "(at, verb, actor_kind, actor_name, changes, data, request_id)"
            " SELECT now(), 'x', 'system', 'x', '{}', '{}', '' FROM generate_series(1, 300)"
        )

    first = api.get("probe/rows").json()
    most = api.get("probe/rows", limit=9999, offset=10).json()

    assert set(first) == {"count", "next", "previous", "results"}
    assert (len(first["results"]), len(most["results"])) == (50, 200)
    assert "offset=50" in first["next"]
    assert api.get("probe/rows", limit="x", offset="-1").status_code == 200
    assert api.get("probe/rows", offset="9" * 30).json()["results"] == []


def test_calls_are_counted_by_credential(api: Api, ana: User, settings: Any) -> None:
    settings.RATE_API = (3, 60)
    other = Api(person("t_alice", "luis@alice.test"))

    answers = [api.get("probe/rows") for _call in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert error_of(answers[-1])["code"] == "rate_limited"
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    # A fresh token is the same credential; another person is another one.
    assert Api(ana, token=tokens_for(ana)[0]).get("probe/rows").status_code == 429
    assert other.get("probe/rows").status_code == 200
