"""Sending a message as a mail of its thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from pathlib import Path
from typing import Any, Final

from anymail.exceptions import AnymailError, AnymailInvalidAddress
from anymail.message import AnymailMessage
from django.utils.html import linebreaks, urlize
from django.utils.translation import gettext_noop

from channels_app.channels.base import Account, Advice, File, Outgoing, SendError
from channels_app.channels.email.addresses import address_of
from channels_app.channels.email.backends import backend_of
from channels_app.channels.email.identifiers import ids_in, message_id_of
from channels_app.channels.email.models import Undeliverable
from channels_app.channels.email.reading import bare_subject
from channels_app.channels.email.unsubscribing import unsubscribe_url
from channels_app.channels.plain import plain_text
from crm.brokers.current import broker_current
from crm.conversations.models import Message
from crm.core.connections import release
from crm.core.text import clip, storable

_SOFIA: Final = "Sofía"
_SUBJECT_LIMIT: Final = 200
_FILE_LIMIT: Final = 20 * 1024 * 1024
_METADATA_LIMIT: Final = 80
_MOST_REFERENCES: Final = 10

#: What means nothing in a mail.
_UNSENDABLE: Final = {"reaction", "flow"}

_NO_KIND: Final = gettext_noop("This cannot be sent by e-mail.")
_NO_ADDRESS: Final = gettext_noop("This is no address a mail can be sent to.")
_UNDELIVERABLE: Final = gettext_noop("Mail to this address came back: it cannot be reached.")
_NO_SENDER: Final = gettext_noop("This account names no address to send from (option from).")
_TOO_BIG: Final = gettext_noop("The file is too big for an e-mail.")


@dataclass(frozen=True, slots=True)
class _Letter:
    """What the database knows of a mail that is to go out, read before the network is touched."""

    subject: str
    writer: str
    broker: str
    is_automatic: bool
    answers: str
    references: tuple[str, ...]
    written_to: str
    unsubscribe: str


def send(outgoing: Outgoing) -> str:
    """Send one message as a mail; returns its Message-ID, the same however often it is sent."""
    to = address_of(outgoing.peer)
    if not to:
        raise SendError("address", _NO_ADDRESS, Advice.DEAD)
    if outgoing.kind in _UNSENDABLE:
        raise SendError("kind", _NO_KIND, Advice.DEAD)
    bounced = Undeliverable.objects.filter(address=to).exists()
    letter = None if bounced else _letter(outgoing)
    release()
    if letter is None:
        raise SendError("undeliverable", _UNDELIVERABLE, Advice.DEAD)
    message = _message(outgoing, letter, to)
    try:
        message.send()
    except AnymailInvalidAddress as error:
        raise SendError("address", _NO_ADDRESS, Advice.DEAD) from error
    except AnymailError as error:
        # The provider said yes in a way nobody understands.
        raise SendError("no_id", "The provider's answer could not be read.", Advice.UNSURE) from (
            error
        )
    return message_id_of(outgoing.message_id, outgoing.account_id)


def _letter(outgoing: Outgoing) -> _Letter:
    row = Message.objects.select_related("author_user").get(pk=outgoing.message_id)
    last = (
        Message.objects.filter(
            conversation_id=row.conversation_id, direction=Message.Direction.IN, pk__lt=row.pk
        )
        .order_by("-pk")
        .first()
    )
    payload: Mapping[str, Any] = last.payload if last else {}
    broker = broker_current().name
    is_automatic = row.author == Message.Author.SOFIA
    person = row.author_user.name if row.author_user else ""
    about = bare_subject(str(payload.get("subject") or ""))
    given = ids_in(outgoing.reply_to) or ids_in(str(payload.get("message_id") or ""))
    answers = given[-1] if given else ""
    before = [str(each) for each in payload.get("references") or []]
    return _Letter(
        subject=clip(storable(f"Re: {about}" if about else broker), _SUBJECT_LIMIT),
        writer=_SOFIA if is_automatic else person,
        broker=broker,
        is_automatic=is_automatic,
        answers=answers,
        references=tuple(dict.fromkeys([*before, answers]))[-_MOST_REFERENCES:] if answers else (),
        written_to=str(payload.get("to") or ""),
        unsubscribe=unsubscribe_url(outgoing.schema, row.conversation_id),
    )


def _message(outgoing: Outgoing, letter: _Letter, to: str) -> AnymailMessage:
    text = plain_text(outgoing)
    name = " · ".join(part for part in (letter.writer, letter.broker) if part)
    sender = _sender(outgoing.account, letter)
    message = AnymailMessage(
        subject=letter.subject,
        body=text or (outgoing.file.filename if outgoing.file else ""),
        from_email=str(Address(display_name=name, addr_spec=sender)),
        to=[to],
        reply_to=[_reply_to(outgoing.account, letter) or sender],
        headers=_headers(outgoing, letter),
        connection=backend_of(outgoing.account),
    )
    message.metadata = {"message_id": outgoing.message_id}
    if len(outgoing.account_id) <= _METADATA_LIMIT:
        message.metadata["account"] = outgoing.account_id
    # Links stay as they were written: a tracker's address in their place looks like a fraud.
    message.track_clicks = False
    if text:
        message.attach_alternative(linebreaks(urlize(text, autoescape=True)), "text/html")
    if outgoing.file is not None:
        _attach(message, outgoing.file)
    return message


def _sender(account: Account, letter: _Letter) -> str:
    given = address_of(str(account.config.get("from") or ""))
    sender = given or address_of(account.account_id) or address_of(letter.written_to)
    if not sender:
        raise SendError("no_sender", _NO_SENDER, Advice.PAUSE)
    return sender


def _reply_to(account: Account, letter: _Letter) -> str:
    """The address whose mail comes to us: the account's own, or the one they wrote to."""
    return address_of(account.account_id) or address_of(letter.written_to)


def _headers(outgoing: Outgoing, letter: _Letter) -> dict[str, str]:
    headers = {
        "Message-ID": message_id_of(outgoing.message_id, outgoing.account_id),
        "List-Unsubscribe": f"<{letter.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    if letter.is_automatic:
        # By RFC 3834: a machine that reads it does not answer.
        headers["Auto-Submitted"] = "auto-replied" if letter.answers else "auto-generated"
    if letter.answers:
        headers["In-Reply-To"] = letter.answers
        headers["References"] = " ".join(letter.references)
    if outgoing.account.config.get("provider") == "postmark":
        # Otherwise Postmark gives the mail an id of its own, and answers are not found again.
        headers["X-PM-KeepID"] = "true"
    return headers


def _attach(message: AnymailMessage, file: File) -> None:
    try:
        content = Path(file.path).read_bytes()
    except OSError as error:
        raise SendError("no_file", "The file is no longer there.", Advice.DEAD) from error
    if len(content) > _FILE_LIMIT:
        raise SendError("file_too_big", _TOO_BIG, Advice.DEAD)
    message.attach(file.filename, content, file.mime_type or "application/octet-stream")
