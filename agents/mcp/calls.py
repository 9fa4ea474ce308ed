"""Calls of the classic era that their client takes back, whichever process runs them.

``notifications/cancelled`` reaches one process and the call may run in another. So it is noted in
Redis, and a process that runs calls of sessions looks, all of them at once, whether one was taken
back. A call that is over before the first look costs nothing; without Redis only the process that
got the notification stops it, as the SDK does by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import orjson
from mcp.shared.jsonrpc_dispatcher import cancelled_request_id_from_params

from agents.tools.limit import Stop
from crm.core import redis as shared

#: Seconds between two looks, which is how late a call may hear of it.
_LOOK: Final = 0.5
#: Seconds that it is remembered; no call takes longer.
_KEPT: Final = 120
#: Bytes of a message that takes a call back; its reason is a sentence.
_LONGEST: Final = 8 * 1024

_running: dict[str, Stop] = {}
_lock = threading.Lock()
_watcher: threading.Thread | None = None


def call_key(schema: str, session: str, request: object) -> str:
    """The name of a call among all processes; what a client sends for either may be anything."""
    return shared.key("mcp", "cancelled", session[:64], repr(request)[:64], schema=schema)


def taken_back(body: bytes) -> object:
    """The id of the request that a message takes back; None for any other message."""
    if len(body) > _LONGEST or b"notifications/cancelled" not in body:
        return None
    try:
        message = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(message, dict) or message.get("method") != "notifications/cancelled":
        return None
    given = message.get("params")
    return cancelled_request_id_from_params(given if isinstance(given, dict) else None)


def call_off(key: str) -> None:
    """Let whoever runs the call know that nobody wants it any more."""
    shared.attempt(lambda redis: redis.set(key, b"1", ex=_KEPT), otherwise=None)


@contextmanager
def revocable(key: str, stop: Stop) -> Iterator[None]:
    """Let :func:`call_off` set ``stop`` while it is entered; nothing without a key."""
    if not key:
        yield
        return
    with _lock:
        _running[key] = stop
        _watch()
    try:
        yield
    finally:
        with _lock:
            _running.pop(key, None)


def stop_aside(stop: Stop) -> None:
    """Stop a call in a thread of its own: cancelling in the server is a call of the network."""
    threading.Thread(target=stop.set, name="mcp-stop", daemon=True).start()


def _watch() -> None:
    """One thread looks for as long as there is a call; the lock is held."""
    global _watcher
    if _watcher is None:
        _watcher = threading.Thread(target=_look, name="mcp-cancelled", daemon=True)
        _watcher.start()


def _look() -> None:
    global _watcher
    while True:
        threading.Event().wait(_LOOK)
        with _lock:
            if not _running:
                _watcher = None
                return
            keys = list(_running)
        for key in _called_off(keys):
            with _lock:
                stop = _running.pop(key, None)
            if stop is not None:
                stop_aside(stop)


def _called_off(keys: list[str]) -> list[str]:
    marks: list[Any] = shared.attempt(lambda redis: redis.mget(keys), otherwise=[])
    return [key for key, mark in zip(keys, marks, strict=False) if mark]
