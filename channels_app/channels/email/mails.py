"""A provider's delivery as one mail, by django-anymail's parsers.

What they leave out is added here: every envelope recipient, and what SPF and DKIM said. A sender
is vouched for when SPF or DKIM passed for the very domain the From shows.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.parser import BytesParser, HeaderParser
from email.policy import default as default_policy
from io import BytesIO
from typing import Any, Final

from anymail.exceptions import (
    AnymailConfigurationError,
    AnymailInsecureWebhookWarning,
    AnymailNotSupportedWarning,
)
from anymail.inbound import AnymailInboundMessage
from anymail.webhooks.postmark import PostmarkInboundWebhookView
from anymail.webhooks.sendgrid import SendGridInboundWebhookView
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http.multipartparser import MultiPartParserError

from channels_app.channels.base import Unreadable
from channels_app.channels.email.addresses import address_of, domain_of, is_aligned, name_of
from channels_app.channels.jsonbody import json_body

_DKIM: Final = re.compile(r"@([\w.-]{1,253})\s*:\s*(\w+)")
_MOST_RECIPIENTS: Final = 50

# The project no longer tests its SendGrid parts: our tests do. Where a call comes from is proven
# before anymail's views see it, and none of them has an address here.
warnings.filterwarnings("ignore", category=AnymailNotSupportedWarning)
warnings.filterwarnings("ignore", category=AnymailInsecureWebhookWarning)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail with its envelope; ``sender`` and ``recipients`` are bare addresses.

    ``content_type`` is the whole mail's own, which a parsed one no longer shows.
    """

    message: AnymailInboundMessage
    recipients: tuple[str, ...]
    sender: str
    sender_name: str
    content_type: str
    is_from_nobody: bool
    is_vouched: bool

    @property
    def message_id(self) -> str:
        """Its Message-ID with the angle brackets, "" when it has none."""
        return header_of(self.message, "Message-ID")


def header_of(message: AnymailInboundMessage, name: str) -> str:
    """A header on one line, as it came when it cannot be read; "" when it is missing."""
    try:
        value = message[name]
    except (ValueError, LookupError, AttributeError, TypeError):
        # The parser of the standard library stumbles over some that are malformed.
        value = raw_headers(message).get(name.lower())
    return " ".join(str(value or "").split())


def raw_headers(message: AnymailInboundMessage) -> dict[str, str]:
    """Every header as it came, by its name in lower case; the last of those that repeat."""
    return {name.lower(): str(value) for name, value in message.raw_items()}


def mail_of(provider: str, body: bytes, content_type: str) -> Mail:
    """The mail in a delivery; raises :class:`Unreadable` for anything else."""
    try:
        return _READERS[provider](body, content_type)
    except (KeyError, TypeError, ValueError, LookupError, AttributeError, IndexError) as error:
        raise Unreadable(f"not a mail: {type(error).__name__}") from error
    except (
        MultiPartParserError,
        SuspiciousOperation,
        BadRequest,
        AnymailConfigurationError,
    ) as error:
        raise Unreadable(f"not a mail: {type(error).__name__}") from error


# --- SendGrid ---------------------------------------------------------------------------------


def _sendgrid(body: bytes, content_type: str) -> Mail:
    request = _request(body, content_type)
    fields = request.POST
    envelope = _json(fields.get("envelope", ""))
    has_envelope = isinstance(envelope.get("from"), str)
    if not isinstance(envelope.get("to"), list) or not envelope["to"]:
        # anymail takes an envelope to be whole.
        envelope = {"to": [fields.get("to", "")], "from": fields.get("from", "")}
    message = _parsed_by_sendgrid(request, envelope)
    passing = {
        domain.lower()
        for domain, verdict in _DKIM.findall(fields.get("dkim", ""))
        if verdict == "pass"
    }
    spf = fields.get("SPF", "").strip().lower() == "pass"
    return _mail(
        message,
        recipients=[str(each) for each in envelope["to"]],
        envelope_from=str(envelope.get("from") or ""),
        spf=spf,
        dkim=passing,
        has_envelope=has_envelope,
        content_type=_content_type(fields.get("headers", "")),
    )


def _field_bytes(request: Any, name: str) -> bytes:
    """A field as it came: a whole mail has charsets of its own, which a form's decoding spoils."""
    head = f"Content-Type: {request.META['CONTENT_TYPE']}\r\n\r\n".encode("latin-1")
    form = BytesParser(policy=default_policy).parsebytes(head + request.body)
    for part in form.iter_parts():
        if part.get_param("name", header="content-disposition") == name:
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    raise KeyError(name)


def _content_type(headers: str) -> str:
    """The Content-Type among a mail's raw headers, "" when there is none."""
    return str(HeaderParser().parsestr(headers).get("Content-Type") or "")


def _parsed_by_sendgrid(request: Any, envelope: Mapping[str, Any]) -> AnymailInboundMessage:
    if "headers" not in request.POST:
        return AnymailInboundMessage.parse_raw_mime_bytes(_field_bytes(request, "email"))
    changed = request.POST.copy()
    changed["envelope"] = json.dumps(envelope)
    request._post = changed
    try:
        return SendGridInboundWebhookView().parse_events(request)[0].message
    except (LookupError, UnicodeError):
        # A charset there is not, or the wrong one: as Django read it, with marks for what it
        # could not, is better than nothing.
        if "charsets" not in changed:
            raise
        del changed["charsets"]
        return SendGridInboundWebhookView().parse_events(request)[0].message


def _request(body: bytes, content_type: str) -> WSGIRequest:
    """The delivery as the request anymail's views want; its body stays at hand."""
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
    )
    _ = request.body
    return request


# --- Postmark ---------------------------------------------------------------------------------


def _postmark(body: bytes, content_type: str) -> Mail:
    event = json_body(body)
    message = PostmarkInboundWebhookView().esp_to_anymail_event(event).message
    verdicts = [
        str(row["Value"]).strip().lower()
        for row in event.get("Headers", [])
        if str(row["Name"]).lower() == "received-spf"
    ]
    # A header can be the sender's own invention: all of them have to agree.
    spf = bool(verdicts) and all(verdict.startswith("pass") for verdict in verdicts)
    return _mail(
        message,
        recipients=[str(event.get("OriginalRecipient") or event.get("To") or "")],
        envelope_from=str(message.envelope_sender or ""),
        spf=spf,
        dkim=set(),
        has_envelope=message.envelope_sender is not None,
    )


def _mail(
    message: AnymailInboundMessage,
    *,
    recipients: list[str],
    envelope_from: str,
    spf: bool,
    dkim: set[str],
    has_envelope: bool = True,
    content_type: str = "",
) -> Mail:
    written = header_of(message, "From")
    sender = address_of(written)
    domain = domain_of(sender)
    by_spf = spf and is_aligned(domain_of(address_of(envelope_from)), domain)
    by_dkim = any(is_aligned(each, domain) for each in dkim)
    found = [address_of(each) for each in recipients[:_MOST_RECIPIENTS]]
    return Mail(
        message=message,
        recipients=tuple(dict.fromkeys(each for each in found if each)),
        # Without a readable From the envelope says where an answer may go, and vouches for nothing.
        sender=sender or address_of(envelope_from),
        sender_name=name_of(written),
        content_type=(content_type or message.get_content_type()).strip().lower(),
        is_from_nobody=has_envelope and envelope_from.strip() in {"", "<>"},
        is_vouched=bool(sender) and (by_spf or by_dkim),
    )


def _json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


_READERS: Final[Mapping[str, Callable[[bytes, str], Mail]]] = {
    "sendgrid": _sendgrid,
    "postmark": _postmark,
}
