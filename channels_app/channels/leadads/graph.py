"""Asking the Graph API for leads, and what its errors mean for us.

Decided on ``error.code``, not on the HTTP status alone. Pages of answers are small on purpose:
Graph answers 500 to who asks for thousands at once.
Sources: developers.facebook.com/docs/marketing-api/guides/lead-ads/retrieving and
developers.facebook.com/documentation/ads-commerce/marketing-api/overview/rate-limiting.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

import httpx
from django.conf import settings

from channels_app.channels.base import Account, Advice, FormNotice, SendError
from channels_app.channels.calls import ask, json_of, retry_after
from channels_app.channels.formvalues import (
    Answers,
    from_text,
    from_unix,
    id_text,
    is_sample_id,
    origin_of,
)

FIELDS: Final = (
    "created_time,id,ad_id,ad_name,adset_id,campaign_id,form_id,field_data,"
    "custom_disclaimer_responses,is_organic,platform"
)
NOTICE_ORIGIN: Final = {"ad_id": "ad_id", "adgroup_id": "adset_id"}
_ORIGIN: Final = {
    "ad_id": "ad_id",
    "ad_name": "ad_name",
    "adset_id": "adset_id",
    "campaign_id": "campaign_id",
    "platform": "platform",
}
#: The token is dead, or may not read this page's leads.
_TOKEN: Final = {190, 102, 10, 3}
_WAIT: Final = {4, 17, 32, 341, 613, 80000, 80001, 80004, 80005}
_AGAIN: Final = {1, 2}
#: Not to be seen: permission, lead access, or a test's id. It may come to be seen a little later.
NOT_VISIBLE: Final = "100/33"
_DEFAULT_WAIT: Final = 300.0
_PAGE_SIZES: Final = (100, 25, 5)
_MOST_PAGES: Final = 500


def lead(account: Account, leadgen_id: str) -> FormNotice:
    """One lead's answers; raises :class:`SendError`."""
    row = _get(account, quote(leadgen_id, safe=""), {"fields": FIELDS})
    if not id_text(row.get("id")):
        raise SendError("no_lead", "Meta answered without a lead.")
    return _notice(row)


def leads_since(account: Account, since: datetime) -> Iterator[FormNotice]:
    """Leads of every form of the page filled in since then; raises :class:`SendError`."""
    newer = json.dumps(
        [{"field": "time_created", "operator": "GREATER_THAN", "value": int(since.timestamp())}]
    )
    for form in _pages(
        account, f"{quote(account.account_id, safe='')}/leadgen_forms", {"fields": "id,status"}
    ):
        form_id = id_text(form.get("id"))
        if form_id:
            for row in _pages(
                account, f"{quote(form_id, safe='')}/leads", {"fields": FIELDS, "filtering": newer}
            ):
                if id_text(row.get("id")):
                    yield _notice({"form_id": form_id, **row})


def token_facts(token: str) -> Mapping[str, Any]:
    """What Meta says of a token (``is_valid``, ``expires_at``); empty without an app's id.

    Raises :class:`SendError`.
    """
    if not settings.META_APP_ID:
        return {}
    app = f"{settings.META_APP_ID}|{settings.META_APP_SECRET}"
    answer = _asked(app, "debug_token", {"input_token": token})
    data = answer.get("data")
    return data if isinstance(data, dict) else {}


def _notice(row: Mapping[str, Any]) -> FormNotice:
    answers, boxes = Answers(), {}
    for each in row.get("field_data") or []:
        if isinstance(each, dict):
            answers.add(each.get("name"), each.get("values") or [])
    for box in row.get("custom_disclaimer_responses") or []:
        if isinstance(box, dict) and box.get("checkbox_key"):
            boxes[str(box["checkbox_key"])[:200]] = str(box.get("is_checked")) in {"1", "True"}
    origin = origin_of(row, _ORIGIN)
    if row.get("is_organic") is True:
        origin["organic"] = "yes"
    leadgen_id = id_text(row.get("id"))
    return FormNotice(
        external_id=leadgen_id,
        form_id=id_text(row.get("form_id")),
        at=from_text(_with_colon(str(row.get("created_time") or ""))),
        answers=answers.values,
        consents=boxes,
        origin=origin,
        is_test=is_sample_id(leadgen_id),
    )


def _with_colon(moment: str) -> str:
    # 2026-11-20T10:39:57+0000: Python 3.11 reads it, and a Unix time it does not.
    return from_unix(moment).isoformat() if moment.isdigit() else moment


def _pages(account: Account, path: str, query: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """The rows of all pages, asked for by cursor; an address in the answer is never followed."""
    sizes, after, seen = list(_PAGE_SIZES), "", set[str]()
    for _page in range(_MOST_PAGES):
        given = {**query, "limit": str(sizes[0])} | ({"after": after} if after else {})
        try:
            answer = _get(account, path, given)
        except SendError as error:
            if error.code != "1" or len(sizes) == 1:
                raise
            del sizes[0]  # "please reduce the amount of data": ask for less
            continue
        rows = answer.get("data")
        yield from (row for row in rows or [] if isinstance(row, dict))
        paging = answer.get("paging")
        paging = paging if isinstance(paging, dict) else {}
        cursors = paging.get("cursors")
        after = str(cursors.get("after") or "") if isinstance(cursors, dict) else ""
        if not rows or not after or after in seen or "next" not in paging:
            return
        seen.add(after)


def _get(account: Account, path: str, query: Mapping[str, str]) -> dict[str, Any]:
    if not account.token:
        raise SendError("no_token", "This page has no token yet.", Advice.PAUSE)
    return _asked(account.token, path, query)


def _asked(token: str, path: str, query: Mapping[str, str]) -> dict[str, Any]:
    response = ask(
        "GET",
        f"{settings.GRAPH_API_URL}/{path}",
        params=query,
        headers={"authorization": f"Bearer {token}"},
    )
    answer = json_of(response)
    if response.status_code == httpx.codes.OK and "error" not in answer:
        return answer
    raise error_of(response, answer)


def error_of(response: httpx.Response, answer: Mapping[str, Any]) -> SendError:
    """The Graph API's refusal, with what may be done about it."""
    error = answer.get("error")
    details = error if isinstance(error, dict) else {}
    code, subcode = details.get("code"), details.get("error_subcode")
    message = str(details.get("message") or f"HTTP {response.status_code}")
    name = str(code if code is not None else f"http_{response.status_code}")
    if code in _WAIT or response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        wait = _usage_wait(response) or retry_after(response) or _DEFAULT_WAIT
        return SendError(name, message, Advice.WAIT, retry_after=wait)
    if code in _TOKEN or (isinstance(code, int) and 200 <= code <= 299):
        return SendError(name, message, Advice.PAUSE)
    if code in _AGAIN or details.get("is_transient") or (code is None and _is_theirs(response)):
        return SendError(name, message, retry_after=retry_after(response))
    if code == 100 and subcode == 33:
        return SendError(NOT_VISIBLE, message, Advice.DEAD)
    if code is None and response.status_code == httpx.codes.UNAUTHORIZED:
        return SendError(name, message, Advice.PAUSE)
    return SendError(name, message, Advice.DEAD)


def _is_theirs(response: httpx.Response) -> bool:
    return response.status_code >= 500 or response.status_code == httpx.codes.OK


def _usage_wait(response: httpx.Response) -> float | None:
    """Seconds until access comes back, by the minutes of the usage header."""
    try:
        usage = json.loads(response.headers.get("x-business-use-case-usage", ""))
        minutes = [
            float(each.get("estimated_time_to_regain_access") or 0)
            for rows in usage.values()
            for each in rows
        ]
    except (ValueError, TypeError, AttributeError):
        return None
    return max(minutes) * 60 if minutes and max(minutes) > 0 else None


def expiry_of(facts: Mapping[str, Any]) -> datetime | None:
    """When a token ends, the earlier of its own end and that of its access to data."""
    ends = [facts.get(name) for name in ("expires_at", "data_access_expires_at")]
    known = [int(end) for end in ends if isinstance(end, int) and end > 0]
    return datetime.fromtimestamp(min(known), UTC) if known else None
