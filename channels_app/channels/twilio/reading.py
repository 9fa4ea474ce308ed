"""From Twilio's webhooks to our items: inbound messages, and what became of ours.

Sources: twilio.com/docs/messaging/guides/webhook-request and
…/outbound-message-status-in-status-callbacks. Twilio tells no times, so now is when it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal

from channels_app.channels.base import (
    Inbound,
    InboundMessage,
    Media,
    Preference,
    Sender,
    StatusUpdate,
    Unknown,
)
from channels_app.channels.twilio.addresses import WHATSAPP, phone_of
from channels_app.channels.twilio.errors import ADVICE
from channels_app.channels.twilio.forms import message_sid, status_of
from crm.leads.models import Identity

Status = Literal["sent", "delivered", "read", "failed"]
Kind = Literal["image", "video", "audio", "document"]

_STATUSES: Final[dict[str, Status]] = {
    "sent": "sent",
    "partially_delivered": "sent",
    "delivered": "delivered",
    "read": "read",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}
_KINDS: Final[dict[str, Kind]] = {"image": "image", "video": "video", "audio": "audio"}
OPTED_OUT: Final = "21610"
_MOST_MEDIA: Final = 20
_KIND_LIMIT: Final = 40


def read_form(form: Mapping[str, str]) -> list[Inbound]:
    """The items of one webhook; by its content, since a receipt may be sent to either address."""
    if not message_sid(form):
        return [Unknown("form:" + (form.get("EventType") or "other")[:_KIND_LIMIT])]
    return _status(form) if status_of(form) else _message(form)


def _message(form: Mapping[str, str]) -> list[Inbound]:
    sender = _sender(form)
    if sender is None:
        return [Unknown("sender:no number")]
    at = datetime.now(UTC)
    wish = form.get("OptOutType", "").upper()
    kind, text, payload = _content(form)
    media = _media(form)
    if media and kind == "text":
        kind = media[0].kind
    if wish == "HELP":
        # Twilio has answered it with the sender's details; a second answer would talk over that.
        kind = "system"
    message = InboundMessage(
        external_id=message_sid(form),
        sender=sender,
        sent_at=at,
        kind=kind,
        text=text,
        payload=payload,
        source="whatsapp_ad" if form.get("ReferralSourceId") else "",
        reply_to=form.get("OriginalRepliedMessageSid", ""),
        media=media,
    )
    # The carrier acts on words of the account's own choosing, which ours need not know. A stop
    # follows its message, so that the thread it ends holds it; a start comes before, so that the
    # message is not one of somebody who wants none.
    if wish == "STOP":
        return [message, Preference(sender, "stop", at, words=text)]
    if wish == "START":
        return [Preference(sender, "start", at, words=text), message]
    return [message]


def _content(form: Mapping[str, str]) -> tuple[str, str, dict[str, Any]]:
    text = form.get("Body", "")
    payload: dict[str, Any] = {}
    area = {
        name.lower(): form[f"From{name}"]
        for name in ("City", "State", "Zip", "Country")
        if form.get(f"From{name}")
    }
    if area:
        # Where the number was given out, which need not be where its owner is.
        payload["number_area"] = area
    if form.get("ButtonPayload"):
        return "choice", form.get("ButtonText") or text, {
            **payload, "choice": form["ButtonPayload"]}  # fmt: skip
    point = _point(form)
    if point:
        named = [form[name] for name in ("Label", "Address") if form.get(name)]
        return "location", text or ", ".join(named), {**payload, "location": point}
    return "text", text, payload


def _point(form: Mapping[str, str]) -> dict[str, Any]:
    try:
        point: dict[str, Any] = {
            "latitude": float(form["Latitude"]),
            "longitude": float(form["Longitude"]),
        }
    except (KeyError, ValueError):
        return {}
    for name, ours in (("Label", "name"), ("Address", "address")):
        if form.get(name):
            point[ours] = form[name]
    return point


def _media(form: Mapping[str, str]) -> tuple[Media, ...]:
    count = form.get("NumMedia", "")
    found = []
    for number in range(min(int(count), _MOST_MEDIA) if count.isdecimal() else 0):
        url = form.get(f"MediaUrl{number}")
        mime = form.get(f"MediaContentType{number}", "")
        if url:
            kind = _KINDS.get(mime.partition("/")[0], "document")
            is_voice = kind == "audio" and form.get("From", "").startswith(WHATSAPP)
            found.append(Media(kind, {"url": url}, mime_type=mime, is_voice=is_voice))
    return tuple(found)


def _sender(form: Mapping[str, str]) -> Sender | None:
    address = form.get("From", "")
    phone = phone_of(address)
    if not phone:
        return None
    prefix = WHATSAPP if address.startswith(WHATSAPP) else ""
    return Sender(
        peer=prefix + phone,
        identity_kind=Identity.Kind.PHONE,
        identity=phone,
        name=form.get("ProfileName", ""),
    )


def _status(form: Mapping[str, str]) -> list[Inbound]:
    told = status_of(form)
    status = _STATUSES.get(told)
    if status is None:
        # Queued, accepted, scheduled, sending: no more than what its own answer said.
        return [Unknown(f"status:{told}"[:_KIND_LIMIT])]
    at = datetime.now(UTC)
    code = form.get("ErrorCode", "") if status == "failed" else ""
    items: list[Inbound] = [
        StatusUpdate(
            external_id=message_sid(form),
            status=status,
            at=at,
            error_code=code,
            error=form.get("ErrorMessage") or (told if status == "failed" else ""),
            advice=ADVICE.get(int(code)) if code.isdecimal() else None,
        )
    ]
    phone = phone_of(form.get("To", ""))
    if code == OPTED_OUT and phone:
        # Heeded also when the message it speaks of is not here.
        items.append(Preference(Sender(phone, Identity.Kind.PHONE, phone), "stop", at))
    return items
