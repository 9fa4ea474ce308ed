"""Mails that no person wrote: read by nobody, answered by nobody."""

from __future__ import annotations

from typing import Final

from channels_app.channels.email.addresses import account_ids, answers_nobody
from channels_app.channels.email.directory import known_accounts
from channels_app.channels.email.mails import Mail, raw_headers

_BULK: Final = {"bulk", "list", "junk", "auto_reply", "auto-reply"}
_MARKS: Final = ("x-autoreply", "x-autorespond", "x-auto-response", "x-failed-recipients")
_REPORTS: Final = ("multipart/report", "message/delivery-status", "message/feedback-report")


def why_ignored(mail: Mail) -> str:
    """Why nobody is to answer this mail, in a word for the ledger; "" for a person's.

    Sources: RFC 3834 (automatic responses), RFC 3464 (delivery reports), RFC 2919 (List-Id).
    """
    header = {name: value.strip().lower() for name, value in raw_headers(mail.message).items()}
    if mail.is_from_nobody:
        return "bounce"
    if mail.content_type.startswith(_REPORTS):
        return "report"
    if header.get("auto-submitted", "no").partition(";")[0].strip() not in {"no", ""}:
        return "auto-submitted"
    if header.get("precedence") in _BULK:
        return "bulk"
    if "list-id" in header:
        return "list"
    if any(mark in header for mark in _MARKS):
        return "autoreply"
    if not mail.sender:
        return "no sender"
    if answers_nobody(mail.sender):
        return "no-reply"
    if any(each in known_accounts() for each in account_ids(mail.sender)):
        return "our own"
    return ""
