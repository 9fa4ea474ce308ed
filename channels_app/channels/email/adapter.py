"""E-mail, by whichever provider an account names; parsed and sent through django-anymail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from channels_app.channels.base import (
    Account,
    Advice,
    BadSignature,
    Capabilities,
    Delivered,
    Inbound,
    Outgoing,
    Receipts,
    SendError,
    Slice,
    Unreadable,
)
from channels_app.channels.email import sending
from channels_app.channels.email.directory import CHANNEL, Known, known_for
from channels_app.channels.email.events import read_event
from channels_app.channels.email.keeping import inline, keep, kept
from channels_app.channels.email.mails import Mail, mail_of
from channels_app.channels.email.proof import proven, signed_by, worded_by
from channels_app.channels.email.reading import file_of, read_mail
from channels_app.channels.jsonbody import json_body
from channels_app.channels.signing import digest
from crm.core.tenancy import require_broker

PROVIDERS: Final = ("sendgrid", "postmark")
_KEY_LIMIT: Final = 80
_MIB: Final = 1024 * 1024


class Email:
    """Routes by envelope recipient, proves events and mails, keeps raw mails as files."""

    name = CHANNEL
    # Our own id travels with every mail and comes back in its events.
    capabilities = Capabilities(
        text_limit=100_000,
        receipts=Receipts.OURS,
        media=dict.fromkeys(("image", "video", "audio", "document"), 20 * _MIB),
        rate=10.0,
        coalesce=20.0,
    )

    def split(self, delivered: Delivered) -> list[Slice]:
        if delivered.part not in PROVIDERS:
            raise BadSignature("no provider of ours")
        kind = delivered.headers.get("content-type", "").partition(";")[0].strip().lower()
        if delivered.part == "sendgrid":
            if kind == "multipart/form-data":
                return _mail_slices(delivered, worded_by(delivered))
            return _event_slices("sendgrid", delivered, signed_by(delivered))
        known = worded_by(delivered)
        row = json_body(delivered.body)
        if isinstance(row, dict) and row.get("RecordType", "Inbound") != "Inbound":
            return _event_slices("postmark", delivered, known)
        return _mail_slices(delivered, known)

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        provider = str(payload["provider"])
        if "event" in payload:
            return read_event(provider, account_id, payload["event"])
        name, body = kept(require_broker(), payload["mail"])
        content_type = str(payload["mail"]["content_type"])
        mail = mail_of(provider, body, content_type)
        kept_as = {"file": name, "provider": provider, "content_type": content_type}
        return read_mail(mail, account_id=account_id, kept_as=kept_as, digest_of=digest(body))

    def send(self, outgoing: Outgoing) -> str:
        return sending.send(outgoing)

    def media(self, account: Account, ref: Mapping[str, Any]) -> Iterator[bytes]:
        """The bytes of one part of a kept mail."""
        try:
            _name, body = kept(account.schema, {"file": ref["file"]})
            mail = mail_of(str(ref["provider"]), body, str(ref["content_type"]))
            content = file_of(mail.message, int(ref["part"]))
        except (OSError, KeyError, ValueError, Unreadable) as error:
            raise SendError("gone", "The mail is no longer there.", Advice.DEAD) from error
        if content is None:
            raise SendError("gone", "The mail has no such file.", Advice.DEAD)
        yield content


def _mail_slices(delivered: Delivered, known: Mapping[str, Known]) -> list[Slice]:
    """One slice an account the mail was sent to; a mail for nobody we know is kept all the same.

    Who proved themselves to one account have not done so to another: a recipient whose account
    wants another word is left out, and a call for such recipients only is refused.
    """
    content_type = delivered.headers.get("content-type", "")
    mail = mail_of(delivered.part, delivered.body, content_type)
    if not mail.recipients:
        raise Unreadable("a mail to nobody")
    slices: dict[str, Slice] = {}
    refused = False
    for recipient in mail.recipients:
        account = known_for(recipient)
        if account is not None and proven(known, account.account_id) is None:
            refused = True
            continue
        account_id = account.account_id if account else recipient[:128]
        where = (
            {"file": keep(account.schema, delivered.body)} if account else inline(delivered.body)
        )
        payload = {
            "provider": delivered.part,
            "mail": {**where, "content_type": content_type, "recipient": recipient},
        }
        slices.setdefault(
            account_id, Slice(account_id, _mail_key(account_id, mail, delivered), payload)
        )
    if refused and not slices:
        raise BadSignature("the word is another account's")
    return list(slices.values())


def _mail_key(account_id: str, mail: Mail, delivered: Delivered) -> str:
    # The sender too: a Message-ID is only what somebody says.
    name = f"{mail.message_id} {mail.sender}" if mail.message_id else digest(delivered.body)
    return digest(f"{account_id} {name}".encode("utf-8", "surrogateescape"))


def _event_slices(provider: str, delivered: Delivered, known: Mapping[str, Known]) -> list[Slice]:
    """One slice an event, for the account our own mark in it names.

    Without a mark it is the account's whose proof this is, where there is only one. What cannot
    be told, and what names an account it was not proven for, is kept for the superadmin.
    """
    value = json_body(delivered.body)
    rows = value if isinstance(value, list) else [value]
    if not all(isinstance(row, dict) for row in rows):
        raise Unreadable("not a list of events")
    only = next(iter(known.values())).account_id if len(known) == 1 else ""
    return [
        Slice(_account_of(row, known, only), _event_key(row), {"provider": provider, "event": row})
        for row in rows
    ]


def _account_of(row: Mapping[str, Any], known: Mapping[str, Known], only: str) -> str:
    metadata = row.get("Metadata")
    named = (
        str(row.get("account") or (metadata or {}).get("account") or "")
        if isinstance(metadata, dict | None)
        else ""
    )
    if not named:
        return only
    account = proven(known, named)
    return account.account_id if account else ""


def _event_key(row: Mapping[str, Any]) -> str:
    key = str(row.get("sg_event_id") or "")
    if not key and row.get("RecordType"):
        # Postmark numbers only bounces: the same kind for the same mail at the same time.
        names = ("RecordType", "MessageID", "ID", "DeliveredAt", "BouncedAt", "ReceivedAt",
                 "ChangedAt", "Recipient", "Email")  # fmt: skip
        key = digest("|".join(str(row.get(name, "")) for name in names).encode())
    if not key:
        key = digest(repr(sorted(row.items(), key=lambda pair: pair[0])).encode("utf-8", "replace"))
    return key if len(key) <= _KEY_LIMIT else digest(key.encode("utf-8", "surrogateescape"))


ADAPTER: Final = Email()
