"""Sending over Twilio's REST API. Source: twilio.com/docs/messaging/api/message-resource.

There is no idempotency key. What became of an attempt nobody heard the end of is asked for: the
list of messages to this person, from before the attempt on.
"""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx
from django.conf import settings

from channels_app.channels.base import Account, Advice, Outgoing, SendError
from channels_app.channels.calls import ask, json_of, post_form
from channels_app.channels.plain import plain_text
from channels_app.channels.splitting import parts
from channels_app.channels.twilio.accounts import status_callback, twilio_sid
from channels_app.channels.twilio.addresses import on_channel_of
from channels_app.channels.twilio.errors import error_of
from crm.conversations.models import Message
from crm.conversations.services import account_key
from crm.core.connections import release

TEXT_LIMIT: Final = 1600
_API: Final = "2010-04-01"
_PAGE: Final = "100"
#: Their clock and ours may differ this much; times come in whole seconds.
_SKEW: Final = timedelta(seconds=5)


def send(outgoing: Outgoing) -> str:
    """Send one message and return its SID; a text of over 1,600 characters goes in several.

    The last one's SID stands for all, since they are sent one after the other. Once a part is
    out, a failure of the next is unsure: trying again would say the first part twice.
    """
    if outgoing.file is not None:
        raise SendError("no_media", "Files cannot be sent by SMS.", Advice.DEAD)
    first, *others = _bodies(outgoing)
    sid = _send_one(outgoing, first)
    for body in others:
        try:
            sid = _send_one(outgoing, body)
        except SendError as error:
            raise SendError(
                "partly", f"Only a part of the message was sent: {error}", Advice.UNSURE
            ) from error
    return sid


def look_up(outgoing: Outgoing) -> str:
    """The SID under which Twilio has the message, "" when it has none of it.

    Raises SendError, dead, when only the first of several parts went out: a person decides.
    """
    wanted = _bodies(outgoing)
    found = [_sid_of(rows, body) for rows in [_since(outgoing)] for body in wanted]
    if not any(found):
        return ""
    if not all(found):
        raise SendError("partly", "Only a part of the message was sent.", Advice.DEAD)
    return found[-1]


def _bodies(outgoing: Outgoing) -> list[str]:
    found = parts(plain_text(outgoing), TEXT_LIMIT, _units)
    if not found[0]:
        raise SendError("no_text", "There is nothing to send.", Advice.DEAD)
    return found


def _units(text: str) -> int:
    """Characters as the carriers' encoding counts them, in which an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _send_one(outgoing: Outgoing, body: str) -> str:
    account = outgoing.account
    form = {
        "To": outgoing.peer,
        "StatusCallback": status_callback(account),
        **sender_of(account, outgoing.peer),
        "Body": body,
    }
    response = post_form(messages_url(account), data=form, headers=credentials(account))
    if not response.is_success:
        raise error_of(response)
    sid = json_of(response).get("sid")
    if not sid:
        raise SendError("no_id", "The channel accepted without an id.", Advice.UNSURE)
    return str(sid)


def sender_of(account: Account, peer: str) -> dict[str, str]:
    """From whom: the account's own number or service, else the one its settings name."""
    service = str(account.config.get("messaging_service") or "")
    number = str(account.config.get("from") or "")
    own = account.account_id
    if own.startswith("MG"):
        service, number = own, ""
    elif not own.startswith("AC"):
        service, number = "", own
    if number:
        return {"From": on_channel_of(number, peer)}
    if service:
        return {"MessagingServiceSid": service}
    raise SendError(
        "no_sender", "This account names neither a number nor a messaging service.", Advice.PAUSE
    )


def messages_url(account: Account) -> str:
    """Where messages of the Twilio account are sent and listed."""
    return f"{settings.TWILIO_API_URL}/{_API}/Accounts/{twilio_sid(account)}/Messages.json"


def credentials(account: Account) -> dict[str, str]:
    """The header that proves who we are; SendError when the account has no token yet."""
    if not account.token:
        raise SendError("no_token", "This account has no auth token yet.", Advice.PAUSE)
    pair = f"{twilio_sid(account)}:{account.token}".encode()
    return {"authorization": f"Basic {base64.b64encode(pair).decode()}"}


def _since(outgoing: Outgoing) -> list[dict[str, Any]]:
    """Messages of ours to this person, made since this one was written, that no other one is."""
    # No date is asked for: it would be the day of sending, which one still queued has not.
    response = ask(
        "GET",
        messages_url(outgoing.account),
        headers=credentials(outgoing.account),
        params={"To": outgoing.peer, "PageSize": _PAGE},
    )
    if response.status_code != httpx.codes.OK:
        raise error_of(response)
    rows = json_of(response).get("messages")
    if not isinstance(rows, list):
        raise SendError("no_result", "The channel's answer could not be read.")
    begun = (outgoing.sent_at or datetime.now(UTC)) - _SKEW
    sender = sender_of(outgoing.account, outgoing.peer)
    ours = [
        row
        for row in rows
        if isinstance(row, dict)
        and row.get("sid")
        and str(row.get("direction") or "").startswith("outbound")
        and row.get("from") == sender.get("From", row.get("from"))
        and _made_at(row) >= begun
    ]
    known = _known(outgoing.account, [str(row["sid"]) for row in ours])
    return [row for row in ours if str(row["sid"]) not in known]


def _known(account: Account, sids: list[str]) -> set[str]:
    """Those that are other messages of ours: two may say the same."""
    rows = Message.objects.filter(
        account_key=account_key(account.channel, account.account_id), external_id__in=sids
    )
    found = set(rows.values_list("external_id", flat=True))
    release()
    return found


def _sid_of(rows: list[dict[str, Any]], body: str) -> str:
    return next((str(row["sid"]) for row in rows if row.get("body") == body), "")


def _made_at(row: dict[str, Any]) -> datetime:
    """When Twilio made it; the beginning of time when it does not say."""
    try:
        made = parsedate_to_datetime(str(row.get("date_created") or ""))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return made if made.tzinfo else made.replace(tzinfo=UTC)
