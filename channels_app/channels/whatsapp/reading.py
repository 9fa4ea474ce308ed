"""From WhatsApp's changes to our items."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from pydantic import ValidationError

from channels_app.channels.base import (
    Advice,
    Echo,
    Edit,
    IdentityChange,
    Inbound,
    InboundMessage,
    Preference,
    StatusUpdate,
    TemplateUpdate,
    Unknown,
)
from channels_app.channels.whatsapp.contents import content_of
from channels_app.channels.whatsapp.errors import NO_MARKETING, meaning_of, words_of
from channels_app.channels.whatsapp.payloads import (
    ContactEntry,
    MessageEntry,
    PreferenceEntry,
    StatusEntry,
    TemplateEntry,
)
from channels_app.channels.whatsapp.people import contacts_of, moment, phone_of, sender
from crm.leads.models import Identity

_STATUSES: Final[dict[str, Literal["sent", "delivered", "read"]]] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "played": "read",
}
_WISHES: Final[dict[str, Literal["stop", "start"]]] = {"stop": "stop", "resume": "start"}
_NUMBER_CHANGED: Final = {"user_changed_number", "customer_changed_number"}
_AD_PARTS: Final = (
    "source_type", "source_id", "source_url", "headline", "body", "media_type", "ctwa_clid",
)  # fmt: skip


def read_change(field: str, value: dict[str, Any]) -> list[Inbound]:
    """The items of one change; never raises for a shape it does not know."""
    reader = _FIELDS.get(field)
    found = reader(value) if reader else []
    return found or [Unknown(f"{field}:{_problem(value)}" if reader else field)]


def _problem(value: dict[str, Any]) -> str:
    """What a change without items tells: Meta reports trouble of its own by an error alone."""
    errors = [each.get("code") for each in _list(value, "errors") if isinstance(each, dict)]
    return f"error {errors[0]}" if errors else "empty"


def _list(value: dict[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    return found if isinstance(found, list) else []


def _messages(value: dict[str, Any]) -> list[Inbound]:
    contacts = contacts_of(_list(value, "contacts"))
    items: list[Inbound] = []
    for raw in _list(value, "messages"):
        items += _message(raw, contacts)
    for raw in _list(value, "statuses"):
        items += _status(raw)
    return items


def _message(raw: Any, contacts: dict[str, ContactEntry]) -> list[Inbound]:
    entry = _entry(raw)
    if entry is None:
        return [Unknown("message:malformed")]
    if entry.group_id:
        return [Unknown("group")]
    if entry.type == "system":
        return _system(entry)
    if entry.type in {"edit", "revoke"}:
        return [_edit(entry)]
    person = contacts.get(entry.from_) or contacts.get(entry.from_user_id) or ContactEntry()
    author = sender(
        wa_id=entry.from_ or person.wa_id,
        user_id=entry.from_user_id or person.user_id,
        name=person.profile.name or person.profile.username,
    )
    if not author.peer:
        return [Unknown(f"{entry.type[:20]}:anonymous")]
    kind, content = content_of(entry)
    payload = dict(content.payload)
    context = entry.part("context")
    if context.get("forwarded") or context.get("frequently_forwarded"):
        payload["forwarded"] = True
    referral = entry.part("referral")
    if referral:
        payload["referral"] = {key: referral[key] for key in _AD_PARTS if referral.get(key)}
    return [
        InboundMessage(
            external_id=entry.id,
            sender=author,
            sent_at=moment(entry.timestamp),
            kind=kind,
            text=content.text,
            payload=payload,
            source="whatsapp_ad" if referral.get("source_type") == "ad" else "",
            reply_to=str(context.get("id") or payload.get("reaction_to") or ""),
            media=content.media,
        )
    ]


def _entry(raw: Any) -> MessageEntry | None:
    try:
        entry = MessageEntry.model_validate(raw)
    except ValidationError:
        return None
    return entry if entry.id else None


def _edit(entry: MessageEntry) -> Inbound:
    """The writer changed or took back one of their messages; the id is the notice's own."""
    part = entry.part(entry.type)
    original = str(part.get("original_message_id") or "")
    if not original:
        return Unknown(f"{entry.type}:of nothing")
    if entry.type == "revoke":
        return Edit(external_id=original, text=None, at=moment(entry.timestamp))
    try:
        changed = MessageEntry.model_validate(part.get("message"))
    except ValidationError:
        return Unknown("edit:malformed")
    kind, content = content_of(changed)
    if kind == "unsupported" and not content.text:
        return Unknown(f"edit:{changed.type[:20]}")
    return Edit(external_id=original, text=content.text, at=moment(entry.timestamp))


def _system(entry: MessageEntry) -> list[Inbound]:
    """A person's new phone number or user id. Neither kind of notice has contacts."""
    part = entry.part("system")
    kind, at = str(part.get("type") or ""), moment(entry.timestamp)
    phone = phone_of(entry.from_ or str(part.get("customer") or ""))
    new_phone = phone_of(str(part.get("wa_id") or part.get("new_wa_id") or ""))
    # Where the old user id stands is told in several ways; the notice's sender is the usual one.
    user = str(entry.from_user_id or part.get("old_user_id") or "")
    new_user = str(part.get("new_user_id") or part.get("user_id") or "")
    found: list[Inbound] = []
    if kind in _NUMBER_CHANGED and phone and new_phone and phone != new_phone:
        found.append(
            IdentityChange(
                (Identity.Kind.PHONE, phone), (Identity.Kind.PHONE, new_phone), new_phone, at
            )
        )
    if user and new_user and user != new_user:
        old, new = (Identity.Kind.WHATSAPP_USER, user), (Identity.Kind.WHATSAPP_USER, new_user)
        found.append(IdentityChange(old, new, new_phone or phone or new_user, at))
    return found or [Unknown(f"system:{kind[:40]}")]


def _status(raw: Any) -> list[Inbound]:
    try:
        entry = StatusEntry.model_validate(raw)
    except ValidationError:
        return [Unknown("status:malformed")]
    at = moment(entry.timestamp)
    if entry.status != "failed":
        if entry.status not in _STATUSES:
            return [Unknown(f"status:{entry.status[:20]}")]
        return [
            StatusUpdate(
                entry.id, _STATUSES[entry.status], at, our_id=entry.biz_opaque_callback_data
            )
        ]
    problem = entry.errors[0] if entry.errors else None
    failed = StatusUpdate(
        external_id=entry.id,
        status="failed",
        at=at,
        our_id=entry.biz_opaque_callback_data,
        error_code=str(problem.code) if problem else "",
        error=words_of(problem.code, problem.title or problem.message) if problem else "",
        advice=_advice(problem.code) if problem else None,
    )
    person = sender(wa_id=entry.recipient_id, user_id=entry.recipient_user_id)
    if problem is None or problem.code != NO_MARKETING or not person.peer:
        return [failed]
    return [failed, Preference(person, "stop", at, scope="marketing", words=problem.title)]


def _advice(code: int) -> Advice | None:
    """What a failure means for later messages; a switch of the person's is a preference."""
    advice = meaning_of(code).advice
    return advice if advice in {Advice.TEMPLATE, Advice.PAUSE} else None


def _echoes(value: dict[str, Any]) -> list[Inbound]:
    return [_echo(raw) for raw in _list(value, "message_echoes")]


def _echo(raw: Any) -> Inbound:
    """What a person of the broker wrote on the phone, which takes the conversation."""
    entry = _entry(raw)
    if entry is None:
        return Unknown("echo:malformed")
    if entry.type in {"edit", "revoke"}:
        return _edit(entry)
    reader = sender(wa_id=entry.to, user_id=entry.to_user_id)
    if entry.group_id or not reader.peer:
        return Unknown("echo:group" if entry.group_id else "echo:anonymous")
    kind, content = content_of(entry)
    return Echo(
        external_id=entry.id,
        sender=reader,
        sent_at=moment(entry.timestamp),
        kind=kind,
        text=content.text,
        payload=content.payload,
        media=content.media,
    )


def _preferences(value: dict[str, Any]) -> list[Inbound]:
    contacts = contacts_of(_list(value, "contacts"))
    return [_preference(raw, contacts) for raw in _list(value, "user_preferences")]


def _preference(raw: Any, contacts: dict[str, ContactEntry]) -> Inbound:
    try:
        entry = PreferenceEntry.model_validate(raw)
    except ValidationError:
        return Unknown("preference:malformed")
    known = contacts.get(entry.wa_id) or contacts.get(entry.user_id) or ContactEntry()
    person = sender(wa_id=entry.wa_id, user_id=entry.user_id, name=known.profile.name)
    if entry.value not in _WISHES or not person.peer:
        return Unknown(f"preference:{entry.value[:20]}")
    return Preference(
        sender=person,
        wish=_WISHES[entry.value],
        at=moment(entry.timestamp),
        scope="marketing",
        words=entry.detail,
    )


def _template(value: dict[str, Any]) -> list[Inbound]:
    try:
        entry = TemplateEntry.model_validate(value)
    except ValidationError:
        return [Unknown("template:malformed")]
    info = value.get("rejection_info")
    told = str(info.get("reason") or "") if isinstance(info, dict) else ""
    return [
        TemplateUpdate(
            name=entry.message_template_name,
            language=entry.message_template_language,
            status=entry.event,
            reason=told or entry.reason,
        )
    ]


_FIELDS: Final[dict[str, Callable[[dict[str, Any]], list[Inbound]]]] = {
    "messages": _messages,
    "smb_message_echoes": _echoes,
    "user_preferences": _preferences,
    "message_template_status_update": _template,
}
