"""``/ws/live/``: keeps an open page of the workspace current.

The page says what it shows and what it saw last: ``{"type": "hello", "last_id": 17, "topics":
["board", "lead:<id>"]}``, again whenever it shows something else, and ``{"type": "ping"}`` now and
then. It gets HTML: ``<sofia-live last-id="18">`` around elements that say where they go, or
``<sofia-live reset last-id="300">`` when so much was missed that it had better load itself anew.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final
from uuid import UUID

from django.utils.html import format_html

from channels_app.live.catchup import LOOK_BACK, Missed, missed
from channels_app.live.drawing import NotLetIn, drawn
from channels_app.live.frames import VERSION, events_of
from channels_app.live.hub import broker_group, person_group
from channels_app.live.sockets import SIGNED_OUT, Socket
from channels_app.live.threads import in_broker
from crm.accounts.sockets import user_for_scope
from crm.core import live
from crm.core.events import DomainEvent
from crm.core.text import storable

#: Events wait this long for others of the same burst; one turn commits half a dozen at once.
BURST_SECONDS: Final = 0.06
#: More than this at once and the page is told to load itself anew.
MOST_EVENTS: Final = 200
#: A page that just loaded draws this many; beyond, loading its main part again costs less.
MOST_ON_LOAD: Final = 40
_MOST_TOPICS: Final = 40
_LONGEST_TOPIC: Final = 80
_REMEMBERED: Final = 1000


class LivePage(Socket):
    """One open page of a signed-in person."""

    user_id: UUID

    async def opened(self) -> None:
        """Let in whom the session names, and begin to listen before anything is asked."""
        self._topics: list[str] = []
        self._shown = 0
        self._told = 0
        self._waiting: dict[int, DomainEvent] = {}
        self._seen: dict[int, None] = {}
        self._missed_much = False
        self._drawing = False
        user = await user_for_scope(self.scope)
        if user is None:
            await self.close(SIGNED_OUT)
            return
        self.user_id = user.pk
        await self.join(broker_group(self.schema))
        await self.join(person_group(self.schema, user.pk))

    async def heard(self, frame: dict[str, Any]) -> None:
        """Hello names topics and the last event seen; a ping is answered."""
        if frame.get("type") == "hello":
            self._topics = _topics(frame.get("topics"))
            last_id = frame.get("last_id")
            known = last_id if isinstance(last_id, int) and 0 < last_id < 2**63 else None
            # What the page shows now it did not show before: all of it is to be drawn.
            self._seen.clear()
            await self._catch_up(known, answer=True)
        elif frame.get("type") == "ping":
            if self._shown > self._told:
                await self._tell("")
            else:
                await self.say('{"type":"pong"}')

    async def checked(self) -> None:
        """The session must still hold; what Redis lost meanwhile is made up for."""
        user = await user_for_scope(self.scope)
        if user is None or user.pk != self.user_id:
            await self.close(SIGNED_OUT)
        elif self._topics:
            await self._catch_up(self._shown)

    async def live_events(self, message: Any) -> None:
        """The broker's events, as the channel layer brings them."""
        self._take(events_of(message, schema=self.schema))

    async def live_html(self, message: Any) -> None:
        """Something half done, for this person's pages of a topic; the event tells it whole."""
        if message.get("v") == VERSION and message["topic"] in self._topics:
            await self.say(live.wrapped(message["html"]))

    async def live_gap(self, message: Any) -> None:
        """Something was not told: ask for it."""
        if self._topics:
            await self._catch_up(self._shown)

    async def _catch_up(self, last_id: int | None, *, answer: bool = False) -> None:
        found: Missed = await in_broker(self.schema, missed, last_id, limit=MOST_EVENTS)
        self._missed_much = self._missed_much or found.too_many
        fresh = [event for event in found.events if event.id not in self._seen]
        if last_id is None and len(fresh) > MOST_ON_LOAD:
            self._missed_much, fresh = True, []
        self._shown = max(self._shown, found.newest)
        if self._topics and (self._missed_much or fresh):
            self._take(fresh)
        elif answer:
            await self._tell("")

    def _take(self, events: list[DomainEvent]) -> None:
        if not self._topics:
            return  # the page has not said what it shows; its hello brings all of it
        for event in events:
            if event.id not in self._seen:
                self._seen[event.id] = None
                self._waiting[event.id] = event
        while len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        if len(self._waiting) > MOST_EVENTS + LOOK_BACK:
            self._missed_much = True
        if (self._waiting or self._missed_much) and not self._drawing:
            self._drawing = True
            self.start(self._draw())

    async def _draw(self) -> None:
        """Draw what waits until nothing does; what comes meanwhile is one more burst."""
        try:
            while self._waiting or self._missed_much:
                await asyncio.sleep(BURST_SECONDS)
                events, self._waiting = list(self._waiting.values()), {}
                self._shown = max([self._shown, *(event.id for event in events)])
                if self._missed_much:
                    self._missed_much = False
                    await self._reset()
                else:
                    html = await in_broker(
                        self.schema,
                        drawn,
                        user_id=self.user_id,
                        broker=self.broker,
                        topics=self._topics,
                        events=events,
                    )
                    if html:
                        await self._tell(html)
        except NotLetIn:
            await self.close(SIGNED_OUT)
        finally:
            self._drawing = False

    async def _tell(self, html: str) -> None:
        self._told = self._shown
        await self.say(live.wrapped(html, last_id=self._shown))

    async def _reset(self) -> None:
        self._told = self._shown
        await self.say(format_html('<sofia-live reset last-id="{}"></sofia-live>', self._shown))


def _topics(value: Any) -> list[str]:
    """The topics somebody draws for, each once; anything else is passed over."""
    if not isinstance(value, list):
        return []
    wanted = [
        storable(topic)
        for topic in value[: 4 * _MOST_TOPICS]
        if isinstance(topic, str) and len(topic) <= _LONGEST_TOPIC and live.known(topic)
    ]
    return list(dict.fromkeys(wanted))[:_MOST_TOPICS]
