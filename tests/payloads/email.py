"""E-mail as SendGrid and Postmark deliver it, signed where they sign."""

from __future__ import annotations

import base64
import itertools
import json
import time
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

ADDRESS = "hello@in.alice.test"
LEAD = "nadia@example.com"
WORD = "inbound-word"
SENDGRID = "/webhooks/sendgrid"
POSTMARK = "/webhooks/email/postmark"
_ids = itertools.count(1)

KEY = ec.generate_private_key(ec.SECP256R1())
OTHER_KEY = ec.generate_private_key(ec.SECP256R1())


def public(key: ec.EllipticCurvePrivateKey = KEY) -> str:
    """The key as SendGrid shows it."""
    der = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(der).decode()


def unused_id() -> str:
    """A Message-ID nobody used before."""
    return f"<m{next(_ids)}.{time.time_ns()}@example.com>"


def mail(
    text: str = "Is the flat free?",
    *,
    sender: str = f"Nadia Ferro <{LEAD}>",
    to: str | list[str] = ADDRESS,
    subject: str = "Flat in Ñuñoa",
    message_id: str | None = None,
    html: str | None = None,
    headers: dict[str, str] | None = None,
    files: dict[str, tuple[str, str, bytes]] | None = None,
    spf: str = "pass",
    dkim: str = "{@example.com : pass}",
    envelope_from: str = LEAD,
    charsets: dict[str, str] | None = None,
    raw_text: bytes | None = None,
) -> tuple[bytes, str]:
    """Body and content type of one Inbound Parse call."""
    given = {
        "Date": format_datetime(datetime.now(UTC)),
        "From": sender,
        "To": to if isinstance(to, str) else ", ".join(to),
        "Subject": subject,
        "Message-ID": unused_id() if message_id is None else message_id,
        **(headers or {}),
    }
    lines = "".join(f"{name}: {value}\n" for name, value in given.items() if value)
    recipients = [to] if isinstance(to, str) else to
    fields: dict[str, bytes] = {
        "headers": lines.encode(),
        "text": raw_text if raw_text is not None else text.encode(),
        "from": sender.encode(),
        "subject": subject.encode(),
        "envelope": json.dumps({"to": recipients, "from": envelope_from}).encode(),
        "charsets": json.dumps(charsets or {"text": "UTF-8", "html": "UTF-8"}).encode(),
        "SPF": spf.encode(),
        "dkim": dkim.encode(),
        "attachments": str(len(files or {})).encode(),
    }
    if html is not None:
        fields["html"] = html.encode()
    if files:
        info = {name: {"filename": each[0], "type": each[1]} for name, each in files.items()}
        fields["attachment-info"] = json.dumps(info).encode()
    return multipart(fields, files or {})


def raw_mail(**changes: Any) -> tuple[bytes, str]:
    """One call in the raw, full MIME form."""
    message = EmailMessage()
    message["From"], message["To"] = f"Nadia Ferro <{LEAD}>", ADDRESS
    message["Subject"], message["Message-ID"] = "Flat in Ñuñoa", unused_id()
    message.set_content(
        changes.get("text", "Is the flat free?"), charset=changes.get("charset", "utf-8")
    )
    message.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="plan.pdf")
    fields = {
        "email": message.as_bytes(),
        "envelope": json.dumps({"to": [ADDRESS], "from": LEAD}).encode(),
        "SPF": b"pass",
        "dkim": b"{@example.com : pass}",
    }
    return multipart(fields, {})


def multipart(
    fields: dict[str, bytes], files: dict[str, tuple[str, str, bytes]]
) -> tuple[bytes, str]:
    """A form as SendGrid writes it."""
    parts = [
        f'--xYzZY\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value
        for name, value in fields.items()
    ]
    parts += [
        (
            f'--xYzZY\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
            f"Content-Type: {kind}\r\n\r\n"
        ).encode()
        + content
        for name, (file, kind, content) in files.items()
    ]
    return b"\r\n".join([*parts, b"--xYzZY--\r\n"]), "multipart/form-data; boundary=xYzZY"


def event(kind: str, *, email: str = LEAD, **fields: Any) -> dict[str, Any]:
    """One SendGrid event."""
    number = next(_ids)
    return {
        "email": email,
        "timestamp": int(time.time()),
        "event": kind,
        "sg_event_id": f"ev-{number}-{time.time_ns()}",
        "sg_message_id": f"abc{number}.filter-1",
        "smtp-id": f"<x{number}@sendgrid.test>",
        **fields,
    }


def signed(
    events: Any, *, key: ec.EllipticCurvePrivateKey = KEY, at: int | None = None
) -> tuple[bytes, dict[str, str]]:
    """A batch as SendGrid writes it, line breaks inside, and its headers."""
    body = (
        events
        if isinstance(events, bytes)
        else b"[\r\n" + b",\r\n".join(json.dumps(each).encode() for each in events) + b"]\r\n"
    )
    stamp = str(int(time.time()) if at is None else at)
    mark = key.sign(stamp.encode() + body, ec.ECDSA(hashes.SHA256()))
    return body, {
        "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(mark).decode(),
        "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
    }


def postmark_mail(text: str = "Is the flat free?", *, spf: str = "Pass") -> dict[str, Any]:
    """One inbound webhook of Postmark's."""
    return {
        "FromName": "Nadia Ferro",
        "From": LEAD,
        "FromFull": {"Email": LEAD, "Name": "Nadia Ferro", "MailboxHash": ""},
        "ToFull": [{"Email": ADDRESS, "Name": "", "MailboxHash": ""}],
        "CcFull": [],
        "BccFull": [],
        "OriginalRecipient": ADDRESS,
        "Subject": "Flat",
        "MessageID": "22c74902-a0c1-4511-804f-341342852c90",
        "Date": format_datetime(datetime.now(UTC)),
        "TextBody": text,
        "HtmlBody": "",
        "Headers": [
            {"Name": "Return-Path", "Value": f"<{LEAD}>"},
            {"Name": "Received-SPF", "Value": f"{spf} (sender SPF authorized)"},
            {"Name": "Message-ID", "Value": unused_id()},
        ],
        "Attachments": [
            {
                "Name": "plan.pdf",
                "Content": base64.b64encode(b"%PDF-1").decode(),
                "ContentType": "application/pdf",
                "ContentLength": 6,
            }
        ],
    }
