"""WhatsApp Cloud API.

One Meta app signs for all brokers with one secret; the phone number id says whose a change is.
Source: developers.facebook.com/documentation/business-messaging/whatsapp.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

import orjson

from channels_app.channels.base import (
    Account,
    Answer,
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
from channels_app.channels.signing import digest, meta_handshake, meta_signed
from channels_app.channels.whatsapp import fetching, sending, templates
from channels_app.channels.whatsapp.files import SIZES
from channels_app.channels.whatsapp.parting import by_person
from channels_app.channels.whatsapp.reading import read_change
from crm.core.text import storable

_OBJECT: Final = "whatsapp_business_account"


class WhatsApp:
    """Reads signed batches for several numbers; sends over the Graph API."""

    name = "whatsapp"
    # Meta has no idempotency key: a repeated send is a second message. Receipts settle doubt,
    # since they hand back the id we sent along.
    capabilities = Capabilities(
        window=timedelta(hours=24),
        has_templates=True,
        receipts=Receipts.OURS,
        buttons=3,
        list_rows=10,
        media=SIZES,
        shows_typing=True,
        rate=80.0,
    )

    def handshake(self, query: Mapping[str, str]) -> Answer:
        return meta_handshake(query)

    def split(self, delivered: Delivered) -> list[Slice]:
        meta_signed(delivered.body, delivered.headers.get("x-hub-signature-256", ""))
        envelope = json_body(delivered.body)
        if not isinstance(envelope, dict) or envelope.get("object") != _OBJECT:
            raise Unreadable("not a WhatsApp envelope")
        parts: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for entry in _objects(envelope.get("entry")):
            for change in _objects(entry.get("changes")):
                if isinstance(change.get("value"), dict):
                    account = _account(entry, change["value"])
                    for person, value in by_person(change["value"]):
                        parts.setdefault((account, person), []).append(
                            {"field": str(change.get("field") or ""), "value": value}
                        )
        if not parts:
            raise Unreadable("an envelope without changes")
        return [
            Slice(
                account_id=account,
                dedupe_key=digest(orjson.dumps(changes, option=orjson.OPT_SORT_KEYS)),
                payload={"changes": changes},
                lane=lane_of(person),
            )
            for (account, person), changes in parts.items()
        ]

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        items: list[Inbound] = []
        for change in payload.get("changes", []):
            items += read_change(change.get("field", ""), change.get("value", {}))
        return items or [Unknown("empty")]

    def send(self, outgoing: Outgoing) -> str:
        return sending.send(outgoing)

    def show_presence(self, account: Account, *, peer: str, external_id: str, typing: bool) -> None:
        sending.show_presence(account, external_id=external_id, typing=typing)

    def media(self, account: Account, ref: Mapping[str, Any]) -> Iterator[bytes]:
        return fetching.media(account, ref)

    def templates(self, account: Account) -> Iterator[Mapping[str, Any]]:
        return templates.templates(account)

    def further_ids(self, config: Mapping[str, Any]) -> list[str]:
        """News of templates and of the account come under the business account's id."""
        return [f"waba:{config['waba_id']}"] if config.get("waba_id") else []


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _account(entry: dict[str, Any], value: dict[str, Any]) -> str:
    metadata = value.get("metadata")
    if isinstance(metadata, dict) and metadata.get("phone_number_id"):
        return storable(str(metadata["phone_number_id"]))[:128]
    # Account and template news carry the business account's id only.
    return storable(f"waba:{entry.get('id') or ''}")[:128]


ADAPTER: Final = WhatsApp()
