"""The edge counts a body as it arrives."""

from __future__ import annotations

import json
from typing import Any

from asgiref.sync import async_to_sync

from config.limits import BodyLimit

MIB = 1024 * 1024


def call(path: str, pieces: list[bytes], **headers: str) -> tuple[int, bytes, int]:
    """Status, body, and how many bytes the application behind the edge got."""
    waiting = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces) - 1}
        for number, piece in enumerate(pieces)
    ]
    sent: list[Any] = []
    got = 0

    async def app(_scope: Any, receive: Any, send: Any) -> None:
        nonlocal got
        more = True
        while more:
            message = await receive()
            got += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": path, "headers": raw}
    async_to_sync(BodyLimit(app))(scope, receive, send)
    return sent[0]["status"], sent[1]["body"], got


def test_a_body_within_the_limit_goes_through() -> None:
    assert call("/api/v1/leads", [b"x" * MIB] * 5) == (200, b"ok", 5 * MIB)


def test_a_body_without_a_length_is_stopped_when_it_is_too_long() -> None:
    status, body, got = call("/api/v1/leads", [b"x" * MIB] * 7, x_correlation_id="me-1")

    assert status == 413
    assert json.loads(body)["error"] == {
        "code": "too_large",
        "message": "A request here carries at most 5 MiB.",
        "request_id": "me-1",
    }
    assert got <= 5 * MIB


def test_an_announced_length_is_refused_before_anything_is_read() -> None:
    pieces = [b"x" * MIB] * 4

    assert call("/webhooks/whatsapp", pieces, content_length=str(4 * MIB))[0] == 413
    assert call("/webhooks/telegram", pieces, content_length=str(4 * MIB))[0] == 200


def test_a_lying_length_does_not_help() -> None:
    assert call("/webhooks/whatsapp", [b"x" * MIB] * 4, content_length="10")[0] == 413


def test_uploads_may_be_larger() -> None:
    assert call("/api/v1/inventory/import", [b"x" * MIB] * 25)[0] == 200
    assert call("/api/v1/inventory/import", [b"x" * MIB] * 26)[0] == 413
