"""Reading conversations: the inbox, one thread, and the door to it."""

from __future__ import annotations

from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.conversations.models import Attachment, Conversation, Message, MessageTemplate
from crm.core.errors import NotFound
from crm.core.text import fold
from crm.leads.models import Lead
from crm.leads.permissions import visible_q
from crm.leads.selectors import NIL, as_uuid

#: What became of a message that somebody has to look at.
TROUBLE: Final = (Message.Status.FAILED, Message.Status.UNSURE)


def _trouble() -> Exists:
    """Whether a message of the conversation failed, or nobody knows whether it arrived."""
    return Exists(
        Message.objects.filter(
            conversation=OuterRef("pk"), direction=Message.Direction.OUT, status__in=TROUBLE
        )
    )


def conversation_list_for(
    actor: User, *, holder: str = "", q: str = "", lead: Lead | None = None, failed: bool = False
) -> QuerySet[Conversation]:
    """Conversations of the leads this person may see, the newest message first.

    ``holder`` is one of the holders, or "me" for those the person holds; ``failed`` those with a
    message that failed or of which nobody knows whether it arrived.
    """
    rows = Conversation.objects.filter(visible_q(actor, "lead__")).select_related(
        "contact", "lead", "lead__stage", "holder_user"
    )
    if holder == "me":
        rows = rows.filter(holder=Conversation.Holder.PERSON, holder_user=actor)
    elif holder:
        rows = rows.filter(holder=holder)
    for word in fold(q).split():
        rows = rows.filter(contact__search_key__contains=word.lstrip("+"))
    if lead is not None:
        rows = rows.filter(lead=lead)
    if failed:
        rows = rows.filter(_trouble())
    return rows.order_by("-last_message_at", "-id")


def with_trouble(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """The same conversations, each with ``has_trouble``; no further query."""
    return rows.annotate(has_trouble=_trouble())


def conversation_get_for(actor: User, pk: object) -> Conversation:
    """The conversation with ``has_trouble``, if this person sees its lead; otherwise NotFound."""
    row = (
        with_trouble(Conversation.objects.filter(visible_q(actor, "lead__"), pk=as_uuid(pk) or NIL))
        .select_related(
            "contact", "lead", "lead__stage", "lead__owner", "holder_user", "called_user"
        )
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such conversation."))
    return row


def conversations_open(*, limit: int = 200) -> QuerySet[Conversation]:
    """The broker's open conversations, whoever's they are; for the platform's own console."""
    return Conversation.objects.exclude(holder=Conversation.Holder.CLOSED).order_by(
        F("last_message_at").desc(nulls_last=True), "-id"
    )[:limit]


def conversation_any(pk: object) -> Conversation:
    """A conversation whoever's it is, for the platform's own console; NotFound otherwise."""
    row = Conversation.objects.filter(pk=as_uuid(pk) or NIL).first()
    if row is None:
        raise NotFound(_("There is no such conversation."))
    return row


def thread(conversation: Conversation, *, limit: int = 50, before: object = None) -> list[Message]:
    """The newest messages, oldest of them first; ``before`` is the first one already seen."""
    rows = (
        Message.objects.filter(conversation=conversation)
        .select_related("author_user", "reply_to")
        .prefetch_related("attachments")
    )
    cursor = as_uuid(before) if before else None
    if cursor:
        rows = rows.filter(id__lt=cursor)
    return list(reversed(rows.order_by("-id")[:limit]))


def thread_count(conversation: Conversation) -> int:
    """How many messages the conversation has."""
    return Message.objects.filter(conversation=conversation).count()


def attachment_get_for(actor: User, pk: object) -> Attachment:
    """A message's file, if this person may see the message's conversation; otherwise NotFound."""
    row = Attachment.objects.filter(
        visible_q(actor, "message__conversation__lead__"), pk=as_uuid(pk) or NIL
    ).first()
    if row is None:
        raise NotFound(_("There is no such file."))
    return row


def latest_of(lead: Lead) -> Conversation | None:
    """The lead's conversation with the newest message."""
    return (
        Conversation.objects.filter(lead=lead)
        .select_related("contact", "holder_user")
        .order_by("-last_message_at", "-id")
        .first()
    )


#: Kinds of message that are kept but ask for no answer.
SILENT_KINDS: Final = ("reaction", "unsupported", "system", "edit")


def unanswered_of(conversation: Conversation) -> QuerySet[Message]:
    """The lead's messages that no answer has taken into account yet, oldest first."""
    rows = Message.objects.filter(
        conversation=conversation, direction=Message.Direction.IN, revoked_at__isnull=True
    ).exclude(kind__in=SILENT_KINDS)
    if conversation.answered_until is not None:
        rows = rows.filter(id__gt=conversation.answered_until)
    return rows.order_by("id")


def templates_for(conversation: Conversation) -> QuerySet[MessageTemplate]:
    """The approved templates of the conversation's account."""
    return MessageTemplate.objects.filter(
        channel=conversation.channel,
        account_id=conversation.account_id,
        status=MessageTemplate.Status.APPROVED,
    )


def template_get_for(conversation: Conversation, pk: object) -> MessageTemplate:
    """An approved template of the conversation's account; NotFound for any other."""
    found = templates_for(conversation).filter(pk=as_uuid(pk) or NIL).first()
    if found is None:
        raise NotFound(_("There is no such template."))
    return found
