"""A person sends a file."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.conversations.models import Attachment, Conversation, Message
from crm.conversations.services.writing import person_reply
from crm.conversations.uploads import CAPTION_LIMIT, upload_drop, upload_keep
from crm.core.errors import Conflict, TooLarge


def person_file(
    *,
    conversation: Conversation,
    user: User,
    upload: UploadedFile[Any],
    text: str = "",
    version: int | None = None,
    client_key: str = "",
) -> Message:
    """A person sends a file with or without words; the conversation is theirs from this moment.

    The file is on disk before the message is written, and is removed again when none is. Raises
    what :func:`upload_keep` and :func:`person_reply` do.
    """
    if len(text) > CAPTION_LIMIT:
        raise TooLarge(
            _("With a file go at most %(limit)d characters.") % {"limit": CAPTION_LIMIT},
            fields={"text": _("too long")},
        )
    if not conversation.is_window_open:
        raise Conflict(
            _("They wrote too long ago for free text. Choose a template."), code="window_closed"
        )
    file = upload_keep(conversation.channel, upload)
    try:
        message = person_reply(
            conversation=conversation,
            user=user,
            text=text,
            version=version,
            file=file,
            client_key=client_key,
        )
    except BaseException:
        upload_drop(file)
        raise
    # Sent twice it is the first message, which has a file of its own.
    if not Attachment.objects.filter(message=message, file=file.name).exists():
        upload_drop(file)
    return message
