"""Reading deliveries on somebody's behalf."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from channels_app.models import Delivery
from crm.accounts.models import User
from crm.conversations.models import Message
from crm.conversations.selectors import conversation_get_for
from crm.core.errors import NotFound
from crm.leads.permissions import visible_q
from crm.leads.selectors import NIL, as_uuid


def delivery_list_for(actor: User, *, state: str = "", channel: str = "") -> QuerySet[Delivery]:
    """Deliveries to the leads this person may see, the newest first."""
    rows = Delivery.objects.filter(
        visible_q(actor, "message__conversation__lead__")
    ).select_related("message__conversation")
    if state:
        rows = rows.filter(state=state)
    if channel:
        rows = rows.filter(message__conversation__channel=channel)
    return rows.order_by("-id")


def outbound_get_for(actor: User, conversation_id: object, message_id: object) -> Message:
    """A message that went out, if this person may see its conversation; otherwise NotFound."""
    conversation = conversation_get_for(actor, conversation_id)
    row = (
        Message.objects.filter(
            conversation=conversation,
            pk=as_uuid(message_id) or NIL,
            direction=Message.Direction.OUT,
        )
        .select_related("author_user")
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such message."))
    row.conversation = conversation
    return row
