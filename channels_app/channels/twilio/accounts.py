"""Whose a call is. Twilio signs with the auth token of the account it names, so the account is
looked up by what the call claims and then has to prove it.

An account here is a Twilio account (``AC…``), one number of it, or one of its messaging services
(``MG…``). A number or service comes first: several brokers may share one Twilio account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from channels_app.accounts import account_of, account_row
from channels_app.channels.base import Account, BadSignature, Delivered
from channels_app.channels.twilio.addresses import WHATSAPP
from channels_app.channels.twilio.forms import Pairs, first_values, status_of
from channels_app.channels.twilio.signature import (
    HEADER,
    SETTINGS_HEADER,
    SHA1,
    SHA256,
    check_signature,
    signature_settings,
)
from crm.brokers.routing import broker_for_account
from crm.core.tenancy import in_schema

CHANNEL: Final = "twilio"
_PATHS: Final = {"sms": "/webhooks/twilio/sms", "status": "/webhooks/twilio/status"}


@dataclass(frozen=True, slots=True)
class Call:
    """A call as Twilio made it: a form's pairs, or another body with the account it names."""

    sid: str
    form: Pairs = ()
    body: bytes | None = None
    ours: tuple[str, ...] = ()


def call_of(*, sid: str, form: Pairs = (), body: bytes | None = None) -> Call:
    """What the call claims: its Twilio account, and the addresses that may be ours."""
    named = first_values(form)
    # A receipt speaks of what we sent: there the sender is ours.
    address = named.get("From" if status_of(named) else "To", "")
    ours = (address, address.removeprefix(WHATSAPP), named.get("MessagingServiceSid", ""))
    return Call(sid, form, body, tuple(dict.fromkeys(each for each in ours if each)))


def proven_account(call: Call, delivered: Delivered) -> str:
    """The account id the call is for; BadSignature when none of those it claims signed it."""
    if not call.sid:
        raise BadSignature("no account named")
    for account_id in (*call.ours, call.sid):
        account = connected(account_id)
        if account is not None and twilio_sid(account) == call.sid:
            _check(account, call, delivered)
            return account_id
    raise BadSignature("an account nobody connected")


def connected(account_id: str) -> Account | None:
    """The account of that id with its credentials, whosever it is."""
    schema = broker_for_account(CHANNEL, account_id)
    if schema is None:
        return None
    with in_schema(schema):
        row = account_row(CHANNEL, account_id)
        return account_of(row, CHANNEL, account_id) if row else None


def twilio_sid(account: Account) -> str:
    """The Twilio account (``AC…``) that an account is, or belongs to."""
    return str(account.config.get("account_sid") or account.account_id)


def _check(account: Account, call: Call, delivered: Delivered) -> None:
    given = signature_settings(delivered.headers.get(SETTINGS_HEADER, ""))
    secret, algorithm = account.token, given.get("algorithm", SHA1).upper()
    if algorithm == SHA256:
        # SharedKeys are in beta: only for an account that says which key is its own.
        expected = account.config.get("shared_key")
        if not expected or given.get("key") != expected:
            raise BadSignature("signed with a key that is not this account's")
        secret = account.secret
    check_signature(
        secret=secret,
        urls=signed_urls(account.config, delivered),
        header=delivered.headers.get(HEADER, ""),
        form=call.form,
        body=call.body,
        algorithm=algorithm,
    )


def signed_urls(config: Mapping[str, Any], delivered: Delivered) -> list[str]:
    """The addresses Twilio may have signed: the one it was given, else those we answer at."""
    query = delivered.url.partition("?")[2]
    given = str(config.get("status_url" if delivered.part == "status" else "url") or "")
    found = [_complete(given, delivered, query)] if given else []
    public = settings.PUBLIC_URL + urlsplit(delivered.url).path
    return list(dict.fromkeys([*found, delivered.url, f"{public}?{query}" if query else public]))


def _complete(given: str, delivered: Delivered, query: str) -> str:
    """A given address with what it leaves to the call: the path of a bare origin, the query."""
    parts = urlsplit(given.partition("#")[0])
    path = parts.path if parts.path not in ("", "/") else urlsplit(delivered.url).path
    return parts._replace(path=path, query=parts.query or query).geturl()


def status_callback(account: Account) -> str:
    """Where Twilio tells what became of a message."""
    given = str(account.config.get("status_url") or "")
    if given and urlsplit(given).path not in ("", "/"):
        return given
    return (given.rstrip("/") or settings.PUBLIC_URL) + _PATHS["status"]
