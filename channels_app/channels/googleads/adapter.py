"""Lead forms of Google Ads.

Nothing is signed: the key in the body is the only proof, random for each broker, and it also says
whose form it is. The answers come with the notice, so there is nothing to ask for later.
Source: developers.google.com/google-ads/webhook/docs/implementation.
"""

from __future__ import annotations

from typing import Any, Final

import orjson

from channels_app.channels.base import (
    Advice,
    Answer,
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
from channels_app.channels.formvalues import Answers, from_text, id_text, ids_as_text, origin_of
from channels_app.channels.jsonbody import json_body
from channels_app.channels.signing import digest
from crm.brokers.routing import account_for_secret

_ORIGIN: Final = {
    "campaign_id": "campaign_id",
    "adgroup_id": "adset_id",
    "asset_group_id": "asset_group_id",
    "creative_id": "ad_id",
    "gcl_id": "gclid",
    "lead_stage": "stage",
}
_KEY: Final = "google_key"


class GoogleAds:
    """Reads leads that prove themselves by the broker's key."""

    name = "googleads"
    capabilities = Capabilities(can_begin=False)

    def split(self, delivered: Delivered) -> list[Slice]:
        # Whoever cannot show a key gets the same answer, whatever else is wrong with the body.
        try:
            lead = json_body(delivered.body)
        except Unreadable as error:
            raise BadSignature("no key can be read") from error
        key = lead.get(_KEY) if isinstance(lead, dict) else None
        # Looked up by its digest: how long that takes tells nothing of any broker's key.
        route = account_for_secret(self.name, key) if isinstance(key, str) else None
        if route is None:
            raise BadSignature("unknown key")
        _schema, account = route
        payload = ids_as_text({name: value for name, value in lead.items() if name != _KEY})
        lead_id = id_text(payload.get("lead_id"))
        name = f"{account}:{lead_id}:{bool(payload.get('is_test'))}" if lead_id else ""
        return [
            Slice(
                account_id=account,
                dedupe_key=digest(name.encode() or orjson.dumps([account, payload])),
                payload=payload,
            )
        ]

    def refusal(self, message: str) -> Answer:
        """Google shows ``message`` to who set the form up, and does not repeat a 4xx."""
        return Answer(orjson.dumps({"message": message}), status=401)

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        lead_id = id_text(payload.get("lead_id"))
        if not lead_id:
            return [Unknown("lead without an id")]
        answers = Answers()
        columns = payload.get("user_column_data")
        for column in columns if isinstance(columns, list) else []:
            if isinstance(column, dict):
                name = column.get("column_id") or column.get("column_name")
                answers.add(name, column.get("string_value"), column.get("column_name"))
        texts = {name: id_text(payload.get(name)) for name in _ORIGIN}
        return [
            FormNotice(
                external_id=lead_id,
                form_id=id_text(payload.get("form_id")),
                at=from_text(payload.get("lead_submit_time")),
                answers=answers.values,
                labels=answers.labels,
                origin=origin_of(texts, _ORIGIN),
                is_test=payload.get("is_test") is True,
            )
        ]

    def send(self, outgoing: Outgoing) -> str:
        raise SendError("one_way", "An ad's form takes no messages.", Advice.DEAD)


ADAPTER: Final = GoogleAds()
