"""What became of a message that went out, and what a person does about one that did not."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.conversations import events as verbs
from crm.conversations import signals
from crm.conversations.models import STATUS_RANK, Message
from crm.conversations.services.threads import locked_row
from crm.core import events
from crm.core.actors import SYSTEM, Actor
from crm.core.errors import Conflict
from crm.core.text import clip, storable
from crm.core.transactions import joining

_TERMINAL: Final = {Message.Status.FAILED, Message.Status.CANCELLED}


@joining
def message_status_set(
    *,
    message: Message,
    status: str,
    external_id: str = "",
    error_code: str = "",
    error_text: str = "",
    is_locked: bool = False,
) -> bool:
    """Move an outbound message's status forward; whether anything changed.

    A status only rises (sent, delivered, read); failed ends one that was not yet delivered, and
    nothing follows failed or cancelled. ``is_locked`` says that the caller has just read the row
    under its lock.
    """
    locked = message if is_locked else Message.objects.select_for_update().get(pk=message.pk)
    fields = ["updated_at"]
    if external_id and not locked.external_id:
        locked.external_id = clip(external_id, 254)
        fields.append("external_id")
    moved = _status_moves(locked.status, status)
    if moved:
        locked.status = status
        locked.error_code = error_code[:40]
        locked.error_text = clip(storable(error_text), 240)
        fields += ["status", "error_code", "error_text"]
    if len(fields) > 1:
        locked.save(update_fields=fields)
    if moved:
        record_status(message, status, actor=SYSTEM)
    message.status = locked.status
    message.external_id = locked.external_id
    return moved


def record_status(message: Message, status: str, *, actor: Actor) -> None:
    """Announce that an outbound message stands elsewhere now."""
    events.record(
        verbs.MESSAGE_STATUS,
        actor=actor,
        lead_id=message.conversation.lead_id,
        conversation_id=message.conversation_id,
        object_id=message.pk,
        data={"message_id": str(message.pk), "status": status},
    )


def _status_moves(now: str, then: str) -> bool:
    if now in _TERMINAL or now == Message.Status.RECEIVED:
        return False
    if then == Message.Status.FAILED:
        return STATUS_RANK[now] < STATUS_RANK[Message.Status.DELIVERED]
    if then == Message.Status.CANCELLED:
        return now == Message.Status.QUEUED
    return STATUS_RANK[then] > STATUS_RANK[now]


@transaction.atomic
def message_resend(*, message: Message, actor: Actor) -> Message:
    """Send a failed or unsure message once more, because a person said so.

    Raises :class:`Conflict` (``not_resendable``) for one in any other state, ``window_closed``
    when only templates are taken now, ``opted_out`` for a message of Sofía's to somebody who
    wants none.
    """
    conversation = locked_row(message.conversation)
    locked = Message.objects.select_for_update().get(pk=message.pk)
    if locked.status not in {Message.Status.FAILED, Message.Status.UNSURE}:
        raise Conflict(_("This message need not be sent again."), code="not_resendable")
    if locked.kind != "template" and not conversation.is_window_open:
        raise Conflict(
            _("They wrote too long ago for free text. Choose a template."), code="window_closed"
        )
    if locked.author == Message.Author.SOFIA and conversation.contact.opted_out_at is not None:
        raise Conflict(_("This person wants no automatic messages."), code="opted_out")
    locked.status = Message.Status.QUEUED
    locked.external_id = locked.error_code = locked.error_text = ""
    locked.save(update_fields=["status", "external_id", "error_code", "error_text", "updated_at"])
    locked.conversation = conversation
    record_status(locked, locked.status, actor=actor)
    signals.message_queued.send(
        sender=Message, conversation=conversation, message=locked, again=True
    )
    return locked


@transaction.atomic
def message_settle(*, message: Message, user: User) -> Message:
    """A person knows that an unsure message arrived: it counts as sent.

    Raises :class:`Conflict` (``not_unsure``) when its fate is known already.
    """
    locked = (
        Message.objects.select_for_update(of=("self",))
        .select_related("conversation")
        .get(pk=message.pk)
    )
    if locked.status != Message.Status.UNSURE:
        raise Conflict(_("It is already known what became of this message."), code="not_unsure")
    locked.status = Message.Status.SENT
    locked.error_code = locked.error_text = ""
    locked.save(update_fields=["status", "error_code", "error_text", "updated_at"])
    record_status(locked, locked.status, actor=user.as_actor())
    signals.message_settled.send(sender=Message, conversation=locked.conversation, message=locked)
    return locked
