"""The first word to somebody who filled in a form, within seconds of it, once.

The first account that can begin a conversation and reaches the person: WhatsApp by the approved
template its settings name (``first_contact_template``), SMS, then e-mail. When none can, or the
person may not be written to, a person of the broker is asked to call. ``first_contact: false`` in
an account's settings switches it off, for the forms or for the sending of that account.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agents.guardrails.disclosure import wording
from channels_app.accounts import account_row
from channels_app.channels.registry import adapter_for
from channels_app.forms.models import FormEntry
from channels_app.models import ChannelAccount
from crm.accounts.models import User
from crm.brokers.current import broker_current
from crm.conversations.models import Conversation, Message, MessageTemplate
from crm.conversations.services import conversation_open, message_queue
from crm.conversations.templates import filled, template_payload
from crm.core.actors import Actor
from crm.core.errors import DomainError
from crm.leads.models import Lead
from crm.leads.services import task_add

#: Channels that may begin, in the order they are tried.
_CHANNELS: Final = ("whatsapp", "twilio", "email")
#: Who was written to within this time is in a conversation: a second greeting would be noise.
_RECENT: Final = timedelta(hours=24)
_NOT_WRITTEN: Final = (Message.Status.CANCELLED, Message.Status.FAILED)
_OFF: Final = {"false", "no", "off", "0"}
_NAME_PLACES: Final = {"1", "name", "nombre", "first_name", "customer_name", "nome"}
_BROKER_PLACES: Final = {"2", "broker", "agency", "company", "inmobiliaria", "corredora", "empresa"}


def first_touch(entry: FormEntry, lead: Lead, *, may_write: bool, actor: Actor) -> str:
    """Queue one message or one task for the entry; returns what was done, in a word."""
    if not _is_on(account_row(entry.channel, entry.account_id)):
        return "off"
    if lead.contact.accepts_messages and may_write:
        if _written_lately(lead):
            return "in_touch"
        for account in [] if _is_held(lead) else _accounts():
            if _write(entry, lead, account):
                return f"message:{account.channel}"
    _call(lead, actor)
    return "task"


def _is_on(account: ChannelAccount | None) -> bool:
    said = "" if account is None else str(account.config.get("first_contact", ""))
    return said.strip().lower() not in _OFF


def _written_lately(lead: Lead) -> bool:
    return (
        Message.objects.filter(
            conversation__contact_id=lead.contact_id,
            direction=Message.Direction.OUT,
            sent_at__gt=timezone.now() - _RECENT,
        )
        .exclude(status__in=_NOT_WRITTEN)
        .exists()
    )


def _is_held(lead: Lead) -> bool:
    """Whether a person has the word with them somewhere, or is about to: Sofía keeps silent."""
    return Conversation.objects.filter(
        contact_id=lead.contact_id,
        holder__in=[Conversation.Holder.PERSON, Conversation.Holder.QUEUE],
    ).exists()


def _accounts() -> Iterator[ChannelAccount]:
    order = Case(*[When(channel=name, then=place) for place, name in enumerate(_CHANNELS)])
    rows = ChannelAccount.objects.filter(channel__in=_CHANNELS, paused_at__isnull=True)
    return (row for row in rows.order_by(order, "created_at") if _is_on(row))


def _write(entry: FormEntry, lead: Lead, account: ChannelAccount) -> bool:
    """Begin a conversation on this account; False when it cannot reach the person."""
    contact = lead.contact
    peer = contact.email if account.channel == "email" else contact.phone
    if not peer:
        return False
    language = contact.language or broker_current().language
    said = _said(account, lead, language)
    if said is None:
        return False
    is_windowed = adapter_for(account.channel).capabilities.window is not None
    try:
        with transaction.atomic():
            conversation = conversation_open(
                contact=contact,
                lead=lead,
                channel=account.channel,
                account_id=account.account_id,
                peer=peer,
                reply_until=timezone.now() if is_windowed else None,
            )
            message_queue(
                conversation=conversation,
                author=Message.Author.SOFIA,
                version=conversation.version,
                client_key=f"form:{entry.pk}",
                **said,
            )
    except DomainError:
        # A person took it, or the person opted out, a moment ago: somebody calls instead.
        return False
    return True


def _said(account: ChannelAccount, lead: Lead, language: str) -> dict[str, Any] | None:
    if account.channel == "whatsapp":
        return _template_said(account, lead, language)
    return {"text": _introduction(account, lead, language)}


def _template_said(account: ChannelAccount, lead: Lead, language: str) -> dict[str, Any] | None:
    """The account's approved first template with its places filled; None when there is none."""
    wanted = str(account.config.get("first_contact_template") or "")
    rows = MessageTemplate.objects.filter(
        channel=account.channel,
        account_id=account.account_id,
        name=wanted,
        status=MessageTemplate.Status.APPROVED,
    )
    found = sorted(rows, key=lambda row: (not row.language.startswith(language), row.language))
    for template in found if wanted else []:
        values = _values(template, lead)
        if values is not None:
            return {
                "text": filled(template, values),
                "kind": "template",
                "payload": template_payload(template, values),
            }
    return None


def _values(template: MessageTemplate, lead: Lead) -> dict[str, str] | None:
    """What stands in the template's places; None when one asks for what nobody knows here."""
    broker = broker_current()
    name = _first_name(lead) or _("there")
    values: dict[str, str] = {}
    for place in template.places:
        if place.lower() in _NAME_PLACES:
            values[place] = name
        elif place.lower() in _BROKER_PLACES:
            values[place] = broker.name
        else:
            return None
    return values


def _introduction(account: ChannelAccount, lead: Lead, language: str) -> str:
    """Who writes and why, with the AI disclosure, and how to end it."""
    name = _first_name(lead)
    with translation.override(language if language in {"es", "en"} else "es"):
        lines = [
            wording(broker_current(), language),
            _("%(name)s, you left your details in our ad.") % {"name": name}
            if name
            else _("You left your details in our ad."),
            _("Tell me what you are looking for, and where, and I will show you what fits."),
            _("Reply STOP if you want no messages."),
        ]
    return (" " if account.channel == "twilio" else "\n\n").join(lines)


def _first_name(lead: Lead) -> str:
    words = lead.contact.name.split()
    return words[0][:40] if words else ""


def _call(lead: Lead, actor: Actor) -> None:
    title = _("Call: filled in an ad form")
    if not lead.contact.accepts_messages:
        title = _("Call: filled in an ad form, wants no automatic messages")
    task_add(
        lead=lead, title=title, actor=actor, due_at=timezone.now(), assignee=lead.owner or _admin()
    )


def _admin() -> User | None:
    """The admin who has been here longest: somebody must see it now."""
    admins = User.objects.filter(role=User.Role.ADMIN, is_active=True)
    return admins.order_by("created_at", "pk").first()
