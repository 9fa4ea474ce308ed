"""From Telegram's updates to our items. Only private chats are conversations here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pydantic import ValidationError

from channels_app.channels.base import (
    Edit,
    Inbound,
    InboundMessage,
    Media,
    Preference,
    Sender,
    Unknown,
)
from channels_app.channels.telegram.choices import chosen, title_in
from channels_app.channels.telegram.entities import marked
from channels_app.channels.telegram.media import media_of
from channels_app.channels.telegram.payloads import (
    CallbackQuery,
    Card,
    Chat,
    MembershipChange,
    Message,
    Place,
    User,
)
from crm.leads.models import Identity
from crm.leads.phone import e164

_PRIVATE: Final = "private"
_START: Final = re.compile(r"/start(?:@\w+)?(?:\s+(\S{1,64}))?\s*\Z")
_KIND_LIMIT: Final = 40
#: What Telegram itself writes into a chat; nobody said anything.
_SERVICE: Final = frozenset(
    {
        "pinned_message",
        "message_auto_delete_timer_changed",
        "write_access_allowed",
        "chat_background_set",
        "proximity_alert_triggered",
        "connected_website",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
    }
)


def read_update(account_id: str, update: dict[str, Any]) -> list[Inbound]:
    """The items of one update; never raises for a shape it does not know."""
    for name, reader in _READERS.items():
        if isinstance(update.get(name), dict):
            try:
                return [reader(account_id, update[name])]
            except ValidationError:
                return [Unknown(f"{name}:malformed")]
    kinds = [key for key in update if key != "update_id"]
    return [Unknown(str(kinds[0])[:_KIND_LIMIT] if kinds else "empty")]


def chat_of(update: dict[str, Any]) -> str:
    """Id of the chat an update speaks of, "" for one of none."""
    for kind in update.values():
        if isinstance(kind, dict):
            message = kind.get("message")
            chat = kind.get("chat") or (message.get("chat") if isinstance(message, dict) else None)
            return str(chat.get("id") or "") if isinstance(chat, dict) else ""
    return ""


def _message(_account_id: str, raw: dict[str, Any]) -> Inbound:
    message = Message.model_validate(raw)
    problem = _nobody(message.chat, message.from_)
    author = message.from_
    if problem or author is None:
        return Unknown(problem)
    service = _SERVICE.intersection(message.further())
    if service:
        return Unknown(f"service:{min(service)}"[:_KIND_LIMIT])
    kind, text, payload, media, phone = _content(message, author)
    if message.media_group_id:
        payload["album"] = message.media_group_id
    entities = marked(text, message.entities or message.caption_entities)
    if entities:
        payload["entities"] = entities
    answered = message.reply_to_message
    return InboundMessage(
        external_id=external_id(message.chat, message.message_id),
        sender=_sender(message.chat, author, phone),
        sent_at=_moment(message.date),
        kind=kind,
        text=text,
        payload=payload,
        source="telegram_link" if payload.get("start") else "",
        reply_to=external_id(message.chat, answered.message_id) if answered else "",
        media=media,
    )


Content = tuple[str, str, dict[str, Any], tuple[Media, ...], str]


def _content(message: Message, author: User) -> Content:
    """Kind, text, payload, media and, where they proved one, the author's phone."""
    kind, media = media_of(message)
    if media:
        return kind, message.caption, {}, media, ""
    if message.contact is not None:
        return _card(message.contact, author)
    if message.venue is not None:
        return _place(message.venue.location, message.venue.title, message.venue.address)
    if message.location is not None:
        return _place(message.location)
    start = _START.match(message.text)
    if start:
        # Pressing Start is no sentence of theirs; the payload names the link they came by.
        return "start", "", {"start": start[1] or ""}, (), ""
    if message.text:
        return "text", message.text, {}, (), ""
    emoji = message.content("dice")
    if isinstance(emoji, dict) and emoji.get("emoji"):
        return "text", str(emoji["emoji"]), {}, (), ""
    unread = (message.further() or ["empty"])[0]
    return "unsupported", message.caption, {"raw_type": unread[:_KIND_LIMIT]}, (), ""


def _card(card: Card, author: User) -> Content:
    number = e164(card.phone_number)
    words = (card.first_name, card.last_name, number or card.phone_number)
    # Only their own number is theirs: anybody's card can be shared.
    own = number if card.user_id == author.id else ""
    payload = {"contacts": {"phones": [number or card.phone_number], "is_own": bool(own)}}
    return "contacts", " ".join(word for word in words if word), payload, (), own


def _place(place: Place, name: str = "", address: str = "") -> Content:
    told: dict[str, Any] = {"latitude": place.latitude, "longitude": place.longitude}
    told |= {key: text for key, text in (("name", name), ("address", address)) if text}
    words = ", ".join(word for word in (name, address) if word)
    return "location", words, {"location": told}, (), ""


def _edited(_account_id: str, raw: dict[str, Any]) -> Inbound:
    message = Message.model_validate(raw)
    problem = _nobody(message.chat, message.from_)
    if problem:
        return Unknown(problem)
    if message.location is not None:
        # A live location moves by edits, every few seconds for hours.
        return Unknown("edited_message:location")
    return Edit(
        external_id=external_id(message.chat, message.message_id),
        text=message.text or message.caption,
        at=_moment(message.edit_date or message.date),
    )


def _choice(account_id: str, raw: dict[str, Any]) -> Inbound:
    query = CallbackQuery.model_validate(raw)
    chat = query.message.chat if query.message else Chat(id=query.from_.id, type=_PRIVATE)
    if chat.type and chat.type != _PRIVATE:
        return Unknown(f"callback_query:{chat.type}"[:_KIND_LIMIT])
    under, shown = "", ""
    if query.message is not None:
        under = external_id(chat, query.message.message_id)
        shown = title_in(query.message.reply_markup, query.data)
    choice, title = chosen(account_id, under, query.data, shown)
    return InboundMessage(
        external_id=callback_external_id(query.id),
        sender=_sender(chat, query.from_),
        sent_at=datetime.now(UTC),
        kind="choice",
        text=title,
        payload={"choice": choice, "callback_query_id": query.id},
        reply_to=under,
    )


def _membership(_account_id: str, raw: dict[str, Any]) -> Inbound:
    change = MembershipChange.model_validate(raw)
    status = change.new_chat_member.status
    if change.chat.type != _PRIVATE or status not in _WISHES:
        return Unknown(f"my_chat_member:{change.chat.type}:{status}"[:_KIND_LIMIT])
    sender, at = _sender(change.chat, change.from_), _moment(change.date)
    if _WISHES[status] == "stop":
        return Preference(sender, "stop", at)
    # Times come in whole seconds: a block met by a send in this second came before.
    end = min(at + timedelta(seconds=1), datetime.now(UTC))
    return Preference(sender, "start", end, is_undoing=True)


_WISHES: Final = {"kicked": "stop", "left": "stop", "member": "start"}
_READERS: Final[dict[str, Callable[[str, dict[str, Any]], Inbound]]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _choice,
    "my_chat_member": _membership,
}


def external_id(chat: Chat, message_id: int) -> str:
    """A message's name for us: Telegram's number is unique in its chat only."""
    return f"{chat.id}:{message_id}"


def callback_external_id(query_id: str) -> str:
    """The name of a pressed button."""
    return f"{CALLBACK}{query_id}"


CALLBACK: Final = "callback:"


def _nobody(chat: Chat, author: User | None) -> str:
    """Why this is no person speaking to the bot alone; "" when it is."""
    if chat.type != _PRIVATE:
        return f"chat:{chat.type}"[:_KIND_LIMIT]
    if author is None:
        return "message:anonymous"
    return "message:bot" if author.is_bot else ""


def _sender(chat: Chat, author: User, phone: str = "") -> Sender:
    name = " ".join(part for part in (author.first_name, author.last_name) if part)
    return Sender(
        peer=str(chat.id),
        identity_kind=Identity.Kind.TELEGRAM,
        identity=str(author.id),
        name=name or author.username,
        # Telegram itself says that this number is the writer's own.
        also=((Identity.Kind.PHONE.value, phone),) if phone else (),
        language=author.language_code[:2],
    )


def _moment(seconds: int) -> datetime:
    """The moment of a Unix time; now when it makes no sense or lies in the future."""
    now = datetime.now(UTC)
    if seconds <= 0:
        return now
    try:
        return min(datetime.fromtimestamp(seconds, UTC), now)
    except (ValueError, OverflowError, OSError):
        return now
