"""What channels tell of our messages: kept first, applied when the message is known."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from channels_app.accounts import account_pause, account_row
from channels_app.channels.base import Advice, StatusUpdate
from channels_app.delivery import marks
from channels_app.delivery.outbox import DELIVER
from channels_app.models import Delivery, Receipt
from crm.conversations.models import STATUS_RANK, Message
from crm.conversations.services import message_status_set
from crm.conversations.services.windows import window_close
from crm.core.compiled import Compiled, Param
from crm.core.queries import only
from crm.core.text import clip, storable
from crm.core.wake import wake_on_commit

_WAITING: Final = Compiled(
    lambda: Receipt.objects.filter(account_key=Param("key"), external_id=Param("external_id"))
)
_ARRIVED: Final = {Message.Status.SENT, Message.Status.DELIVERED, Message.Status.READ}


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
        _move(message, update)


def receipts_waiting_apply(message: Message) -> None:
    """Apply the receipts that came before the message's external id was recorded."""
    rows = _WAITING.all(key=message.account_key, external_id=message.external_id)
    for row in sorted(rows, key=lambda each: STATUS_RANK.get(each.status, 99)):
        _move(
            message,
            StatusUpdate(
                external_id=row.external_id,
                status=row.status,  # type: ignore[arg-type] # as it was when it came
                at=row.at,
                error_code=row.error_code,
                error=row.error,
            ),
        )


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


def _move(message: Message, update: StatusUpdate) -> None:
    moved = message_status_set(
        message=message,
        status=update.status,
        external_id=update.external_id,
        error_code=_shown_code(update),
        error_text=update.error,
    )
    delivery = only(
        Delivery.objects.select_for_update(of=("self",))
        .select_related("message__conversation__contact")
        .filter(message=message)
    )
    if delivery is None:
        return
    if update.status == "failed":
        if moved:
            _fail(delivery, update)
    elif delivery.state != Delivery.State.SENT and message.status in _ARRIVED:
        # Whatever we thought of the attempt, the channel has it.
        was_unsure = delivery.state == Delivery.State.UNSURE
        marks.save(delivery, Delivery.State.SENT, error_code="", error="")
        if was_unsure:
            marks.record_settled(delivery, "receipt")
            wake_on_commit(DELIVER, delivery.conversation_id)


def _fail(delivery: Delivery, update: StatusUpdate) -> None:
    """The channel took it and could not hand it over; its advice holds as for a refused send."""
    marks.save(delivery, Delivery.State.DEAD, error_code=update.error_code, error=update.error)
    marks.record_dead(delivery)
    conversation = delivery.message.conversation
    match update.advice:
        case Advice.TEMPLATE:
            window_close(conversation)
        case Advice.OPTED_OUT:
            marks.note_opted_out(delivery, scope=update.scope, words=update.error)
        case Advice.PAUSE:
            account = account_row(conversation.channel, conversation.account_id)
            if account is not None:
                account_pause(account=account, reason=update.error)
        case _:
            pass
    wake_on_commit(DELIVER, delivery.conversation_id)


def _shown_code(update: StatusUpdate) -> str:
    return marks.WINDOW_CODE if update.advice == Advice.TEMPLATE else update.error_code
