"""Whatever is thrown at the API is refused in its one shape, and nothing of it is a 500."""

from __future__ import annotations

import json
import random
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from crm.core.apidocs import spec
from tests.api.cast import Scene
from tests.api.client import Api, error_of
from tests.api.described import Call, calls, named
from tests.api.test_rights import path

BODIES: Final[dict[str, bytes]] = {
    "nothing": b"",
    "half": b'{"name": "A',
    "a list": b"[]",
    "null": b"null",
    "a number": b"17",
    "a text": b'"leads"',
    "NaN": b'{"score": NaN}',
    "infinity": b'{"score": Infinity}',
    "latin-1": '{"text": "Ñuñoa"}'.encode("latin-1"),
    "utf-16": '{"text": "x"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"unknown": 1}',
    "a lone surrogate": b'{"text": "\\ud800"}',
    "bottomless": b"[" * 100_000,
    "deep": b'{"a":' * 900 + b"1" + b"}" * 900,
    "two at once": b'{"x": 1}{"x": 2}',
    "xml": b"<lead/>",
}
#: Values that have broken somebody's API before.
WILD: Final[list[Any]] = [
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 10**40, 1e308, -0.0, 0.1, "", " ", "a",
    "\x00", "a\x00b", "\u202e\u200b", "𝒳" * 50, "x" * 5000, "true", "null", "-1", "1e999", "NaN",
    "∞", "2026-02-30", "0000-00-00", "9999-12-31T23:59:60Z", "' OR 1=1 --", "%s%n", "{{7*7}}",
    "../../etc/passwd", [], [[]], [None], {}, {"a": {}}, ["x"] * 500,
]  # fmt: skip

writes = pytest.mark.parametrize(
    "call", [call for call in calls() if call.is_write], ids=lambda call: call.id
)


def where(call: Call, scene: Scene) -> str:
    return path(call, scene) if "{id}" in call.path else call.path


@writes
def test_a_body_that_is_no_object_of_ours_is_400(as_admin: Api, bobs: Scene, call: Call) -> None:
    # Calls that need no body take an empty one; it comes last, since a removal leaves nothing.
    for name, body in sorted(BODIES.items(), key=lambda each: each[0] == "nothing"):
        answer = as_admin.send(call.method, where(call, bobs), body, content_type=kind_of(call))

        if name != "nothing" or answer.status_code >= 400:
            assert answer.status_code in {400, 429}, (name, answer.content)
            error_of(answer)


@writes
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_another_content_type_is_415(as_admin: Api, bobs: Scene, call: Call, kind: str) -> None:
    if is_upload(call) and kind.startswith("multipart/"):
        kind = "application/json"
    answer = as_admin.send(call.method, where(call, bobs), b"name=Ana&x=1", content_type=kind)

    assert answer.status_code in {415, 429}
    error_of(answer)


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.id)
def test_another_method_is_405(as_admin: Api, bobs: Scene, call: Call) -> None:
    answer = as_admin.send("PUT", where(call, bobs), {})

    assert answer.status_code == 405
    error_of(answer)


def test_a_body_over_the_limit_is_413(as_admin: Api) -> None:
    answer = as_admin.send("POST", "leads", b'{"name": "' + b"x" * (5 * 1024 * 1024) + b'"}')

    assert answer.status_code == 413
    assert error_of(answer)["code"] == "too_large"


def test_an_address_of_nothing_is_404_in_the_same_shape(as_nobody: Api) -> None:
    for address in ("", "nowhere", "leads/7/move", "leads/%00"):
        answer = as_nobody.get(address)

        assert answer.status_code == 404, address
        error_of(answer)


def test_an_answer_in_a_form_nobody_speaks_is_406(as_admin: Api) -> None:
    answer = as_admin.get("leads", _accept="text/html")

    assert answer.status_code == 406
    error_of(answer)


@pytest.mark.parametrize("key", ["", " ", "a b", "ñ", "x" * 201])
def test_an_idempotency_key_that_is_none_is_400(as_admin: Api, key: str) -> None:
    assert as_admin.post("leads", {"name": "Ana"}, idempotency_key=key).status_code == 400


@pytest.mark.parametrize("seed", range(4))
def test_wild_values_in_known_fields_never_break_anything(
    as_admin: Api, bobs: Scene, seed: int
) -> None:
    # The seed is the test's name, so that what it found can be found again.
    dice = random.Random(seed)
    for call in calls():
        if call.path.startswith(("auth/", "chat/", "agent/")) or call.id == "conversations_close":
            continue
        for _throw in range(6):
            answer = (
                as_admin.send(
                    call.method,
                    where(call, bobs),
                    wild_body(dice, call),
                    content_type=kind_of(call),
                )
                if call.is_write
                else as_admin.get(where(call, bobs), **wild_query(dice, call))
            )
            assert answer.status_code in {200, 201, 202, 204, 400, 404, 409, 413}, (
                call.id,
                answer.content,
            )
            if answer.status_code >= 400:
                error_of(answer)


def content(call: Call) -> dict[str, Any]:
    """The bodies a call takes, by their type."""
    operation = spec()["paths"][f"/api/v1/{call.template}"][call.method.lower()]
    found: dict[str, Any] = operation.get("requestBody", {}).get("content", {})
    return found


def is_upload(call: Call) -> bool:
    """Whether it takes a form with a file in it, and no JSON."""
    return "multipart/form-data" in content(call)


def kind_of(call: Call) -> str:
    return MULTIPART_CONTENT if is_upload(call) else "application/json"


def wild_body(dice: random.Random, call: Call) -> Any:
    """Some of the call's fields, each with a wild value; objects are filled in turn."""
    if is_upload(call):
        given = wild_object(dice, content(call)["multipart/form-data"]["schema"])
        return encode_multipart(BOUNDARY, wild_form(dice, given))
    return wild_object(dice, content(call).get("application/json", {}).get("schema", {}))


def wild_form(dice: random.Random, given: dict[str, Any]) -> dict[str, Any]:
    """The values as a form's texts, among them a file of anything under any name."""
    texts: dict[str, Any] = {name: str(value) for name, value in given.items()}
    if dice.random() < 0.7:
        name = dice.choice(["a\x00b.pdf", "\u202efdp.exe", "x" * 300, "ñ.png"])
        kind = dice.choice(["", "image/png", "text/html", "x" * 300, "a/b; c"])
        texts["file"] = SimpleUploadedFile(name, str(dice.choice(WILD)).encode(), kind)
    return texts


def wild_object(dice: random.Random, schema: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, inner in resolved(schema).get("properties", {}).items():
        if dice.random() < 0.6:
            nested = "$ref" in json.dumps(inner) and dice.random() < 0.7
            found[name] = wild_object(dice, inner) if nested else dice.choice(WILD)
    return found


def resolved(schema: Any) -> Any:
    """The component a schema refers to, or itself."""
    reference = json.dumps(schema).partition('"#/components/schemas/')[2].partition('"')[0]
    if "properties" in schema or not reference:
        return schema
    return spec()["components"]["schemas"][reference]


def wild_query(dice: random.Random, call: Call) -> dict[str, Any]:
    operation = spec()["paths"][f"/api/v1/{call.template}"]["get"]
    plain = [str(value) for value in WILD if not isinstance(value, list | dict)]
    return {
        each["name"]: dice.choice(plain)
        for each in operation.get("parameters", [])
        if each["in"] == "query" and dice.random() < 0.5
    }


def test_the_random_calls_reach_every_field() -> None:
    body = wild_body(random.Random(3), named("leads_create"))

    assert set(body) & {"contact", "profile"}
