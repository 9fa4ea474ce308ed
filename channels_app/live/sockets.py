"""What every socket shares: its way in, its way out, and what it does while nothing happens.

Close codes, the same on every socket: 4400 a frame that cannot be understood, 4401 not (or no
longer) signed in, 4403 not allowed here or the broker is switched off, 4404 no such broker,
1009 a frame too large, 1011 a fault of ours, 1013 come again in a moment. A refusal is told
after accepting, because a browser sees no code of a handshake that failed.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from typing import Any, Final

import orjson
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.utils import await_many_dispatch

from crm.brokers.models import Broker
from crm.brokers.sockets import broker_for_scope

logger = logging.getLogger(__name__)

BAD_FRAME: Final = 4400
SIGNED_OUT: Final = 4401
FORBIDDEN: Final = 4403
NO_BROKER: Final = 4404
TOO_LARGE: Final = 1009
FAULT: Final = 1011
COME_AGAIN: Final = 1013

_LAYER_SECONDS: Final = 2.0


class Socket(AsyncWebsocketConsumer):
    """A socket of one broker, chosen by its host before the handshake.

    A subclass says in :meth:`opened` who may stay, in :meth:`heard` what a client's frame means,
    and in :meth:`checked` whether all that still holds.
    """

    check_seconds = 60.0
    frame_limit = 16 * 1024

    broker: Broker

    async def opened(self) -> None:
        """The handshake is done."""

    async def heard(self, frame: dict[str, Any]) -> None:
        """The client sent a JSON object."""

    async def checked(self) -> None:
        """Called every ``check_seconds``."""

    @property
    def schema(self) -> str:
        """The broker's schema."""
        return self.broker.slug

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """As Channels does it; but a channel layer that is away is told as 1013."""
        self.scope = scope
        self.base_send = send
        self._tasks: set[asyncio.Task[None]] = set()
        self._groups: list[str] = []
        self._closed = False
        self.channel_layer = get_channel_layer()
        try:
            self.channel_name = await asyncio.wait_for(
                self.channel_layer.new_channel(), _LAYER_SECONDS
            )
        except Exception as error:
            logger.warning("A socket is put off: %s", type(error).__name__)
            await self._turn_away(receive)
            return

        async def from_layer() -> Any:
            return await self.channel_layer.receive(self.channel_name)

        try:
            await await_many_dispatch([receive, from_layer], self.dispatch)
        except StopConsumer:
            pass
        finally:
            await self._leave()

    async def _turn_away(self, receive: Any) -> None:
        await receive()
        await self.base_send({"type": "websocket.accept"})
        await self.base_send({"type": "websocket.close", "code": COME_AGAIN})

    async def dispatch(self, message: Any) -> None:
        """Hand a message to its method; a fault of ours ends this socket and no other."""
        handler = getattr(self, str(message["type"]).replace(".", "_"), None)
        if handler is None:
            return  # a frame of a newer version of ours
        try:
            await handler(message)
        except StopConsumer:
            raise
        except Exception:
            logger.exception("A socket failed")
            await self.close(FAULT)
            raise StopConsumer from None

    async def websocket_connect(self, message: Any) -> None:
        """Accept, and begin to check on it; host and origin were looked at before."""
        self.broker = self.scope["broker"]
        await self.accept()
        self.start(self._check())
        await self.opened()

    async def websocket_receive(self, message: Any) -> None:
        """Read a frame of the client; what is no JSON object closes the socket."""
        text = message.get("text")
        if self._closed:
            return
        if text is None:
            await self.close(BAD_FRAME)
            return
        if len(text) > self.frame_limit:
            await self.close(TOO_LARGE)
            return
        try:
            frame = orjson.loads(text)
        except ValueError:
            frame = None
        if not isinstance(frame, dict):
            await self.close(BAD_FRAME)
            return
        await self.heard(frame)

    async def websocket_disconnect(self, message: Any) -> None:
        """The client is gone."""
        self._closed = True
        raise StopConsumer

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        """End the socket with a code the client can act on; again is harmless."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(OSError, RuntimeError):
            await super().close(code, reason)

    async def say(self, text: str) -> None:
        """Send a frame; a client that left meanwhile is no error."""
        if not self._closed:
            try:
                await self.send(text_data=text)
            except (OSError, RuntimeError):
                self._closed = True

    async def say_json(self, frame: Any) -> None:
        """Send a frame as JSON."""
        await self.say(orjson.dumps(frame, default=str).decode())

    async def join(self, group: str) -> bool:
        """Hear what is told to the group; False, and the socket closed, when Redis is away."""
        try:
            await asyncio.wait_for(
                self.channel_layer.group_add(group, self.channel_name), _LAYER_SECONDS
            )
        except Exception as error:
            logger.warning("A socket is put off: %s", type(error).__name__)
            await self.close(COME_AGAIN)
            return False
        self._groups.append(group)
        return True

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Let ``work`` run beside the socket, and end with it."""
        task = asyncio.ensure_future(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception:
            logger.exception("A socket failed")
            await self.close(FAULT)

    async def _check(self) -> None:
        while not self._closed:
            await asyncio.sleep(self.check_seconds)
            if await broker_for_scope(self.scope) is None:
                await self.close(FORBIDDEN)
                return
            await self.checked()

    async def _leave(self) -> None:
        self._closed = True
        for task in tuple(self._tasks):
            task.cancel()
        for group in self._groups:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(
                    self.channel_layer.group_discard(group, self.channel_name), _LAYER_SECONDS
                )
