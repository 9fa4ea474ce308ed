"""Lead forms of Facebook and Instagram (Meta Lead Ads).

A webhook says that somebody filled in a form of a page; the answers are asked for with the page's
token. One Meta app signs for all brokers; the page id says whose a change is.
Source: developers.facebook.com/docs/marketing-api/guides/lead-ads/retrieving.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import orjson
from django.conf import settings

from channels_app.channels.base import (
    Account,
    Advice,
    Answer,
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
from channels_app.channels.formvalues import (
    from_unix,
    id_text,
    ids_as_text,
    is_sample_id,
    origin_of,
)
from channels_app.channels.jsonbody import json_body
from channels_app.channels.leadads import graph
from channels_app.channels.signing import check_hmac_sha256, digest, meta_handshake

_OBJECT: Final = "page"
_FIELD: Final = "leadgen"
_NO_PAGE: Final = "page:unknown"


class LeadAds:
    """Reads signed notices of several pages; asks the Graph API for the answers."""

    name = "leadads"
    capabilities = Capabilities(can_begin=False)

    def handshake(self, query: Mapping[str, str]) -> Answer:
        return meta_handshake(query)

    def split(self, delivered: Delivered) -> list[Slice]:
        check_hmac_sha256(
            secret=settings.META_APP_SECRET,
            body=delivered.body,
            header=delivered.headers.get("x-hub-signature-256", ""),
            prefix="sha256=",
        )
        envelope = json_body(delivered.body)
        if not isinstance(envelope, dict) or envelope.get("object") != _OBJECT:
            raise Unreadable("not a page's envelope")
        pages: dict[str, list[dict[str, Any]]] = {}
        for entry in envelope.get("entry") or []:
            if isinstance(entry, dict):
                for change in entry.get("changes") or []:
                    if isinstance(change, dict):
                        page = _page(entry, change)
                        pages.setdefault(page, []).append(ids_as_text(change))
        if not pages:
            raise Unreadable("an envelope without changes")
        return [
            Slice(
                account_id=page,
                dedupe_key=digest(orjson.dumps([page, changes], option=orjson.OPT_SORT_KEYS)),
                payload={"changes": changes},
            )
            for page, changes in pages.items()
        ]

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        return [_read(change) for change in payload.get("changes", [])] or [Unknown("empty")]

    def send(self, outgoing: Outgoing) -> str:
        raise SendError("one_way", "An ad's form takes no messages.", Advice.DEAD)

    def form(self, account: Account, notice: FormNotice) -> FormNotice:
        return graph.lead(account, notice.external_id)

    def forms_since(self, account: Account, since: datetime) -> Iterator[FormNotice]:
        return graph.leads_since(account, since)


def _page(entry: Mapping[str, Any], change: Mapping[str, Any]) -> str:
    value = change.get("value")
    inside = value.get("page_id") if isinstance(value, dict) else None
    return (id_text(entry.get("id")) or id_text(inside))[:128] or _NO_PAGE


def _read(change: Mapping[str, Any]) -> Inbound:
    kind, value = str(change.get("field") or "nothing"), change.get("value")
    if kind != _FIELD or not isinstance(value, dict):
        return Unknown(f"page:{kind}"[:80])
    lead = id_text(value.get("leadgen_id"))
    if not lead:
        return Unknown("leadgen without an id")
    form = id_text(value.get("form_id"))
    return FormNotice(
        external_id=lead,
        form_id=form,
        at=from_unix(value.get("created_time")),
        origin=origin_of(
            {name: id_text(value.get(name)) for name in graph.NOTICE_ORIGIN}, graph.NOTICE_ORIGIN
        ),
        is_test=is_sample_id(lead),
    )


ADAPTER: Final = LeadAds()
