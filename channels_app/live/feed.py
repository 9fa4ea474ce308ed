"""``/ws/{broker_id}/{user_id}``: a broker's events as JSON, for other software.

The first frame, within ten seconds, is ``{"type": "auth", "token": "<access JWT>"}``; the answer
is ``{"type": "ready", "last_id": 17}``, and then events come as they happen. With ``"since": 12``
in the first frame those after event 12 come first; a few before it may come again (their ``id``
tells). When too much was missed, ``{"type": "reset", "last_id": 17}`` says to read the lists of the
REST API instead. The token's end closes the socket with 4401.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final
from uuid import UUID

from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken

from channels_app.live.catchup import Missed, missed, newest_id
from channels_app.live.drawing import NotLetIn
from channels_app.live.frames import events_of
from channels_app.live.hub import broker_group
from channels_app.live.public import public_events_for
from channels_app.live.sockets import BAD_FRAME, FORBIDDEN, NO_BROKER, SIGNED_OUT, Socket
from channels_app.live.threads import in_broker
from crm.accounts.sockets import user_for_token
from crm.core.events import DomainEvent

AUTH_SECONDS: Final = 10.0
MOST_REPLAYED: Final = 5000
_REMEMBERED: Final = 1000


class EventFeed(Socket):
    """One program that listens on behalf of a person."""

    user_id: UUID | None = None

    async def opened(self) -> None:
        """The address must name the broker of this host; then the token has ten seconds."""
        self._token = ""
        self._last_id = 0
        self._seen: dict[int, None] = {}
        self._telling = asyncio.Lock()
        named = self.scope["url_route"]["kwargs"]["broker"].lower()
        if named not in {str(self.broker.pk), self.schema}:
            await self.close(NO_BROKER)
            return
        self.start(self._wait_for_token())

    async def heard(self, frame: dict[str, Any]) -> None:
        """The token first; afterwards only pings."""
        kind = frame.get("type")
        if self.user_id is None and kind == "auth":
            await self._sign_in(frame)
        elif self.user_id is None:
            await self.close(SIGNED_OUT)
        elif kind == "ping":
            await self.say_json({"type": "pong", "last_id": self._last_id})

    async def checked(self) -> None:
        """The person must still be let in, with this token; and nothing may be missing."""
        if self.user_id is None:
            return
        try:
            await user_for_token(self.scope, self._token)
        except AuthenticationFailed:
            await self.close(SIGNED_OUT)
            return
        await self._replay(self._last_id)

    async def live_events(self, message: Any) -> None:
        """The broker's events, as the channel layer brings them."""
        await self._tell(events_of(message, schema=self.schema))

    async def live_gap(self, message: Any) -> None:
        """Something was not told: ask for it."""
        if self.user_id is not None:
            await self._replay(self._last_id)

    async def _sign_in(self, frame: dict[str, Any]) -> None:
        token, since = frame.get("token"), frame.get("since")
        if not isinstance(token, str) or not (since is None or _is_id(since)):
            await self.close(BAD_FRAME)
            return
        try:
            user = await user_for_token(self.scope, token)
            ends = float(AccessToken(token)["exp"])  # type: ignore[arg-type]
        except (AuthenticationFailed, TokenError):
            await self.close(SIGNED_OUT)
            return
        if str(user.pk) != self.scope["url_route"]["kwargs"]["user"].lower():
            await self.close(FORBIDDEN)
            return
        if not await self.join(broker_group(self.schema)):
            return
        self._token = token
        self._last_id = await in_broker(self.schema, newest_id) if since is None else since
        self.start(self._end_at(ends))
        await self.say_json({"type": "ready", "last_id": self._last_id})
        self.user_id = user.pk
        if since is not None:
            await self._replay(since)

    async def _replay(self, last_id: int) -> None:
        found: Missed = await in_broker(self.schema, missed, last_id, limit=MOST_REPLAYED)
        if found.too_many:
            self._last_id = found.newest
            await self.say_json({"type": "reset", "last_id": found.newest})
        else:
            await self._tell(found.events)

    async def _tell(self, events: list[DomainEvent]) -> None:
        if self.user_id is None:
            return
        async with self._telling:
            fresh = [event for event in events if event.id not in self._seen]
            for event in fresh:
                self._seen[event.id] = None
            while len(self._seen) > _REMEMBERED:
                del self._seen[next(iter(self._seen))]
            public = [event for event in fresh if event.public]
            if public:
                await self._say(public, self.user_id)
            self._last_id = max([self._last_id, *(event.id for event in fresh)])

    async def _say(self, events: list[DomainEvent], user_id: UUID) -> None:
        try:
            told = await in_broker(
                self.schema,
                public_events_for,
                user_id=user_id,
                broker_id=self.broker.pk,
                events=events,
            )
        except NotLetIn:
            await self.close(SIGNED_OUT)
            return
        for event in told:
            await self.say_json(event)

    async def _wait_for_token(self) -> None:
        await asyncio.sleep(AUTH_SECONDS)
        if self.user_id is None:
            await self.close(SIGNED_OUT)

    async def _end_at(self, moment: float) -> None:
        await asyncio.sleep(max(0.0, moment - time.time()))
        await self.close(SIGNED_OUT)


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63
