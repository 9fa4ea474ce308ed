"""A program that calls the API as somebody, over the whole stack of middleware."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from crm.accounts.models import User
from crm.accounts.tokens import tokens_for

ALICES_HOST = "t-alice.localhost"
CHARLIES_HOST = "t-charlie.localhost"


class Api:
    """Calls below /api/v1/ with a token, or without one for ``user=None``."""

    def __init__(self, user: User | None, host: str = ALICES_HOST, token: str = "") -> None:
        self.user = user
        if user is not None and not token:
            token, _refresh = tokens_for(user)
        self.token = token
        headers = {"authorization": f"Bearer {token}"} if token else {}
        # A failure is an answer here, as it is for a caller.
        self._client = Client(raise_request_exception=False, headers={"host": host, **headers})

    def get(self, path: str, _accept: str = "*/*", **query: Any) -> Any:
        """GET with query parameters."""
        return self._client.get(f"/api/v1/{path}", query, headers={"accept": _accept})

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """POST a JSON body."""
        return self.send("POST", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        """PATCH with a JSON body."""
        return self.send("PATCH", path, body, **headers)

    def send(self, method: str, path: str, body: Any, **headers: str) -> Any:
        """Any method with a JSON body; header names are written with underscores."""
        return self._client.generic(
            method,
            f"/api/v1/{path}",
            body if isinstance(body, bytes) else json.dumps(body).encode(),
            content_type=headers.pop("content_type", "application/json"),
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )


def error_of(answer: Any) -> dict[str, Any]:
    """The error of a refusal, whose shape is checked on the way."""
    error: dict[str, Any] = answer.json()["error"]
    assert set(error) <= {"code", "message", "fields", "request_id"}
    assert error["code"]
    assert error["message"]
    assert error["request_id"] == answer["X-Correlation-ID"]
    return error
