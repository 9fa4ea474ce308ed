"""TikTok's leads: what a notice says of one, and asking the Business API for its answers.

The Business API answers HTTP 200 to everything: ``code`` tells. The codes' numbers come from
public lists, not from TikTok's own page, so whole ranges are read alike.
Source: business-api.tiktok.com/portal/docs?id=1759978341579777.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import httpx
from django.conf import settings

from channels_app.channels.base import Account, Advice, FormNotice, Inbound, SendError, Unknown
from channels_app.channels.calls import ask, json_of, retry_after
from channels_app.channels.formvalues import (
    Answers,
    from_text,
    from_unix,
    id_text,
    is_sample_id,
    origin_of,
)
from channels_app.channels.pace import keep_pace

#: Calls a minute that an account may make.
A_MINUTE: Final = 60
_ORIGIN: Final = {
    "campaign_id": "campaign_id",
    "adgroup_id": "adset_id",
    "ad_id": "ad_id",
    "campaign_name": "campaign_name",
    "ad_name": "ad_name",
    "lead_source": "platform",
}
_OK: Final = 0
_TOO_MANY: Final = {40100, 40016}
_TOKEN: Final = {40001, 40101, 40102, 40104, 40105, 40106}
_THEIRS: Final = 50_000


def read(entry: Mapping[str, Any], *, is_proven: bool) -> Inbound:
    """The lead one entry of a notice tells of; its answers may have come along."""
    lead_id = id_text(entry.get("id")) or id_text(entry.get("lead_id"))
    if not lead_id:
        return Unknown("lead without an id")
    answers, changes = Answers(), entry.get("changes")
    for change in changes if isinstance(changes, list) else []:
        if isinstance(change, dict):
            answers.add(change.get("field"), change.get("value"))
    return FormNotice(
        external_id=lead_id,
        form_id=id_text(entry.get("page_id")),
        at=from_unix(entry.get("create_time")),
        answers=answers.values or None,
        origin=_origin(entry),
        is_test=is_sample_id(lead_id),
        is_proven=is_proven,
    )


def fetch(account: Account, notice: FormNotice) -> FormNotice:
    """The notice with the answers the Business API has; raises :class:`SendError`."""
    if not account.token:
        raise SendError("no_token", "This account has no token yet.", Advice.PAUSE)
    keep_pace(account, A_MINUTE)
    query = {
        "advertiser_id": _advertiser(account, notice),
        "page_id": notice.form_id,
        "lead_id": notice.external_id,
    }
    response = ask(
        "GET",
        f"{settings.TIKTOK_API_URL}/lead/get/",
        params={name: value for name, value in query.items() if value},
        headers={"access-token": account.token},
    )
    answer = json_of(response)
    if response.status_code != httpx.codes.OK or answer.get("code") != _OK:
        raise _error(response, answer)
    data = answer.get("data")
    data = data if isinstance(data, dict) else {}
    meta, given = data.get("meta_data"), data.get("lead_data")
    if not isinstance(given, dict):
        raise SendError("no_lead", "TikTok answered without a lead.")
    meta = meta if isinstance(meta, dict) else {}
    answers = Answers()
    for question, value in given.items():
        answers.add(question, value)
    return FormNotice(
        external_id=notice.external_id,
        form_id=id_text(meta.get("page_id")) or notice.form_id,
        at=from_text(meta["create_time"]) if meta.get("create_time") else notice.at,
        answers=answers.values,
        origin={**notice.origin, **_origin(meta)},
        is_test=notice.is_test,
    )


def _advertiser(account: Account, notice: FormNotice) -> str:
    """The advertiser whose lead it is: told when connecting, or the connected account itself."""
    told = str(account.config.get("advertiser_id") or "")
    return told or (account.account_id if account.account_id != notice.form_id else "")


def _origin(values: Mapping[str, Any]) -> dict[str, str]:
    return origin_of({name: id_text(values.get(name)) for name in _ORIGIN}, _ORIGIN)


def _error(response: httpx.Response, answer: Mapping[str, Any]) -> SendError:
    code = answer.get("code")
    name = str(code if code is not None else f"http_{response.status_code}")
    message = str(answer.get("message") or f"HTTP {response.status_code}")
    if code in _TOO_MANY or response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        return SendError(name, message, Advice.WAIT, retry_after=retry_after(response) or 60.0)
    if code in _TOKEN or (code is None and response.status_code in {401, 403}):
        return SendError(name, message, Advice.PAUSE)
    is_theirs = isinstance(code, int) and code >= _THEIRS
    if is_theirs or (code is None and (response.status_code >= 500 or response.is_success)):
        return SendError(name, message, retry_after=retry_after(response))
    return SendError(name, message, Advice.DEAD)
