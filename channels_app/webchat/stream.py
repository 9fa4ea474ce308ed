"""An answer as it comes about, as server-sent events.

``token`` {"text"} and ``tool`` {"name", "ok"} while Sofía is at it, then ``done`` with the whole
answer, or ``error`` in the one error shape. What ``done`` says counts: a draft that a check refused
may have been streamed before. A caller who hangs up ends the stream and not the turn.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final
from uuid import UUID

import orjson
from django.utils import translation
from django.utils.translation import gettext as _

from channels_app.webchat.progress import listening
from crm.core import context
from crm.core.answers import error_body
from crm.core.errors import DomainError

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS: Final = 10.0
_TOLD: Final = frozenset({"token", "tool"})
# A turn mostly waits for a model, and holds no connection while it does.
_TURNS: Final = ThreadPoolExecutor(max_workers=64, thread_name_prefix="chat-turn")

Answer = dict[str, Any]
Heard = tuple[str, Mapping[str, Any]]


async def answer_events(
    *,
    schema: str,
    conversation_id: UUID,
    work: Callable[[], Answer],
    language: str,
    request_id: str,
) -> AsyncIterator[bytes]:
    """The events of the turn that ``work`` runs or waits for, and at the end its answer.

    The request is over when this runs, so its language and correlation id are given.
    """
    context.begin(request_id)
    loop = asyncio.get_running_loop()
    heard: asyncio.Queue[Heard | None] = asyncio.Queue()

    def hear(kind: str, data: Mapping[str, Any]) -> None:
        if kind in _TOLD:
            with contextlib.suppress(RuntimeError):  # the loop went with the server
                loop.call_soon_threadsafe(heard.put_nowait, (kind, dict(data)))

    def ended(turn: asyncio.Future[Answer]) -> None:
        turn.exception()  # looked at, also when nobody listens any more
        heard.put_nowait(None)

    told: set[str] = set()
    yield b": here\n\n"
    with listening(schema, conversation_id, hear), translation.override(language):
        turn = loop.run_in_executor(_TURNS, contextvars.copy_context().run, work)
        turn.add_done_callback(ended)
        async for item in _with_heartbeat(heard):
            if item is None:
                yield b": wait\n\n"
            else:
                told.add(item[0])
                yield sse(*item)
        for kind, data in _ending(turn, told):
            yield sse(kind, data)


async def _with_heartbeat(heard: asyncio.Queue[Heard | None]) -> AsyncIterator[Heard | None]:
    """What is heard until the end; None whenever nothing was for a while."""
    while True:
        coming = asyncio.ensure_future(heard.get())
        try:
            while not (await asyncio.wait({coming}, timeout=HEARTBEAT_SECONDS))[0]:
                yield None
        finally:
            coming.cancel()
        item = coming.result()
        if item is None:
            return
        yield item


def _ending(turn: asyncio.Future[Answer], told: set[str]) -> list[Heard]:
    """What is left to tell: all of it at once when a worker elsewhere ran the turn."""
    try:
        answer = turn.result()
    except DomainError as error:
        return [("error", error_body(error.code, error.message, error.fields))]
    except Exception:
        logger.exception("A streamed turn failed")
        return [("error", error_body("internal", _("Something went wrong on our side.")))]
    left: list[Heard] = []
    if "tool" not in told:
        left += [
            ("tool", {"name": call["name"], "ok": call["ok"]}) for call in answer["tool_calls"]
        ]
    if "token" not in told and answer["reply"]:
        left.append(("token", {"text": answer["reply"]}))
    return [*left, ("done", answer)]


def sse(kind: str, data: Mapping[str, Any]) -> bytes:
    """One server-sent event; JSON has no line breaks of its own."""
    return b"event: %b\ndata: %b\n\n" % (kind.encode(), orjson.dumps(dict(data), default=str))
