"""What became of mails we sent: a provider's tracking events as our items.

Normalised by django-anymail; what it cannot tell apart (a block from a bounce, a machine's opening
from a person's, why something was dropped) is read from the provider's own row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal

from anymail.exceptions import AnymailConfigurationError
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from anymail.webhooks.postmark import PostmarkTrackingWebhookView
from anymail.webhooks.sendgrid import SendGridTrackingWebhookView

from channels_app.channels.base import (
    AddressFailure,
    Advice,
    Inbound,
    Preference,
    Sender,
    StatusUpdate,
    Unknown,
)
from channels_app.channels.email.addresses import address_of
from channels_app.channels.email.identifiers import message_id_of
from crm.leads.models import Identity

Status = Literal["sent", "delivered", "read", "failed"]

_STATUSES: Final[dict[str, Status]] = {
    EventType.QUEUED: "sent",
    EventType.SENT: "sent",
    EventType.DEFERRED: "sent",
    EventType.DELIVERED: "delivered",
    EventType.OPENED: "read",
    EventType.CLICKED: "read",
    EventType.BOUNCED: "failed",
    EventType.REJECTED: "failed",
    EventType.FAILED: "failed",
}
_STOPS: Final = {EventType.COMPLAINED, EventType.UNSUBSCRIBED}
#: Reasons for dropping a mail that say nothing about the address.
_NOT_THE_ADDRESS: Final = ("spam content", "smtpapi", "quota", "template", "expired")
_WANTS_NONE: Final = ("unsubscribed", "spam report")
_KIND_LIMIT: Final = 40


_VIEWS: Final[Mapping[str, Callable[[], Any]]] = {
    "sendgrid": SendGridTrackingWebhookView,
    "postmark": PostmarkTrackingWebhookView,
}
_MALFORMED: Final = (
    KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError,
    AnymailConfigurationError,
)  # fmt: skip


def read_event(provider: str, account_id: str, row: Mapping[str, Any]) -> list[Inbound]:
    """The items of one event; what it has no words for is kept as unknown."""
    try:
        event = _VIEWS[provider]().esp_to_anymail_event(dict(row))
    except _MALFORMED:
        return [Unknown("event:malformed")]
    kind = event.event_type
    if kind == EventType.OPENED and row.get("sg_machine_open") is True:
        # Apple fetches every picture by itself: nobody has read anything yet.
        return [Unknown("event:machine open")]
    address = address_of(str(event.recipient or ""))
    at = event.timestamp or datetime.now(UTC)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    if kind in _STOPS or kind == EventType.SUBSCRIBED:
        return _preference(kind, address, at, row)
    status = _STATUSES.get(kind)
    if status is None:
        return [Unknown(f"event:{kind}"[:_KIND_LIMIT])]
    update = _update(event, account_id, status, at, row)
    if status != "failed" or not address:
        return [update]
    return [update, *_about_address(event, address, at, row)]


def _update(
    event: AnymailTrackingEvent,
    account_id: str,
    status: Status,
    at: datetime,
    row: Mapping[str, Any],
) -> StatusUpdate:
    metadata = event.metadata if isinstance(event.metadata, dict) else {}
    our_id = str(metadata.get("message_id") or "")
    theirs = str(row.get("sg_message_id") or event.message_id or "")
    failed = status == "failed"
    return StatusUpdate(
        external_id=message_id_of(our_id, account_id) if our_id else theirs,
        status=status,
        at=at,
        our_id=our_id,
        error_code=_code(event, row) if failed else "",
        error=_reason(event, row) if failed else "",
        advice=Advice.OPTED_OUT if failed and _wants_none(event, row) else None,
    )


def _about_address(
    event: AnymailTrackingEvent, address: str, at: datetime, row: Mapping[str, Any]
) -> list[Inbound]:
    """What a failure says of the address itself: unreachable for good, unwilling, or nothing."""
    if _wants_none(event, row):
        return _preference(EventType.UNSUBSCRIBED, address, at, row)
    if not _is_for_good(event, row):
        return []
    return [AddressFailure(address, at, _code(event, row), _reason(event, row))]


def _is_for_good(event: AnymailTrackingEvent, row: Mapping[str, Any]) -> bool:
    if event.event_type == EventType.BOUNCED:
        kind = str(row.get("type") or row.get("Type") or "bounce").lower()
        return kind in {"bounce", "hardbounce"} and event.reject_reason != RejectReason.OTHER
    if event.event_type == EventType.REJECTED:
        reason = _reason(event, row).lower()
        return event.reject_reason not in {
            RejectReason.BLOCKED,
            RejectReason.TIMED_OUT,
        } and not any(each in reason for each in _NOT_THE_ADDRESS)
    return False


def _wants_none(event: AnymailTrackingEvent, row: Mapping[str, Any]) -> bool:
    reason = f"{row.get('reason') or ''} {row.get('type') or ''}".lower()
    return event.event_type == EventType.REJECTED and (
        event.reject_reason in {RejectReason.UNSUBSCRIBED, RejectReason.SPAM}
        or any(each in reason for each in _WANTS_NONE)
    )


def _preference(kind: str, address: str, at: datetime, row: Mapping[str, Any]) -> list[Inbound]:
    if not address:
        return [Unknown("event:no address")]
    person = Sender(peer=address, identity_kind=Identity.Kind.EMAIL, identity=address)
    if kind == EventType.SUBSCRIBED:
        return [Preference(person, "start", at, is_undoing=True)]
    words = str(row.get("event") or row.get("RecordType") or kind)
    return [Preference(person, "stop", at, words=words)]


def _code(event: AnymailTrackingEvent, row: Mapping[str, Any]) -> str:
    return str(row.get("status") or row.get("TypeCode") or event.reject_reason or event.event_type)


def _reason(event: AnymailTrackingEvent, row: Mapping[str, Any]) -> str:
    return str(row.get("reason") or event.mta_response or event.description or "")
