"""What channels tell of our messages: kept first, applied when the message is known."""

from __future__ import annotations

from uuid import UUID

from channels_app.channels.base import StatusUpdate
from channels_app.models import Delivery, Receipt
from crm.conversations.models import STATUS_RANK, Message
from crm.conversations.services import message_status_set
from crm.core.text import clip, storable


def receipt_apply(account_key: str, update: StatusUpdate) -> None:
    """Keep the receipt and move the message it speaks of, if that is here already.

    A receipt may come before our own row knows its external id. One that hands our own id back
    finds the message all the same, and so settles an attempt whose outcome nobody knew.
    """
    Receipt.objects.bulk_create(
        [
            Receipt(
                account_key=account_key,
                external_id=clip(update.external_id, 254),
                status=update.status,
                at=update.at,
                error_code=update.error_code[:40],
                error=clip(storable(update.error), 240),
            )
        ],
        ignore_conflicts=True,
    )
    message = _message(account_key, update)
    if message is not None:
        _move(message, update.status, update.external_id, update.error_code, update.error)


def receipts_waiting_apply(message: Message) -> None:
    """Apply the receipts that came before the message's external id was recorded."""
    rows = Receipt.objects.filter(account_key=message.account_key, external_id=message.external_id)
    for row in sorted(rows, key=lambda each: STATUS_RANK.get(each.status, 99)):
        _move(message, row.status, row.external_id, row.error_code, row.error)


def _message(account_key: str, update: StatusUpdate) -> Message | None:
    messages = Message.objects.select_related("conversation").filter(
        account_key=account_key, direction=Message.Direction.OUT
    )
    found = messages.filter(external_id=update.external_id).first()
    if found is None and update.our_id:
        try:
            found = messages.filter(pk=UUID(update.our_id), external_id="").first()
        except ValueError:
            return None
    return found


def _move(message: Message, status: str, external_id: str, code: str, error: str) -> None:
    message_status_set(
        message=message,
        status=status,
        external_id=external_id,
        error_code=code,
        error_text=error,
    )
    if status == Message.Status.FAILED:
        Delivery.objects.filter(message=message).update(
            state=Delivery.State.DEAD, error_code=code[:40], error=clip(storable(error), 240)
        )
    else:
        # Whatever we thought of the attempt, the channel has it.
        Delivery.objects.filter(message=message).exclude(state=Delivery.State.SENT).update(
            state=Delivery.State.SENT, lease_until=None
        )
