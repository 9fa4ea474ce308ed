"""Sending our form into a conversation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from channels_app.accounts import account_row
from channels_app.channels.whatsapp.flows.tokens import flow_token
from crm.conversations.models import Conversation
from crm.core.errors import Invalid


def intake_message(conversation: Conversation) -> tuple[str, dict[str, Any]]:
    """Text and payload of a message of kind ``flow`` that opens our form.

    Raises :class:`Invalid` when the number has no published form (its setting
    ``intake_flow_id``).
    """
    row = account_row(conversation.channel, conversation.account_id)
    flow_id = str((row.config if row else {}).get("intake_flow_id") or "")
    if conversation.channel != "whatsapp" or not flow_id:
        raise Invalid(_("This number has no form: connect it with --option intake_flow_id=…"))
    text = _("Tell us what you are looking for in four short steps.")
    flow = {"id": flow_id, "token": flow_token(conversation.pk), "button": _("Begin")}
    return text, {"flow": flow}
