"""``/ws/chat/``: a visitor's open chat page.

The visitor is known by the cookie that the page set; a page in another site's frame has none,
opens ``/ws/chat/?embed=1`` and first of all says ``{"type": "hello", "token"}``. A socket without a
session closes with 4401. ``?language=`` says in which language it is told. It gets the last fifty
messages and who answers, then everything new:

    {"type": "message", "id", "author": "lead" | "sofia" | "person", "text", "at", "name"?,
     "message_id"?, "buttons"?: [{"id", "title", "description"?}]}
    {"type": "state", "holder": "sofia" | "queue" | "person" | "closed", "text"}
    {"type": "typing"}    {"type": "token", "text"}    {"type": "done"} when Sofía ends
    {"type": "forgotten"} when the visitor began anew on another page

It may send ``{"type": "ping"}`` and ``{"type": "message", "text", "message_id"}``,
which is answered by

    {"type": "received", "message_id", "id"}
    {"type": "error", "message_id", "code", "message", "retry_after"?}
"""

from __future__ import annotations

import asyncio
from typing import Any, Final
from urllib.parse import parse_qs

from django.utils import translation

from channels_app.live.sockets import SIGNED_OUT, Socket
from channels_app.live.threads import in_broker
from channels_app.webchat.language import PARAMETER, offered
from channels_app.webchat.selectors import HISTORY, MessageFrame, chat_messages
from channels_app.webchat.services import visitor_post
from channels_app.webchat.sessions import (
    chat_group,
    peer_of,
    session_of_scope,
    session_of_token,
)
from channels_app.webchat.state import StateFrame, chat_state
from crm.conversations.models import Message
from crm.core.errors import DomainError, RateLimited

#: What a visitor hears of a turn, and which parts; tools and outcomes are the broker's business.
_SHOWN: Final[dict[str, tuple[str, ...]]] = {
    "typing": (),
    "token": ("text",),
    "done": (),
    "forgotten": (),
}
_REMEMBERED: Final = 500


class ChatPage(Socket):
    """One open chat page of a visitor."""

    # 4,096 characters in JSON escapes, and a frame around them.
    frame_limit = 64 * 1024

    hello_seconds = 10.0

    async def opened(self) -> None:
        """Know the visitor by the cookie, or wait for the frame's token."""
        self._sent: dict[str, None] = {}
        # How every conversation begins; told when it is otherwise.
        self._state: StateFrame = {"type": "state", "holder": "sofia", "text": ""}
        self._session = ""
        query = parse_qs(self.scope.get("query_string", b"").decode("latin-1"))
        self._language = offered(query.get(PARAMETER, [""])[0]) or self.broker.language
        if query.get("embed") == ["1"]:
            self.start(self._hello_in_time())
        else:
            await self._begin(session_of_scope(self.scope, schema=self.schema))

    async def _hello_in_time(self) -> None:
        await asyncio.sleep(self.hello_seconds)
        if not self._session:
            await self.close(SIGNED_OUT)

    async def _begin(self, session: str) -> None:
        """Show what was said; begin to listen before, so that nothing falls in between."""
        if not session:
            await self.close(SIGNED_OUT)
            return
        self._session = session
        if await self.join(chat_group(self.schema, peer_of(session))):
            await self._show_new()

    async def heard(self, frame: dict[str, Any]) -> None:
        """The visitor says who they are, or writes."""
        kind = frame.get("type")
        if not self._session:
            token = frame.get("token") if kind == "hello" else ""
            known = session_of_token(token, schema=self.schema) if isinstance(token, str) else ""
            await self._begin(known)
        elif kind == "message":
            await self._post(frame)
        elif kind == "ping":
            await self.say('{"type":"pong"}')

    async def checked(self) -> None:
        """What Redis lost meanwhile is made up for."""
        await self._show_new()

    async def chat_frame(self, message: Any) -> None:
        """Something for this visitor's pages, as the channel layer brings it."""
        frame: dict[str, Any] = message["frame"]
        kind = str(frame.get("type"))
        if kind == "message":
            await self._show([frame])
        elif kind == "state":
            await self._show_state()
        elif kind in _SHOWN:
            await self.say_json({"type": kind, **{key: frame[key] for key in _SHOWN[kind]}})

    async def live_gap(self, message: Any) -> None:
        """Something was not told: ask for it."""
        await self._show_new()

    async def _show_new(self) -> None:
        await self._show(await in_broker(self.schema, chat_messages, self._session, limit=HISTORY))
        await self._show_state()

    async def _show_state(self) -> None:
        """Who answers, told when it is no longer what was told before."""
        state = await in_broker(self.schema, chat_state, self._session, language=self._language)
        if state != self._state:
            self._state = state
            await self.say_json(state)

    async def _show(self, frames: list[MessageFrame] | list[dict[str, Any]]) -> None:
        for frame in frames:
            if frame["id"] not in self._sent:
                self._sent[frame["id"]] = None
                await self.say_json(frame)
        while len(self._sent) > _REMEMBERED:
            del self._sent[next(iter(self._sent))]

    async def _post(self, frame: dict[str, Any]) -> None:
        text, message_id = frame.get("text"), frame.get("message_id")
        answer: dict[str, Any] = {"message_id": message_id}
        try:
            message = await in_broker(
                self.schema,
                _post,
                session=self._session,
                text=text if isinstance(text, str) else "",
                message_id=message_id if isinstance(message_id, str) else None,
                language=self._language,
            )
        except DomainError as error:
            answer |= {"type": "error", "code": error.code, "message": error.message}
            if isinstance(error, RateLimited):
                answer["retry_after"] = error.retry_after
        else:
            answer |= {"type": "received", "id": str(message.pk)}
        await self.say_json(answer)


def _post(*, session: str, text: str, message_id: str | None, language: str) -> Message:
    with translation.override(language):
        return visitor_post(session=session, text=text, message_id=message_id)
