"""TikTok: leads of instant forms, and the events of its developer portal.

Two worlds with one door. Portal events are signed. What public documentation says of lead notices
ends before their signature, so a lead may prove itself in either of two ways: by the signature of
the client secret, or by an address nobody else knows (``/webhooks/tiktok/<callback token>``); in
the second case the answers are asked for again where the account has a token.
Sources: developers.tiktok.com/doc/webhooks-overview, business-api.tiktok.com/portal/docs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson
from django.conf import settings

from channels_app.account_secrets import known_secrets, secret_of
from channels_app.channels.base import (
    Account,
    Advice,
    BadSignature,
    Capabilities,
    Delivered,
    FormNotice,
    Inbound,
    Outgoing,
    SendError,
    Slice,
    Unknown,
    Unreadable,
)
from channels_app.channels.formvalues import id_text, ids_as_text
from channels_app.channels.jsonbody import json_body
from channels_app.channels.signing import digest
from channels_app.channels.tiktok import leads, signature
from crm.brokers.routing import broker_for_account

_NAME: Final = "tiktok"
#: A callback token is a secret; a shorter one could be guessed.
_SHORTEST_TOKEN: Final = 24
_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
#: Members of a lead that may name the account it is of, the most exact first.
_OWNERS: Final = ("page_id", "library_id", "advertiser_id")


def callback_account(token: str) -> str:
    """What the route of a callback token is called; the token itself is kept nowhere."""
    return f"callback:{hashlib.sha256(token.encode()).hexdigest()}"


class TikTok:
    """Reads leads and portal events; asks the Business API for answers."""

    name = _NAME
    # One a second, the platform's sixty a minute.
    capabilities = Capabilities(can_begin=False, rate=1.0)

    def split(self, delivered: Delivered) -> list[Slice]:
        body = _body(delivered)
        if delivered.part:
            return _by_address(delivered, body)
        header = delivered.headers.get(signature.HEADER, "")
        if header == "":
            raise BadSignature("missing signature")
        entries = _entries(body)
        if not entries:
            _check(delivered, [settings.TIKTOK_CLIENT_SECRET, *_all_secrets()])
            return [_event(body)]
        kept = []
        for owner, rows in _by_owner(entries).items():
            # One app signs for all, but a broker with an app of its own is heard by no other.
            own = secret_of(_NAME, owner)
            try:
                _check(delivered, [own or settings.TIKTOK_CLIENT_SECRET])
            except BadSignature:
                continue
            kept.append(_slice(owner, rows, is_signed=True))
        if not kept:
            raise BadSignature("wrong signature")
        return kept

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        if "event" in payload:
            return [Unknown(f"tiktok:{payload['event'].get('event') or 'nothing'}"[:80])]
        is_signed = payload.get("is_signed") is True
        return [leads.read(entry, is_proven=is_signed) for entry in payload.get("entries", [])]

    def send(self, outgoing: Outgoing) -> str:
        raise SendError("one_way", "TikTok takes no messages from here.", Advice.DEAD)

    def further_ids(self, config: Mapping[str, Any]) -> list[str]:
        """The route of the address that only this broker's callbacks know, by its digest."""
        digest_of = str(config.get("callback_sha256") or "").lower()
        return [f"callback:{digest_of}"] if _SHA256.match(digest_of) else []

    def form(self, account: Account, notice: FormNotice) -> FormNotice:
        return leads.fetch(account, notice)

    def forms_since(self, account: Account, since: object) -> Iterator[FormNotice]:
        # The Business API lists leads only as an export task of their own.
        return iter(())


def _body(delivered: Delivered) -> Any:
    """The body's value, None for one that cannot be read (whose proof is still looked at)."""
    try:
        return json_body(delivered.body)
    except Unreadable:
        return None


def _check(delivered: Delivered, secrets: list[str]) -> None:
    header = delivered.headers.get(signature.HEADER, "")
    signature.check(header=header, body=delivered.body, secrets=secrets)


def _all_secrets() -> list[str]:
    return [known.secret for known in known_secrets(_NAME)]


def _entries(body: Any) -> list[dict[str, Any]]:
    rows = body.get("entry") if isinstance(body, dict) else None
    rows = rows if isinstance(rows, list) else []
    return [ids_as_text(row) for row in rows if isinstance(row, dict)]


def _by_owner(entries: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        found.setdefault(_owner(entry), []).append(entry)
    return found


def _owner(entry: Mapping[str, Any]) -> str:
    """The account a lead is of: the first it names that a broker has connected, else the first."""
    named = [id_text(entry.get(member))[:128] for member in _OWNERS]
    named = [account for account in named if account]
    return next((each for each in named if broker_for_account(_NAME, each)), (named or ["?"])[0])


def _slice(owner: str, rows: list[dict[str, Any]], *, is_signed: bool) -> Slice:
    name = orjson.dumps([owner, is_signed, rows], option=orjson.OPT_SORT_KEYS)
    return Slice(
        account_id=owner,
        dedupe_key=digest(name),
        payload={"entries": rows, "is_signed": is_signed},
    )


def _event(body: Any) -> Slice:
    """An event of the developer portal; its content is JSON in a text, or nothing."""
    if not isinstance(body, dict) or not body.get("event"):
        raise Unreadable("neither leads nor an event")
    try:
        content = orjson.loads(str(body.get("content") or "null"))
    except orjson.JSONDecodeError:
        content = body.get("content")
    app = id_text(body.get("client_key"))[:128] or "?"
    return Slice(
        account_id=app,
        dedupe_key=digest(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)),
        payload={"event": {**body, "content": content}},
    )


def _by_address(delivered: Delivered, body: Any) -> list[Slice]:
    """Leads that came by the address of one broker, and count for that broker only."""
    is_long = len(delivered.part) >= _SHORTEST_TOKEN
    schema = broker_for_account(_NAME, callback_account(delivered.part)) if is_long else None
    if schema is None:
        raise BadSignature("nobody's address")
    entries = _entries(body)
    if not entries:
        raise Unreadable("no leads")
    kept = [
        _slice(owner, rows, is_signed=False)
        for owner, rows in _by_owner(entries).items()
        if broker_for_account(_NAME, owner) == schema
    ]
    if not kept:
        raise Unreadable("leads of no account of this broker")
    return kept


ADAPTER: Final = TikTok()
