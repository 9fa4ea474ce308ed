"""Wall-clock limits for a whole call of a vendor, kept at the HTTP client.

An HTTP client's own time-out is for one read: a server that sends a byte now and then, or keeps
a stream open with pings the SDK swallows, never meets it. These hooks note when the call must
be over, give the body only the time that is left, and check between the pieces of the body.

A stream has two limits more, for the time until it says anything and for a silence later on. What
counts as said is what the SDK hands over, not bytes: whoever reads the stream calls
:meth:`Silence.broken` then.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import httpx
import httpx2

_KEY = "call_deadline"
_SILENCE = "call_silence"
# A vendor's door answers in a fifth of a second or not at all; four that do not still leave the
# lead an answer of the embedded provider's within five seconds.
_CONNECT_SECONDS = 1.1
# A read with time-out 0 would not block at all and fail with another error.
_SHORTEST_READ = 0.001


class CallTimedOut(TimeoutError):
    """The call's time is used up although the vendor is still sending."""


@dataclass(slots=True)
class Silence:
    """How long a stream may say nothing (seconds): before its first word, and after one."""

    first: float
    later: float
    _since: float = field(default_factory=time.monotonic)
    _begun: bool = False

    @property
    def limit(self) -> float:
        """The limit that holds now."""
        return self.later if self._begun else self.first

    @property
    def left(self) -> float:
        """Seconds until it has lasted too long."""
        return self._since + self.limit - time.monotonic()

    def broken(self) -> None:
        """Something was said."""
        self._begun = True
        self._since = time.monotonic()


# SDKs give no way to hand this through; their synchronous clients call the hooks in our thread.
_silence: ContextVar[Silence | None] = ContextVar("silence", default=None)


@contextmanager
def silence_limited(silence: Silence | None) -> Iterator[None]:
    """Hold the requests that begin in here to these limits; None for none."""
    token = _silence.set(silence)
    try:
        yield
    finally:
        _silence.reset(token)


# The two HTTP libraries check that a body is of their own class; groq is still on the older.
class _LimitedBody(httpx.SyncByteStream, httpx2.SyncByteStream):
    def __init__(self, body: Any, deadline: float, silence: Silence | None) -> None:
        self._body = body
        self._deadline = deadline
        self._silence = silence

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            yield piece
            if time.monotonic() > self._deadline:
                raise CallTimedOut("the answer did not end in time")
            if self._silence is not None and self._silence.left < 0:
                raise CallTimedOut("the stream fell silent")

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
    silence = _silence.get()
    left = deadline - time.monotonic()
    if silence is not None:
        request.extensions.setdefault(_SILENCE, silence)
        left = min(left, silence.left)
    left = max(_SHORTEST_READ, left)
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
    silence: Silence | None = response.request.extensions.get(_SILENCE)
    left = deadline - time.monotonic()
    if silence is not None:
        # One limit for every read of the body; the shorter of the two is checked between reads.
        left = min(left, max(silence.left, silence.later))
    response.request.extensions["timeout"]["read"] = max(_SHORTEST_READ, left)
    response.stream = _LimitedBody(response.stream, deadline, silence)
