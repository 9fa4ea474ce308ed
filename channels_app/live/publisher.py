"""Telling open sockets, from any thread of any process, without waiting for it.

The channel layer is asynchronous; entering a loop from a worker's thread costs milliseconds each
time, and a Redis that is away would cost a time-out. So a message is put into a queue (some
microseconds), and one daemon thread a process publishes it in a loop of its own. Events of one
broker that pile up meanwhile travel as one frame. What could not be told is remembered by its
group: once Redis is back the group hears that it missed something, and reads the database.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import queue
import threading
import time
from typing import Final, cast

from channels.layers import get_channel_layer

from channels_app.live.frames import Events, LayerMessage, gap_frame

logger = logging.getLogger(__name__)

_QUEUE_LIMIT: Final = 20_000
_AT_ONCE: Final = 256
_EVENTS_A_FRAME: Final = 100
_SEND_SECONDS: Final = 2.0
_QUIET_SECONDS: Final = 1.0
# Subscribers try again every second; a gap told before they are back would be lost too.
_SETTLE_SECONDS: Final = 2.5
_MOST_MISSED: Final = 10_000

Item = tuple[str, LayerMessage]


class Publisher:
    """One daemon thread a process, started by the first message."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[Item] = queue.Queue(maxsize=_QUEUE_LIMIT)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._missed: set[str] = set()
        self._quiet_until = 0.0
        self._settled_at = 0.0

    def put(self, group: str, message: LayerMessage) -> None:
        """Have ``message`` told to the group; never raises and never waits."""
        if self._thread is None or not self._thread.is_alive():
            with self._lock:
                if self._thread is None or not self._thread.is_alive():
                    self._thread = threading.Thread(target=self._run, name="live", daemon=True)
                    self._thread.start()
        try:
            self._waiting.put_nowait((group, message))
        except queue.Full:
            self._miss(group)

    def _run(self) -> None:
        loop = asyncio.new_event_loop()
        while True:
            batch = self._take()
            try:
                loop.run_until_complete(self._publish(batch))
            except Exception as error:
                # Whatever the layer raised, it means the same: be quiet for a moment.
                logger.warning("Open pages cannot be told: %s", type(error).__name__)
                self._quiet_until = time.monotonic() + _QUIET_SECONDS
                self._settled_at = 0.0
                for group, _message in batch:
                    self._miss(group)

    def _take(self) -> list[Item]:
        """What waits; after a moment also nothing, while a gap has still to be told."""
        try:
            batch = [self._waiting.get(timeout=0.5 if self._missed else None)]
        except queue.Empty:
            return []
        with contextlib.suppress(queue.Empty):
            while len(batch) < _AT_ONCE:
                batch.append(self._waiting.get_nowait())
        return batch

    async def _publish(self, batch: list[Item]) -> None:
        now = time.monotonic()
        if now < self._quiet_until:
            for group, _message in batch:
                self._miss(group)
            return
        for group, message in merged(batch):
            await self._send(group, message)
        if self._missed:
            for group in tuple(self._missed):
                await self._send(group, gap_frame())
            self._settled_at = self._settled_at or now + _SETTLE_SECONDS
            if now >= self._settled_at:
                self._missed.clear()
                self._settled_at = 0.0

    async def _send(self, group: str, message: LayerMessage) -> None:
        await asyncio.wait_for(get_channel_layer().group_send(group, message), _SEND_SECONDS)

    def _miss(self, group: str) -> None:
        if len(self._missed) < _MOST_MISSED:
            self._missed.add(group)


def merged(batch: list[Item]) -> list[Item]:
    """The batch with each group's events joined into as few frames as fit."""
    out: list[Item] = []
    open_frames: dict[str, Events] = {}
    for group, message in batch:
        if message["type"] != "live.events":
            out.append((group, message))
            continue
        frame = open_frames.get(group)
        if frame is None or len(frame["events"]) >= _EVENTS_A_FRAME:
            frame = cast(Events, {**message, "events": []})
            open_frames[group] = frame
            out.append((group, frame))
        frame["events"].extend(message["events"])
    return out


_publisher = Publisher()


def publish(group: str, message: LayerMessage) -> None:
    """Tell every socket in the group, soon; never raises and never waits."""
    _publisher.put(group, message)
