"""Where a delivery and its message stand, changed together and announced.

Every function wants a delivery under its lock, with ``message.conversation`` at hand.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_noop

from channels_app.delivery import events as verbs
from channels_app.models import Delivery
from crm.conversations.models import Message
from crm.conversations.services import message_status_set
from crm.conversations.services.statuses import record_status
from crm.conversations.services.windows import window_close
from crm.core import events
from crm.core.actors import SYSTEM
from crm.core.text import clip, storable
from crm.leads.models import Consent
from crm.leads.services import contact_opt_out

#: What a message says where only a template would have been taken, whatever the channel's code.
WINDOW_CODE: Final = "window_closed"
WINDOW_CLOSED: Final = gettext_noop("The time for free text is over. Choose a template.")

_FIELDS: Final = (
    *("state", "due_at", "settle_at", "lease_until", "attempts", "waits"),
    *("error_code", "error", "updated_at"),
)


def save(delivery: Delivery, state: str, **fields: Any) -> None:
    """Write the delivery's new state; what is not said stands as it is, leases and all end."""
    delivery.state = state
    delivery.lease_until = None
    delivery.settle_at = fields.pop("settle_at", None)
    for name, value in fields.items():
        setattr(delivery, name, value)
    delivery.error_code = delivery.error_code[:40]
    delivery.error = clip(storable(delivery.error), 240)
    delivery.save(update_fields=_FIELDS)


def mark_sent(delivery: Delivery, external_id: str, *, is_locked: bool = False) -> None:
    """The channel has it; ``is_locked`` says that the message is under its lock as well."""
    save(delivery, Delivery.State.SENT, error_code="", error="", waits=0)
    message_status_set(
        message=delivery.message,
        status=Message.Status.SENT,
        external_id=external_id,
        is_locked=is_locked,
    )


def mark_queued(
    delivery: Delivery, *, due_at: datetime, code: str, words: str, **fields: Any
) -> None:
    """It goes out later; until then its message waits like any other, saying why."""
    save(delivery, Delivery.State.QUEUED, due_at=due_at, error_code=code, error=words, **fields)
    message = delivery.message
    was = message.status
    message.status = Message.Status.QUEUED
    Message.objects.filter(
        pk=message.pk, status__in=[Message.Status.SENDING, Message.Status.UNSURE]
    ).update(
        status=Message.Status.QUEUED, error_code=delivery.error_code, error_text=delivery.error
    )
    if was == Message.Status.UNSURE:
        record_status(message, Message.Status.QUEUED, actor=SYSTEM)


def mark_unsure(delivery: Delivery, *, settle_at: datetime | None, code: str, words: str) -> None:
    """Nobody knows whether the channel has it; with ``settle_at`` it may still be found out."""
    save(delivery, Delivery.State.UNSURE, settle_at=settle_at, error_code=code, error=words)
    message_status_set(
        message=delivery.message,
        status=Message.Status.UNSURE,
        error_code=delivery.error_code,
        error_text=delivery.error,
    )


def mark_cancelled(delivery: Delivery) -> None:
    """It is nobody's wish any more that it goes out."""
    save(delivery, Delivery.State.CANCELLED)
    if message_status_set(message=delivery.message, status=Message.Status.CANCELLED):
        return
    # One that came back from an attempt is queued again by the time it is looked at.
    Message.objects.filter(pk=delivery.message_id).update(status=Message.Status.CANCELLED)


def mark_dead(delivery: Delivery, code: str, words: str, *, shown: str = "") -> None:
    """It will not go out by itself any more; ``shown`` is the code its message gets."""
    save(delivery, Delivery.State.DEAD, error_code=code, error=words)
    message_status_set(
        message=delivery.message,
        status=Message.Status.FAILED,
        error_code=shown or delivery.error_code,
        error_text=delivery.error,
    )
    record_dead(delivery)


def record_dead(delivery: Delivery) -> None:
    """Announce a message that did not reach the person."""
    _record(verbs.FAILED, delivery, {"code": delivery.error_code})


def mark_window_closed(delivery: Delivery, code: str = "") -> None:
    """Only a template would be taken: the thread offers to choose one."""
    window_close(delivery.message.conversation)
    mark_dead(delivery, code or WINDOW_CODE, WINDOW_CLOSED, shown=WINDOW_CODE)


def note_opted_out(delivery: Delivery, *, scope: str, words: str) -> None:
    """The channel told that the person wants no messages: it holds everywhere."""
    conversation = delivery.message.conversation
    contact_opt_out(
        contact=conversation.contact,
        actor=SYSTEM,
        channel=conversation.channel,
        account_id=conversation.account_id,
        words=words,
        source=Consent.Source.CHANNEL,
        scope="marketing" if scope == "marketing" else "messages",
        message_id=delivery.message_id,
    )


def record_unsure(delivery: Delivery) -> None:
    """Announce an attempt whose outcome nobody knows."""
    may_settle = delivery.settle_at is not None
    _record(verbs.UNSURE, delivery, {"reason": delivery.error_code, "settle": may_settle})


def record_settled(delivery: Delivery, decision: str) -> None:
    """Announce how an unknown outcome was decided."""
    _record(verbs.SETTLED, delivery, {"decision": decision})


def _record(verb: str, delivery: Delivery, data: dict[str, Any]) -> None:
    message = delivery.message
    events.record(
        verb,
        actor=SYSTEM,
        lead_id=message.conversation.lead_id,
        conversation_id=message.conversation_id,
        object_id=message.pk,
        data={"message_id": str(message.pk), **data},
    )
