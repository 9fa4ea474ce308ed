"""Notices of filled-in ad forms as Meta, Google, TikTok and LinkedIn send them, proven."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from typing import Any

META_SECRET = "demo-meta-secret"
TIKTOK_SECRET = "tiktok-client-secret"
LINKEDIN_SECRET = "linkedin-client-secret"
GOOGLE_KEY = "google-key-of-alice"
PAGE, OTHER_PAGE = "410000000000001", "410000000000002"
TIKTOK_PAGE = "7410000000000000001"
OWNER = "urn:li:sponsoredAccount:530000001"
_ids = itertools.count(1)

Signed = tuple[bytes, dict[str, str]]


def lead_id() -> int:
    """A lead's number nobody used before."""
    return 5_100_000_000_000_000 + time.time_ns() % 10**12 * 100 + next(_ids) % 100


def _hex(secret: str, text: bytes) -> str:
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def meta_notice(lead: int | str, *, page: str = PAGE, form: str = "610001") -> dict[str, Any]:
    """One page's entry with one lead, as the documentation's sample has it."""
    value = {"leadgen_id": lead, "page_id": int(page), "form_id": int(form), "ad_id": 12020001,
             "created_time": 1794996000, "adgroup_id": 12020009}  # fmt: skip
    return {"id": page, "time": 1794996001, "changes": [{"field": "leadgen", "value": value}]}


def meta(*entries: dict[str, Any], secret: str = META_SECRET) -> Signed:
    """A signed delivery of these entries."""
    body = json.dumps({"object": "page", "entry": list(entries)}).encode()
    return body, {"X-Hub-Signature-256": f"sha256={_hex(secret, body)}"}


def meta_lead(lead: int | str, *, form: str = "610001", **answers: Any) -> dict[str, Any]:
    """What the Graph API answers for a lead with these answers."""
    boxes = answers.pop("boxes", None)
    row: dict[str, Any] = {
        "created_time": "2026-11-20T10:39:57+0000",
        "id": str(lead),
        "form_id": form,
        "field_data": [
            {"name": name, "values": value if isinstance(value, list) else [value]}
            for name, value in answers.items()
        ],
    }
    if boxes:
        row["custom_disclaimer_responses"] = [
            {"checkbox_key": key, "is_checked": "1" if ticked else ""}
            for key, ticked in boxes.items()
        ]
    return row


def google(lead: str, *, key: str = GOOGLE_KEY, is_test: bool = False, **answers: str) -> Signed:
    """A lead with its answers by column id."""
    columns = [
        {"column_id": name, "column_name": name.title(), "string_value": value}
        for name, value in answers.items()
    ]
    body = {"lead_id": lead, "api_version": "1.0", "form_id": 40000000002, "google_key": key,
            "campaign_id": 2001, "gcl_id": "G1", "is_test": is_test,
            "user_column_data": columns}  # fmt: skip
    return json.dumps(body).encode(), {}


def tiktok_entry(lead: str, *, page: str = TIKTOK_PAGE, **answers: str) -> dict[str, Any]:
    """One lead of a notice, with its answers."""
    changes = [{"field": name.replace("_", " "), "value": value} for name, value in answers.items()]
    return {"id": lead, "page_id": page, "create_time": int(time.time()), "campaign_id": "179001",
            "ad_id": "179003", "changes": changes}  # fmt: skip


def tiktok_body(*entries: dict[str, Any]) -> dict[str, Any]:
    """The envelope of these leads."""
    return {"object": 1, "time": int(time.time()), "request_id": "R1", "entry": list(entries)}


def tiktok(body: Any, *, secret: str = TIKTOK_SECRET, at: float | None = None) -> Signed:
    """Any body, signed at this Unix time (now unless given)."""
    raw = json.dumps(body).encode()
    stamp = str(int(time.time() if at is None else at))
    return raw, {"TikTok-Signature": f"t={stamp},s={_hex(secret, stamp.encode() + b'.' + raw)}"}


def linkedin_notice(response: str, *, action: str = "CREATED", owner: str = OWNER) -> Any:
    """A notice of one response: addresses only."""
    return {
        "type": "LEAD_ACTION",
        "leadGenFormResponse": f"urn:li:leadGenFormResponse:{response}",
        "leadGenForm": "urn:li:versionedLeadGenForm:(urn:li:leadGenForm:9101,1)",
        "owner": {"sponsoredAccount": owner},
        "associatedEntity": {"associatedCreative": "urn:li:sponsoredCreative:14001"},
        "leadType": "SPONSORED",
        "leadAction": action,
        "occurredAt": 1794998400000,
    }


def linkedin(body: Any, *, secret: str = LINKEDIN_SECRET) -> Signed:
    """Any body, signed."""
    raw = json.dumps(body).encode()
    return raw, {"X-LI-Signature": _hex(secret, b"hmacsha256=" + raw)}


def linkedin_response(response: str, **given: str) -> dict[str, Any]:
    """What LinkedIn answers for a response: question numbers and texts."""
    answers = [
        {"questionId": number, "answerDetails": {"textQuestionAnswer": {"answer": value}}}
        for number, value in enumerate(given.values(), 1)
    ]
    return {
        "id": response,
        "submittedAt": 1794998399000,
        "testLead": False,
        "versionedLeadGenFormUrn": "urn:li:versionedLeadGenForm:(urn:li:leadGenForm:9101,1)",
        "formResponse": {
            "answers": answers,
            "consentResponses": [{"consentId": 1, "accepted": True}],
        },
    }


def linkedin_form(*fields: str) -> dict[str, Any]:
    """The form behind it: predefined fields by number, and one consent."""
    questions = [
        {"questionId": number, "predefinedField": name,
         "question": {"localized": {"en_US": name.title().replace("_", " ")}}}
        for number, name in enumerate(fields, 1)
    ]  # fmt: skip
    consent = {"consentId": 1, "consent": {"localized": {"en_US": "You may call me"}}}
    return {"content": {"questions": questions}, "legalInfo": {"consents": [consent]}}
