"""``/ws/chat/``: a visitor's open chat page.

The visitor is known by the cookie that the page set; without one the socket closes with 4401. It
gets the last fifty messages, then everything new:

    {"type": "message", "id", "author": "lead" | "sofia" | "person", "text", "at", "name"?}
    {"type": "typing"}    {"type": "token", "text"}    {"type": "done"} when Sofía ends

It may send ``{"type": "ping"}`` and ``{"type": "message", "text", "message_id"}``,
which is answered by

    {"type": "received", "message_id", "id"}
    {"type": "error", "message_id", "code", "message", "retry_after"?}
"""

from __future__ import annotations

from typing import Any, Final

from django.utils import translation

from channels_app.live.sockets import SIGNED_OUT, Socket
from channels_app.live.threads import in_broker
from channels_app.webchat.selectors import HISTORY, MessageFrame, chat_messages
from channels_app.webchat.services import visitor_post
from channels_app.webchat.sessions import chat_group, peer_of, session_of_scope
from crm.conversations.models import Message
from crm.core.errors import DomainError, RateLimited

#: What a visitor hears of a turn, and which parts; tools and outcomes are the broker's business.
_SHOWN: Final[dict[str, tuple[str, ...]]] = {"typing": (), "token": ("text",), "done": ()}
_REMEMBERED: Final = 500


class ChatPage(Socket):
    """One open chat page of a visitor."""

    # 4,096 characters in JSON escapes, and a frame around them.
    frame_limit = 64 * 1024

    async def opened(self) -> None:
        """Show what was said; begin to listen before, so that nothing falls in between."""
        self._sent: dict[str, None] = {}
        self._session = session_of_scope(self.scope, schema=self.schema)
        if not self._session:
            await self.close(SIGNED_OUT)
            return
        if await self.join(chat_group(self.schema, peer_of(self._session))):
            await self._show_new()

    async def heard(self, frame: dict[str, Any]) -> None:
        """The visitor writes."""
        if frame.get("type") == "message":
            await self._post(frame)
        elif frame.get("type") == "ping":
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
        elif kind in _SHOWN:
            await self.say_json({"type": kind, **{key: frame[key] for key in _SHOWN[kind]}})

    async def live_gap(self, message: Any) -> None:
        """Something was not told: ask for it."""
        await self._show_new()

    async def _show_new(self) -> None:
        await self._show(await in_broker(self.schema, chat_messages, self._session, limit=HISTORY))

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
                language=self.broker.language,
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
