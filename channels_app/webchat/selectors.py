"""What a visitor may read: their own conversation, as it was really said to them."""

from __future__ import annotations

from typing import Final, NotRequired, TypedDict
from uuid import UUID

from django.db.models import Q, QuerySet, Subquery

from channels_app.models import InboundEvent
from channels_app.webchat.sessions import peer_of
from crm.conversations.models import Conversation, Message
from crm.leads.models import Identity
from crm.leads.selectors import as_uuid

HISTORY: Final = 50
#: An answer is shown once it is on its way; before that it may still be taken back.
_SAID: Final = (
    Message.Status.SENDING,
    Message.Status.UNSURE,
    Message.Status.SENT,
    Message.Status.DELIVERED,
    Message.Status.READ,
)


class Option(TypedDict):
    """Something to press instead of writing."""

    id: str
    title: str
    description: NotRequired[str]


class MessageFrame(TypedDict):
    """One message as the chat page gets it.

    ``name`` is the first name of a person, ``message_id`` what the page itself called a message of
    the visitor's, ``buttons`` what may be answered with one press.
    """

    type: str
    id: str
    author: str
    text: str
    at: str
    name: NotRequired[str]
    message_id: NotRequired[str]
    buttons: NotRequired[list[Option]]


def chat_messages(session: str, *, after: str = "", limit: int = HISTORY) -> list[MessageFrame]:
    """The session's messages, oldest first: the newest ``limit``, or those ``after`` an id.

    An answer that was written before ``after`` but said later is among them too, and may come
    more than once: its id tells.
    """
    rows = _of_session(peer_of(session))
    cursor = as_uuid(after) if after else None
    if cursor is None or cursor.version != 7:
        return [frame_of(row) for row in reversed(rows.order_by("-id")[:limit])]
    # By the row's own time: the id's is not a clock, it goes on when the clock is set back.
    since = Subquery(rows.filter(pk=cursor).values("created_at"))
    rows = rows.filter(
        Q(id__gt=cursor) | Q(direction=Message.Direction.OUT, updated_at__gte=since, id__lt=cursor)
    )
    return [frame_of(row) for row in rows.order_by("id")[:limit]]


def frame_of(message: Message) -> MessageFrame:
    """The message in the form the page gets it."""
    frame: MessageFrame = {
        "type": "message",
        "id": str(message.pk),
        "author": message.author,
        "text": message.text,
        "at": message.sent_at.isoformat(),
    }
    if message.author == Message.Author.PERSON and message.author_user is not None:
        frame["name"] = first_name(message.author_user.name)
    if message.author == Message.Author.LEAD and message.payload.get("message_id"):
        frame["message_id"] = str(message.payload["message_id"])
    options = _options(message)
    if options:
        frame["buttons"] = options
    return frame


def option_of(session: str, *, message_id: str, option_id: str) -> Option | None:
    """What a message of this session offers under an id, None when it offers no such thing."""
    pk = as_uuid(message_id)
    message = _of_session(peer_of(session)).filter(pk=pk).first() if pk else None
    offered = _options(message) if message else []
    return next((option for option in offered if option["id"] == option_id), None)


def conversation_of(peer: str) -> Conversation | None:
    """The visitor's newest conversation."""
    return _conversations(peer).select_related("holder_user", "called_user").order_by("-id").first()


def has_written(session: str) -> bool:
    """Whether anything of this visitor's has come in."""
    return _of_session(peer_of(session)).filter(direction=Message.Direction.IN).exists()


def event_in_hand(event_id: UUID) -> bool:
    """Whether another worker may just be interpreting the event: not done, and never failed."""
    return InboundEvent.objects.filter(
        pk=event_id, state=InboundEvent.State.RECEIVED, attempts=0
    ).exists()


def first_name(name: str) -> str:
    """The first word of a name."""
    return (name.split() or [""])[0]


def _options(message: Message) -> list[Option]:
    """The buttons or rows of a message of ours, those that can be shown and told apart."""
    if message.direction != Message.Direction.OUT:
        return []
    given = message.payload.get({"buttons": "buttons", "list": "rows"}.get(message.kind, ""))
    options: list[Option] = []
    for item in given if isinstance(given, list) else ():
        if isinstance(item, dict) and item.get("id") and item.get("title"):
            option: Option = {"id": str(item["id"]), "title": str(item["title"])}
            if item.get("description"):
                option["description"] = str(item["description"])
            options.append(option)
    return options


def _conversations(peer: str) -> QuerySet[Conversation]:
    # By the identity, which is indexed; a closed conversation's peer is not.
    return Conversation.objects.filter(
        contact__identities__kind=Identity.Kind.CHAT,
        contact__identities__value=peer,
        channel="webchat",
        peer=peer,
    )


def _of_session(peer: str) -> QuerySet[Message]:
    return (
        Message.objects.filter(conversation__in=_conversations(peer))
        .filter(Q(direction=Message.Direction.IN) | Q(status__in=_SAID))
        .select_related("author_user")
    )
