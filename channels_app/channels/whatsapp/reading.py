"""From WhatsApp's messages to ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import ValidationError

from channels_app.channels.base import (
    Echo,
    Inbound,
    InboundMessage,
    Sender,
    StatusUpdate,
    Unknown,
)
from channels_app.channels.whatsapp.payloads import ContactEntry, MessageEntry, StatusEntry
from crm.leads.models import Identity
from crm.leads.phone import e164

_STATUSES: Final = {"sent": "sent", "delivered": "delivered", "read": "read", "played": "read"}
_MEDIA: Final = ("image", "video", "audio", "document", "sticker")


def read_change(field: str, value: dict[str, Any]) -> list[Inbound]:
    """The items of one change; never raises for a shape it does not know."""
    if field == "messages":
        contacts = _contacts(value)
        items = [_message(entry, contacts) for entry in _list(value, "messages")]
        items += [_status(entry) for entry in _list(value, "statuses")]
        return items or [Unknown("messages:empty")]
    if field == "smb_message_echoes":
        return [_echo(entry) for entry in _list(value, "message_echoes")] or [Unknown(field)]
    return [Unknown(field)]


def _list(value: dict[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    return found if isinstance(found, list) else []


def _contacts(value: dict[str, Any]) -> dict[str, ContactEntry]:
    people: dict[str, ContactEntry] = {}
    for raw in _list(value, "contacts"):
        try:
            person = ContactEntry.model_validate(raw)
        except ValidationError:
            continue
        for key in (person.wa_id, person.user_id):
            if key:
                people[key] = person
    return people


def _message(raw: Any, contacts: dict[str, ContactEntry]) -> Inbound:
    try:
        entry = MessageEntry.model_validate(raw)
    except ValidationError:
        return Unknown("message:malformed")
    if entry.group_id:
        return Unknown("group")
    if entry.type == "system":
        return Unknown("system")
    if not (entry.from_ or entry.from_user_id):
        return Unknown(f"{entry.type}:anonymous")
    reader = _READERS.get(entry.type)
    text, payload = reader(entry) if reader else _unread(entry)
    context = entry.part("context")
    if context.get("id"):
        payload["reply_to"] = str(context["id"])
    referral = entry.part("referral")
    if referral:
        payload["referral"] = {
            key: referral.get(key)
            for key in ("source_type", "source_id", "source_url", "headline", "ctwa_clid")
            if referral.get(key)
        }
    person = contacts.get(entry.from_) or contacts.get(entry.from_user_id) or ContactEntry()
    return InboundMessage(
        external_id=entry.id,
        sender=sender(
            wa_id=entry.from_ or person.wa_id,
            user_id=entry.from_user_id or person.user_id,
            name=person.profile.name or person.profile.username,
        ),
        sent_at=moment(entry.timestamp),
        kind=entry.type if reader else "unsupported",
        text=text,
        payload=payload,
        source="whatsapp_ad" if referral else "",
    )


def sender(*, wa_id: str, user_id: str, name: str = "") -> Sender:
    """Who this is: by phone where there is one, else by the business-scoped user id.

    ``peer`` is the address a conversation is kept under and answered to.
    """
    phone = e164(wa_id) or (f"+{wa_id}" if wa_id.isdigit() else "")
    if phone:
        return Sender(
            peer=phone,
            identity_kind=Identity.Kind.PHONE,
            identity=phone,
            name=name,
            also=((Identity.Kind.WHATSAPP_USER, user_id),) if user_id else (),
        )
    return Sender(
        peer=user_id, identity_kind=Identity.Kind.WHATSAPP_USER, identity=user_id, name=name
    )


def moment(timestamp: str) -> datetime:
    """Unix seconds as text; now when they make no sense or lie in the future."""
    now = datetime.now(UTC)
    try:
        at = datetime.fromtimestamp(int(timestamp), UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return min(at, now)


def _unread(entry: MessageEntry) -> tuple[str, dict[str, Any]]:
    return "", {"raw_type": entry.type}


def _text(entry: MessageEntry) -> tuple[str, dict[str, Any]]:
    return str(entry.part("text").get("body") or ""), {}


def _media(entry: MessageEntry) -> tuple[str, dict[str, Any]]:
    media = entry.part(entry.type)
    kept = {
        key: media[key]
        for key in ("id", "mime_type", "sha256", "filename", "voice")
        if media.get(key) is not None
    }
    return str(media.get("caption") or ""), {"media": kept}


def _location(entry: MessageEntry) -> tuple[str, dict[str, Any]]:
    place = entry.part("location")
    words = [str(place[key]) for key in ("name", "address") if place.get(key)]
    return ", ".join(words), {
        "location": {key: place.get(key) for key in ("latitude", "longitude", "name", "address")}
    }


def _cards(entry: MessageEntry) -> tuple[str, dict[str, Any]]:
    names, numbers = [], []
    for card in entry.parts("contacts"):
        if not isinstance(card, dict):
            continue
        names.append(str((card.get("name") or {}).get("formatted_name") or ""))
        numbers += [
            str(each.get("wa_id") or each.get("phone") or "")
            for each in card.get("phones") or []
            if isinstance(each, dict)
        ]
    told = " ".join(part for part in (*names, *numbers) if part)
    return told, {"contacts": {"names": names, "phones": numbers}}


def _reaction(entry: MessageEntry) -> tuple[str, dict[str, Any]]:
    reaction = entry.part("reaction")
    return str(reaction.get("emoji") or ""), {"reaction_to": str(reaction.get("message_id") or "")}


def _interactive(entry: MessageEntry) -> tuple[str, dict[str, Any]]:
    part = entry.part("interactive")
    for name in ("button_reply", "list_reply"):
        choice = part.get(name)
        if isinstance(choice, dict):
            return str(choice.get("title") or ""), {"choice": str(choice.get("id") or "")}
    form = part.get("nfm_reply")
    if isinstance(form, dict):
        return _form(form)
    return "", {"raw_type": f"interactive:{part.get('type') or 'empty'}"}


def _form(form: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    try:
        answers = json.loads(str(form.get("response_json") or "{}"))
    except ValueError:
        answers = {}
    if not isinstance(answers, dict):
        answers = {}
    lines = [
        f"{key}: {value}"
        for key, value in answers.items()
        if key != "flow_token" and isinstance(value, str | int | float)
    ]
    return "\n".join(lines), {"form": answers}


def _button(entry: MessageEntry) -> tuple[str, dict[str, Any]]:
    button = entry.part("button")
    return str(button.get("text") or ""), {"choice": str(button.get("payload") or "")}


_READERS: Final[dict[str, Callable[[MessageEntry], tuple[str, dict[str, Any]]]]] = {
    "text": _text,
    **dict.fromkeys(_MEDIA, _media),
    "location": _location,
    "contacts": _cards,
    "reaction": _reaction,
    "interactive": _interactive,
    "button": _button,
}


def _status(raw: Any) -> Inbound:
    try:
        entry = StatusEntry.model_validate(raw)
    except ValidationError:
        return Unknown("status:malformed")
    problem = entry.errors[0] if entry.errors else None
    if entry.status == "failed":
        return StatusUpdate(
            external_id=entry.id,
            status="failed",
            at=moment(entry.timestamp),
            our_id=entry.biz_opaque_callback_data,
            error_code=str(problem.code) if problem else "",
            error=(problem.title or problem.message) if problem else "",
        )
    if entry.status not in _STATUSES:
        return Unknown(f"status:{entry.status[:20]}")
    return StatusUpdate(
        external_id=entry.id,
        status=_STATUSES[entry.status],  # type: ignore[arg-type]
        at=moment(entry.timestamp),
        our_id=entry.biz_opaque_callback_data,
    )


def _echo(raw: Any) -> Inbound:
    try:
        entry = MessageEntry.model_validate(raw)
    except ValidationError:
        return Unknown("echo:malformed")
    if not (entry.to or entry.to_user_id):
        return Unknown("echo:anonymous")
    reader = _READERS.get(entry.type)
    text, payload = reader(entry) if reader else _unread(entry)
    return Echo(
        external_id=entry.id,
        sender=sender(wa_id=entry.to, user_id=entry.to_user_id),
        sent_at=moment(entry.timestamp),
        kind=entry.type if reader else "unsupported",
        text=text,
        payload=payload,
    )
