"""Personal data and credentials leave no trace in logs."""

from __future__ import annotations

import io
import json
import logging
from typing import Any
from uuid import UUID

import pytest

from crm.core import context
from crm.core.logs import JsonFormatter, MaskFilter, scrub_event
from crm.core.masking import mask

SECRETS = [
    "+56 9 8765 4321",
    "+56987654321",
    "56987654321",
    "(212) 555-0147 1",
    "9 8765 4321",
    "+971 50 123 4567",
    "ana.rios+casa@correo.example.cl",
    "Bearer abcdef0123456789",
    "Authorization: Api-Key sk_live_abcdef",
    "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoiMSJ9.c2lnbmF0dXJl",
    "sk-proj-abcdefghijklmnop",
    "gsk_abcdefghijklmnop",
    "123456789:AAHabcdefghijklmnopqrstuvwxyz",
    "EAAGm0PX4ZCpsBAKZCabcdefghij",
    '"password": "hunter2-long"',
    "access_token=EAAshort&x=1",
    "postgresql://sofia:hunter2@db/sofia",
    "sessionid=abcdef; other=1",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_in_a_sentence_is_not_readable(secret: str) -> None:
    line = mask(f"the lead said {secret} to us")

    assert "***" in line
    assert secret not in line
    assert "hunter2" not in line
    assert line.startswith("the lead said ")


@pytest.mark.parametrize(
    "plain",
    [
        "2026-11-21T10:56:00+00:00",
        "2026-11-21 10:56:00",
        "0192f0c1-7a3b-7d42-8a6e-1b2c3d4e5f60",
        "took 1234567 ms over 42 rows",
        "turn 12 of 300",
        "10.0.0.1:8000",
        "price 4.500 UF",
        "crm.lead.created",
    ],
)
def test_what_names_nobody_stays(plain: str) -> None:
    assert mask(plain) == plain


def test_two_lines_about_one_person_can_be_told_to_be() -> None:
    assert mask("+56 9 8765 4321").endswith("21")
    assert mask("ana@correo.cl") == mask("ana@correo.cl") == "a***@***.cl"


@pytest.fixture
def logged() -> Any:
    """Log something, read the one line it became."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(MaskFilter())
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("sofia.test")
    logger.propagate = False
    logger.handlers = [handler]

    def log(*args: Any, **kwargs: Any) -> dict[str, Any]:
        stream.truncate(stream.seek(0))
        logger.error(*args, **kwargs)
        lines = stream.getvalue().splitlines()
        assert len(lines) == 1
        line: dict[str, Any] = json.loads(lines[0])
        return line

    return log


def test_a_line_says_when_where_what_and_for_whom(logged: Any) -> None:
    context.begin("abc-1")

    line = logged("done in %s ms", 12, extra={"lead_id": UUID(int=7)})

    assert {"time", "level", "logger", "message", "correlation_id", "broker"} <= set(line)
    assert (line["message"], line["correlation_id"]) == ("done in 12 ms", "abc-1")
    assert line["lead_id"] == str(UUID(int=7))


def test_arguments_and_extras_are_masked(logged: Any) -> None:
    line = logged(
        "from %s: %s",
        "+56987654321",
        {"email": "ana@correo.cl", "token": "abc"},
        extra={"phone": "987", "api_key": "k", "who": ["ana@correo.cl"], "input_tokens": 12},
    )

    text = json.dumps(line)
    assert "87654" not in text
    assert "ana@" not in text
    assert line["api_key"] == "***"
    assert line["phone"] != "987"
    assert line["input_tokens"] == 12


def test_the_text_of_an_exception_is_masked(logged: Any) -> None:
    try:
        raise ValueError("no lead for +56987654321 at ana@correo.cl")
    except ValueError:
        line = logged("failed", exc_info=True)

    assert "ValueError" in line["exc"]
    assert "87654" not in line["exc"]
    assert "ana@" not in line["exc"]


def test_a_call_with_the_wrong_arguments_still_leaves_a_line(logged: Any) -> None:
    assert "arguments did not fit" in logged("%d of %d", "x")["message"]


def test_odd_text_still_leaves_a_line() -> None:
    """Formatted by hand: pytest keeps what is logged, and its workers cannot send this on."""
    record = logging.makeLogRecord({"msg": "lone \ud800 and nul \x00 %s", "args": (b"\xff",)})

    assert MaskFilter().filter(record)
    assert json.loads(JsonFormatter().format(record))["message"]


def test_sentry_gets_no_bodies_variables_or_people() -> None:
    event = {
        "event_id": "f" * 32,
        "user": {"email": "ana@correo.cl"},
        "request": {
            "url": "https://x/?token=abc",
            "data": {"text": "hola"},
            "cookies": {"sessionid": "s"},
            "headers": {"Authorization": "Bearer abcdef123"},
        },
        "exception": {
            "values": [
                {
                    "value": "ana@correo.cl failed",
                    "stacktrace": {"frames": [{"vars": {"password": "hunter2"}}]},
                }
            ]
        },
    }

    sent = json.dumps(scrub_event(event, {}))

    for secret in ("ana@", "hola", "hunter2", "abcdef123", "token=abc"):
        assert secret not in sent
    assert "f" * 32 in sent
