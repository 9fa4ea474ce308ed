"""Meta's Graph API as a wire: keeps what was called, answers what the test tells it to."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import httpx

_DOORS = (
    "channels_app.channels.calls.client",
    "channels_app.channels.whatsapp.fetching.client",
    "channels_app.channels.whatsapp.fetching.guarded_client",
)
ACCEPTED = {
    "messaging_product": "whatsapp",
    "contacts": [{"input": "12025550123", "wa_id": "12025550123"}],
    "messages": [{"id": "wamid.OUT"}],
    "success": True,
}


class GraphWire:
    """Answers in the order given; the last answer stays. ``calls`` are the requests made."""

    def __init__(self) -> None:
        self.calls: list[httpx.Request] = []
        self._answers: deque[httpx.Response | Exception] = deque()

    def answers(self, *given: httpx.Response | Exception) -> None:
        """What the next calls are answered with."""
        self._answers = deque(given)

    def error(self, code: int, *, status: int = 400, **more: Any) -> None:
        """Every call is answered with this error."""
        headers = more.pop("headers", None)
        body = {"error": {"code": code, "message": f"(#{code}) said Meta", **more}}
        self.answers(httpx.Response(status, json=body, headers=headers))

    @property
    def body(self) -> Any:
        """The JSON of the newest call."""
        return json.loads(self.calls[-1].content)

    @property
    def client(self) -> httpx.Client:
        """A client whose calls end here."""
        return httpx.Client(transport=httpx.MockTransport(self._answer))

    @contextmanager
    def in_place(self) -> Iterator[GraphWire]:
        """Our channels call this wire meanwhile."""
        client = self.client
        with ExitStack() as stack:
            for name in _DOORS:
                stack.enter_context(mock.patch(name, return_value=client))
            yield self

    def _answer(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.calls.append(request)
        if not self._answers:
            return httpx.Response(200, json=ACCEPTED)
        answer = self._answers.popleft() if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(
            answer.status_code, content=answer.content, headers=dict(answer.headers)
        )
