"""SMS, MMS and WhatsApp by Twilio. Source: twilio.com/docs/messaging."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from channels_app.channels.base import (
    Account,
    Answer,
    BadSignature,
    Capabilities,
    Delivered,
    Inbound,
    Outgoing,
    Receipts,
    Slice,
    Unknown,
    Unreadable,
    lane_of,
)
from channels_app.channels.jsonbody import json_body
from channels_app.channels.signing import digest
from channels_app.channels.twilio import media, sending
from channels_app.channels.twilio.accounts import CHANNEL, call_of, proven_account
from channels_app.channels.twilio.forms import first_values, message_sid, pairs_of, status_of
from channels_app.channels.twilio.reading import read_form

_FORM: Final = "application/x-www-form-urlencoded"
_KEY_LIMIT: Final = 80
_DEPTH: Final = 3
_SID_NAMES: Final = ("AccountSid", "accountSid", "account_sid")
#: No message of ours in the answer: what is said to a lead goes out once, by the outbox.
_TWIML: Final = Answer(
    b'<?xml version="1.0" encoding="UTF-8"?><Response/>', "text/xml; charset=utf-8"
)


class Twilio:
    """Reads signed forms, tells a Twilio account's brokers apart, sends texts."""

    name = CHANNEL
    # A message has an id of Twilio's only: an attempt without an answer is looked up.
    capabilities = Capabilities(
        text_limit=sending.TEXT_LIMIT,
        receipts=Receipts.BY_ID,
        rate=10.0,
        coalesce=3.0,
        has_carrier_words=True,
    )

    def split(self, delivered: Delivered) -> list[Slice]:
        if delivered.headers.get("content-type", _FORM).partition(";")[0].strip() == _FORM:
            return [self._form(delivered)]
        return [self._other(delivered)]

    def _form(self, delivered: Delivered) -> Slice:
        try:
            pairs = pairs_of(delivered.body)
        except ValueError as error:
            raise BadSignature("not a form of Twilio's") from error
        form = first_values(pairs)
        call = call_of(sid=form.get("AccountSid", ""), form=pairs)
        account_id = proven_account(call, delivered)
        # A receipt is of a message of ours, so the person is who it went to.
        person = form.get("To" if status_of(form) else "From")
        return Slice(account_id, _key(form, delivered.body), {"form": form}, lane_of(person))

    def _other(self, delivered: Delivered) -> Slice:
        """A JSON event, whose digest stands in the signed address."""
        try:
            event = json_body(delivered.body)
        except Unreadable as error:
            # It names no account, so nobody can have signed it.
            raise BadSignature("no account named") from error
        call = call_of(sid=_sid_in(event), body=delivered.body)
        account_id = proven_account(call, delivered)
        return Slice(account_id, digest(delivered.body), {"event": event})

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        form = payload.get("form")
        return read_form(form) if isinstance(form, dict) else [Unknown("event")]

    def send(self, outgoing: Outgoing) -> str:
        return sending.send(outgoing)

    def look_up(self, outgoing: Outgoing) -> str:
        return sending.look_up(outgoing)

    def media(self, account: Account, ref: Mapping[str, Any]) -> Iterator[bytes]:
        return media.fetch(account, ref)

    def acknowledgement(self, delivered: Delivered) -> Answer:
        return _TWIML


def _key(form: Mapping[str, str], body: bytes) -> str:
    """Equal for a repeated call: a message's SID, and of a receipt what it says besides."""
    sid, status = message_sid(form), status_of(form)
    if not sid:
        return digest(body)
    key = f"{sid}|{status}" if status else sid
    return key if len(key) <= _KEY_LIMIT else digest(key.encode("utf-8", "surrogateescape"))


def _sid_in(event: Any, depth: int = _DEPTH) -> str:
    """The Twilio account a JSON event names, "" when it names none near its top."""
    if isinstance(event, list):
        event = event[0] if event else None
    if not isinstance(event, dict) or not depth:
        return ""
    for name in _SID_NAMES:
        if isinstance(event.get(name), str):
            return str(event[name])
    return next((sid for value in event.values() if (sid := _sid_in(value, depth - 1))), "")


ADAPTER: Final = Twilio()
