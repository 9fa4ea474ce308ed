"""What travels over the channel layer between processes: a closed set of small, versioned dicts.

A process that meets a version it does not know ignores the frame: the page catches up from the
database at its next check.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, TypedDict
from uuid import UUID

from crm.core.events import DomainEvent

VERSION: Final = 1


class EventData(TypedDict):
    """A domain event in plain values."""

    id: int
    verb: str
    public: str
    at: str
    lead_id: str | None
    conversation_id: str | None
    object_id: str | None
    data: dict[str, Any]


class Events(TypedDict):
    """Committed events of one broker, oldest first."""

    type: Literal["live.events"]
    v: int
    events: list[EventData]


class Gap(TypedDict):
    """Something could not be told: whoever gets this asks the database what it missed."""

    type: Literal["live.gap"]
    v: int


class ChatFrame(TypedDict):
    """Something for the open pages of one web chat, in the form a page gets it."""

    type: Literal["chat.frame"]
    v: int
    frame: dict[str, Any]


class PageHtml(TypedDict):
    """Elements for the open pages of one person that show ``topic``; not kept anywhere."""

    type: Literal["live.html"]
    v: int
    topic: str
    html: str


LayerMessage: TypeAlias = Events | Gap | ChatFrame | PageHtml


def events_frame(events: Iterable[DomainEvent]) -> Events:
    """The events as one frame."""
    return {"type": "live.events", "v": VERSION, "events": [_packed(event) for event in events]}


def gap_frame() -> Gap:
    """The frame that says something was lost on the way."""
    return {"type": "live.gap", "v": VERSION}


def chat_frame(frame: dict[str, Any]) -> ChatFrame:
    """A web chat page's frame, wrapped for the way."""
    return {"type": "chat.frame", "v": VERSION, "frame": frame}


def html_frame(topic: str, html: str) -> PageHtml:
    """Drawn elements, for pages of this topic."""
    return {"type": "live.html", "v": VERSION, "topic": topic, "html": html}


def events_of(message: Events, *, schema: str) -> list[DomainEvent]:
    """The events of a frame that came in for a broker; none of a version we do not know."""
    if message.get("v") != VERSION:
        return []
    return [_unpacked(packed, schema) for packed in message["events"]]


def _packed(event: DomainEvent) -> EventData:
    return {
        "id": event.id,
        "verb": event.verb,
        "public": event.public,
        "at": event.at.isoformat(),
        "lead_id": _text(event.lead_id),
        "conversation_id": _text(event.conversation_id),
        "object_id": _text(event.object_id),
        "data": dict(event.data),
    }


def _unpacked(packed: EventData, schema: str) -> DomainEvent:
    return DomainEvent(
        id=packed["id"],
        schema=schema,
        verb=packed["verb"],
        public=packed["public"],
        at=datetime.fromisoformat(packed["at"]),
        lead_id=_uuid(packed["lead_id"]),
        conversation_id=_uuid(packed["conversation_id"]),
        object_id=_uuid(packed["object_id"]),
        data=packed["data"],
    )


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _uuid(value: str | None) -> UUID | None:
    return None if value is None else UUID(value)
