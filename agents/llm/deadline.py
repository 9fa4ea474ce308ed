"""One wall-clock limit for a whole model call, kept at the HTTP client.

An HTTP client's own time-out is for one read: a server that sends a byte now and then, or keeps
a stream open with pings the SDK swallows, never meets it. These hooks note when the call must
be over, give the body only the time that is left, and check between the pieces of the body.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import httpx2

_KEY = "call_deadline"
_CONNECT_SECONDS = 10.0
# A read with time-out 0 would not block at all and fail with another error.
_SHORTEST_READ = 0.001


class CallTimedOut(TimeoutError):
    """The call's time is used up although the vendor is still sending."""


# The two HTTP libraries check that a body is of their own class; groq is still on the older.
class _LimitedBody(httpx.SyncByteStream, httpx2.SyncByteStream):
    def __init__(self, body: Any, deadline: float) -> None:
        self._body = body
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            yield piece
            if time.monotonic() > self._deadline:
                raise CallTimedOut("the answer did not end in time")

    def close(self) -> None:
        self._body.close()


def event_hooks() -> dict[str, list[Callable[[Any], None]]]:
    """Hooks for an ``httpx`` or ``httpx2`` client that limit each call to its read time-out."""
    return {"request": [_note_deadline], "response": [_limit_body]}


def caused_by_timeout(error: BaseException) -> bool:
    """Whether a time-out is anywhere in the chain of causes."""
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        if isinstance(cause, TimeoutError | httpx.TimeoutException | httpx2.TimeoutException):
            return True
        seen.add(id(cause))
        cause = cause.__cause__ or cause.__context__
    return False


def _note_deadline(request: Any) -> None:
    limits = request.extensions.get("timeout") or {}
    seconds = limits.get("read")
    if seconds is None:
        return
    deadline = request.extensions.setdefault(_KEY, time.monotonic() + seconds)
    left = max(_SHORTEST_READ, deadline - time.monotonic())
    # A new dict: the SDK may share one between requests, and the body's limit is set in it.
    request.extensions["timeout"] = {
        **limits,
        "read": left,
        "connect": min(left, _CONNECT_SECONDS),
    }


def _limit_body(response: Any) -> None:
    deadline = response.request.extensions.get(_KEY)
    if deadline is None:
        return
    left = max(_SHORTEST_READ, deadline - time.monotonic())
    response.request.extensions["timeout"]["read"] = left
    response.stream = _LimitedBody(response.stream, deadline)
