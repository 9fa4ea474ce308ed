"""Who wrote, and when: by phone where there is one, else by a user id of Meta's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from pydantic import ValidationError

from channels_app.channels.base import Sender
from channels_app.channels.whatsapp.payloads import ContactEntry
from crm.leads.models import Identity
from crm.leads.phone import e164

_LONGEST_ID: Final = 254


def contacts_of(entries: list[Any]) -> dict[str, ContactEntry]:
    """The people a change introduces, by phone and by user id."""
    people: dict[str, ContactEntry] = {}
    for raw in entries:
        try:
            person = ContactEntry.model_validate(raw)
        except ValidationError:
            continue
        for key in (person.wa_id, person.user_id):
            if key:
                people[key] = person
    return people


def sender(*, wa_id: str, user_id: str, name: str = "") -> Sender:
    """Who this is: by phone where there is one, else by the business-scoped user id.

    ``peer`` is the address a conversation is kept under and answered to.
    """
    phone, user_id = phone_of(wa_id), user_id[:_LONGEST_ID]
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


def phone_of(wa_id: str) -> str:
    """The phone a WhatsApp id is, in E.164; "" for what is none."""
    return e164(wa_id) or (f"+{wa_id[:_LONGEST_ID]}" if wa_id.isascii() and wa_id.isdigit() else "")


def moment(timestamp: str) -> datetime:
    """Unix seconds as text; now when they make no sense or lie in the future."""
    now = datetime.now(UTC)
    try:
        at = datetime.fromtimestamp(int(timestamp), UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return min(at, now)
