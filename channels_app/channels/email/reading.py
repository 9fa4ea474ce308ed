"""From a mail to our message: what was said, who says so, what came with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from anymail.inbound import AnymailInboundMessage
from django.conf import settings
from django.utils import timezone

from channels_app.channels.base import Inbound, InboundMessage, Media, Sender, Unknown
from channels_app.channels.email.automatic import why_ignored
from channels_app.channels.email.html import text_of_html
from channels_app.channels.email.identifiers import ids_in
from channels_app.channels.email.mails import Mail, header_of
from channels_app.channels.email.quoting import own_words
from channels_app.channels.signing import digest
from crm.conversations.models import Message
from crm.conversations.services import account_key
from crm.core.text import clip, fold
from crm.leads.models import Identity

Kind = Literal["image", "video", "audio", "document"]

#: The identity of somebody whose From nothing vouches for: never one of a known person.
CLAIMED: Final = "email_claim"
_KINDS: Final[dict[str, Kind]] = {"image": "image", "video": "video", "audio": "audio"}
_ANSWER: Final = re.compile(
    r"^\s{0,4}(?:(?:re|rv|fw|fwd|rif|aw|wg|tr|enc|res|ref)(?:\[\d{1,3}\])?\s?:\s{0,4})+",
    re.IGNORECASE,
)
_TEXT_LIMIT: Final = 16_000
_SUBJECT_LIMIT: Final = 200
_MOST_FILES: Final = 20
_OLDEST: Final = timedelta(days=7)
_SKEW: Final = timedelta(minutes=5)


def read_mail(
    mail: Mail, *, account_id: str, kept_as: dict[str, str], digest_of: str
) -> list[Inbound]:
    """The mail as an item; one that no person wrote is only named.

    ``kept_as`` is how its files are found again (see :func:`file_of`); ``digest_of`` names a mail
    without a Message-ID.
    """
    reason = why_ignored(mail)
    if reason:
        return [Unknown(f"mail:{reason}")]
    full = _body(mail.message)
    subject = clip(header_of(mail.message, "Subject"), _SUBJECT_LIMIT)
    text = own_words(full)[:_TEXT_LIMIT]
    files = tuple(_media(mail.message, kept_as))
    answers = ids_in(header_of(mail.message, "In-Reply-To"))
    answers = answers or ids_in(header_of(mail.message, "References"))
    payload: dict[str, Any] = {
        "subject": subject,
        "message_id": mail.message_id,
        "references": ids_in(header_of(mail.message, "References"))[-10:],
        "to": mail.recipients[0] if mail.recipients else "",
    }
    if text != full.strip():
        payload["full_text"] = full[:_TEXT_LIMIT]
    if not mail.is_vouched:
        payload["unverified"] = True
    kind: str = files[0].kind if files and not text else "text"
    if _is_loop(account_id, mail.sender):
        kind, payload["held"] = "system", "loop"
    return [
        InboundMessage(
            external_id=_external_id(mail, digest_of),
            sender=_sender(mail),
            sent_at=_sent_at(mail.message),
            kind=kind,
            text=_with_subject(subject, text, is_answer=bool(answers)),
            payload=payload,
            reply_to=answers[-1] if answers and mail.is_vouched else "",
            media=files,
        )
    ]


def bare_subject(subject: str) -> str:
    """The subject without its "Re:" and the like."""
    return _ANSWER.sub("", subject).strip()


def file_of(message: AnymailInboundMessage, number: int) -> bytes | None:
    """The bytes of one of the mail's files, None when it has no such."""
    parts = list(_files(message))
    return _bytes(parts[number]) if 0 <= number < len(parts) else None


def _sender(mail: Mail) -> Sender:
    if mail.is_vouched:
        return Sender(
            peer=mail.sender,
            identity_kind=Identity.Kind.EMAIL,
            identity=mail.sender,
            name=mail.sender_name,
        )
    # Anybody can write a From. They get a conversation, but nobody else's.
    return Sender(
        peer=mail.sender,
        identity_kind=CLAIMED,
        identity=mail.sender,
        name=mail.sender_name or mail.sender,
    )


def _external_id(mail: Mail, digest_of: str) -> str:
    name = mail.message_id or f"<{digest_of}@without-id>"
    # An id somebody made up must not hide the mail whose id it is.
    return name if mail.is_vouched else f"unverified:{digest(f'{name} {mail.sender}'.encode())}"


def _with_subject(subject: str, text: str, *, is_answer: bool) -> str:
    """The text, with its subject where that says more: in the first mail of a thread."""
    about = bare_subject(subject)
    if not about or is_answer or about != subject.strip() or fold(about) in fold(text):
        return text
    return f"{about}\n\n{text}" if text else about


def _is_loop(account_id: str, address: str) -> bool:
    """Whether Sofía has answered this address so often that another machine may be answering."""
    sent = Message.objects.filter(
        account_key=account_key("email", account_id),
        direction=Message.Direction.OUT,
        author=Message.Author.SOFIA,
        conversation__peer=address,
        created_at__gte=timezone.now() - timedelta(hours=1),
    )
    return sent.count() >= settings.EMAIL_ANSWERS_PER_HOUR


def _sent_at(message: AnymailInboundMessage) -> datetime:
    """When it says it was written, if that can be; now otherwise."""
    now = datetime.now(UTC)
    try:
        at = message.date
    except (TypeError, ValueError, IndexError, OverflowError):
        return now
    if not isinstance(at, datetime):
        return now
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at if now - _OLDEST <= at <= now + _SKEW else now


def _body(message: AnymailInboundMessage) -> str:
    """The plain text; made of the HTML where there is none."""
    plain = _part_text(message, "text/plain")
    return plain if plain.strip() else text_of_html(_part_text(message, "text/html"))


def _part_text(message: AnymailInboundMessage, content_type: str) -> str:
    for part in message.walk():
        if part.get_content_type() == content_type and not part.is_attachment():
            return _decoded(part)
    return ""


def _decoded(part: Any) -> str:
    """A part's text by the charset it names, else by the first that fits."""
    raw = _bytes(part)
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("latin-1")


def _bytes(part: Any) -> bytes:
    try:
        content = part.get_content_bytes()
    except (ValueError, AssertionError, LookupError, AttributeError):
        return b""
    return content if isinstance(content, bytes) else b""


def _files(message: AnymailInboundMessage) -> Iterator[Any]:
    """Attachments, and pictures in the text that have a name."""
    for part in message.walk():
        if part.is_attachment() or (part.is_inline() and part.get_filename()):
            yield part


def _media(message: AnymailInboundMessage, kept_as: dict[str, str]) -> Iterator[Media]:
    for number, part in enumerate(_files(message)):
        if number >= _MOST_FILES:
            return
        content = _bytes(part)
        yield Media(
            kind=_KINDS.get(part.get_content_maintype(), "document"),
            ref={**kept_as, "part": number},
            mime_type=part.get_content_type(),
            filename=part.get_filename() or "",
            size=len(content),
            sha256=digest(content),
        )
