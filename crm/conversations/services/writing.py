"""What goes out: Sofía's messages and people's, each written into the outbox under the lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.conversations import events as verbs
from crm.conversations import signals
from crm.conversations.files import StoredFile
from crm.conversations.models import Attachment, Conversation, Message, MessageTemplate
from crm.conversations.services.calling import FIELDS as CALL_FIELDS
from crm.conversations.services.calling import calls_settle
from crm.conversations.services.handing import hand
from crm.conversations.services.threads import (
    account_key,
    copy_state,
    locked_row,
    newest_inbound,
    remember_last,
)
from crm.conversations.templates import filled, template_payload
from crm.core import events
from crm.core.actors import SOFIA
from crm.core.errors import Conflict, Invalid, TooLarge
from crm.core.queries import only
from crm.core.text import clip, storable, storable_json
from crm.core.transactions import joining

MESSAGE_LIMIT: Final = 4096
_KEY_LIMIT: Final = 64
#: Kinds the channel takes at any time, however long ago the person wrote.
_TEMPLATE: Final = "template"


@joining
def message_queue(
    *,
    conversation: Conversation,
    text: str,
    author: str,
    version: int,
    author_user: User | None = None,
    turn_id: UUID | None = None,
    answers: UUID | None = None,
    kind: str = "text",
    payload: Mapping[str, Any] | None = None,
    client_key: str = "",
    is_locked: bool = False,
) -> Message:
    """Write an outbound message into the outbox.

    ``answers`` is the newest message of the lead it takes into account; those after it are still
    owed an answer. A second message of the same ``client_key`` is the first one. Raises
    :class:`Conflict` with code ``conversation_moved`` when the conversation's version is not the
    one the author saw or its holder does not let this author speak, ``opted_out`` when Sofía
    would write to somebody who wants no automatic messages, and ``window_closed`` when the
    channel takes only templates now. ``is_locked`` says that the caller has just read the row
    under its lock.
    """
    locked = conversation if is_locked else locked_row(conversation)
    may_speak(locked, author=author, version=version)
    message = enqueue(
        locked,
        text=text,
        author=author,
        author_user=author_user,
        turn_id=turn_id,
        answers=answers,
        kind=kind,
        payload=payload,
        client_key=client_key,
    )
    copy_state(locked, conversation)
    return message


def may_speak(conversation: Conversation, *, author: str, version: int) -> None:
    """Raise :class:`Conflict` unless this author may write in the locked conversation."""
    holder = Conversation.Holder(conversation.holder)
    allowed = {
        Message.Author.SOFIA: holder == Conversation.Holder.SOFIA,
        Message.Author.PERSON: holder == Conversation.Holder.PERSON,
    }.get(Message.Author(author), False)
    if conversation.version != version or not allowed:
        raise Conflict(_("Somebody else holds this conversation now."), code="conversation_moved")
    if author == Message.Author.SOFIA and conversation.contact.opted_out_at is not None:
        raise Conflict(_("This person wants no automatic messages."), code="opted_out")


def enqueue(
    conversation: Conversation,
    *,
    text: str,
    author: str,
    author_user: User | None = None,
    turn_id: UUID | None = None,
    answers: UUID | None = None,
    kind: str = "text",
    payload: Mapping[str, Any] | None = None,
    reply_to: Message | None = None,
    file: StoredFile | None = None,
    client_key: str = "",
) -> Message:
    """Write into the outbox of a locked conversation whose author may speak."""
    key = clip(client_key, _KEY_LIMIT)
    again = key and only(Message.objects.filter(conversation=conversation, client_key=key))
    if again:
        return again
    body = _checked(text, may_be_empty=file is not None)
    if kind != _TEMPLATE and not conversation.is_window_open:
        raise Conflict(
            _("They wrote too long ago for free text. Choose a template."), code="window_closed"
        )
    now = timezone.now()
    message = Message.objects.create(
        conversation=conversation,
        direction=Message.Direction.OUT,
        author=author,
        author_user=author_user,
        kind=file.kind if file else kind,
        text=body,
        payload=storable_json(dict(payload or {})),
        account_key=account_key(conversation.channel, conversation.account_id),
        client_key=key,
        reply_to=reply_to,
        status=Message.Status.QUEUED,
        sent_at=now,
        turn_id=turn_id,
    )
    if file is not None:
        Attachment.objects.create(
            message=message,
            kind=file.kind,
            mime_type=file.mime_type,
            filename=file.filename,
            size=file.size,
            sha256=file.sha256,
            file=file.name,
            state=Attachment.State.STORED,
        )
    shown = body or f"[{message.kind}]"
    actor = author_user.as_actor() if author_user else SOFIA
    remember_last(conversation, text=shown, by=author, at=now)
    calls: Sequence[str] = ()
    if author == Message.Author.PERSON:
        conversation.unread = 0
        answers = newest_inbound(conversation)
        if conversation.called:
            calls_settle(conversation, actor=actor)
            calls = CALL_FIELDS
    conversation.answered_until = answers or conversation.answered_until
    conversation.save(
        update_fields=[
            *calls,
            "answered_until",
            "last_message_at",
            "last_message_text",
            "last_message_by",
            "unread",
            "updated_at",
        ]
    )
    events.record(
        verbs.MESSAGE_QUEUED,
        actor=actor,
        lead_id=conversation.lead_id,
        conversation_id=conversation.pk,
        object_id=message.pk,
        data={"direction": "out", "message_id": str(message.pk), "author": author},
    )
    signals.message_queued.send(sender=Message, conversation=conversation, message=message)
    return message


def _checked(text: str, *, may_be_empty: bool) -> str:
    body = storable(text).strip()
    if not body and not may_be_empty:
        raise Invalid(_("Write something first."), fields={"text": _("empty")})
    if len(body) > MESSAGE_LIMIT:
        raise TooLarge(
            _("A message holds at most %(limit)d characters.") % {"limit": MESSAGE_LIMIT},
            fields={"text": _("too long")},
        )
    return body


@transaction.atomic
def person_reply(
    *,
    conversation: Conversation,
    user: User,
    text: str,
    version: int | None = None,
    file: StoredFile | None = None,
    reply_to: Message | None = None,
    client_key: str = "",
) -> Message:
    """A person of the broker answers the lead; the conversation is theirs from this moment.

    With ``version`` the reply is refused when the conversation has moved since they saw it.
    Raises :class:`Conflict` as :func:`message_queue` does, and ``conversation_closed``.
    """
    locked = _for_person(conversation, version)
    _take_for(locked, user)
    message = enqueue(
        locked,
        text=text,
        author=Message.Author.PERSON,
        author_user=user,
        file=file,
        reply_to=reply_to,
        client_key=client_key,
    )
    copy_state(locked, conversation)
    return message


@transaction.atomic
def person_template(
    *,
    conversation: Conversation,
    user: User,
    template: MessageTemplate,
    values: Mapping[str, str],
    version: int | None = None,
    client_key: str = "",
) -> Message:
    """A person sends an approved template, which the channel takes when free text is over.

    ``values`` fills the template's places by name. Raises :class:`Invalid` naming the places left
    empty, and when the template is another account's or not approved.
    """
    locked = _for_person(conversation, version)
    if (template.channel, template.account_id) != (locked.channel, locked.account_id):
        raise Invalid(_("This template belongs to another account."))
    if template.status != MessageTemplate.Status.APPROVED:
        raise Invalid(_("This template is not approved yet."))
    text = filled(template, values)
    _take_for(locked, user)
    message = enqueue(
        locked,
        text=text,
        author=Message.Author.PERSON,
        author_user=user,
        kind=_TEMPLATE,
        payload=template_payload(template, values),
        client_key=client_key,
    )
    copy_state(locked, conversation)
    return message


def _for_person(conversation: Conversation, version: int | None) -> Conversation:
    locked = locked_row(conversation)
    if version is not None and locked.version != version:
        raise Conflict(_("Somebody else holds this conversation now."), code="conversation_moved")
    if not locked.is_open:
        raise Conflict(_("This conversation is closed."), code="conversation_closed")
    return locked


def _take_for(locked: Conversation, user: User) -> None:
    if locked.holder != Conversation.Holder.PERSON or locked.holder_user_id != user.pk:
        hand(locked, Conversation.Holder.PERSON, actor=user.as_actor(), user=user)
