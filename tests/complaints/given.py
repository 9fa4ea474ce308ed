"""The calls somebody else wrote down, where their folder lies beside the project."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from channels_app.accounts import account_connect
from crm.brokers.models import Broker
from tests.complaints.calls import JSON, Call
from tests.fakes.vendor import Said, Vendor

FOLDER: Final = Path(__file__).resolve().parents[3] / "shared" / "fixtures"
#: The endpoint of each folder's calls; of Twilio's, receipts have another.
PATHS: Final = {
    "whatsapp": "/webhooks/whatsapp",
    "telegram": "/webhooks/telegram",
    "twilio": "/webhooks/twilio/sms",
    "sendgrid": "/webhooks/sendgrid",
    "meta_leads": "/webhooks/leadads",
    "google_ads": "/webhooks/googleads",
    "tiktok": "/webhooks/tiktok",
    "linkedin": "/webhooks/linkedin",
}
FOLDERS: Final = [name for name in PATHS if (FOLDER / name).is_dir()]
#: Calls of telephony; JSON signed for an address of no messages; and one whose order decides how
#: much is left: answers that were taken back before anybody asked for them make no lead.
_OTHERS: Final = {
    "twilio/voice_completed", "twilio/voice_gather_speech", "twilio/voice_incoming",
    "twilio/json_body_sha256", "linkedin/lead_deleted",
}  # fmt: skip
#: Written from a number after it was given up, by who gave it up: it is theirs again then, and
#: would not be if the notice came later.
_LAST: Final = {"whatsapp/unknown_future_type"}
_TWILIO: Final = "https://crm.example.com/hooks/twilio"
_ACCOUNTS: Final[list[tuple[str, str, dict[str, Any]]]] = [
    ("whatsapp", "300000000000001", {"token": "t"}),
    ("whatsapp", "300000000000002", {"token": "t"}),
    ("telegram", "700000001",
     {"token": "700000001:TEST-ONLY-given-token", "secret": "tg_secret_given_tenant_1-Ab9"}),
    ("twilio", "AC00000000000000000000000000000001",
     {"token": "TEST0ONLY0GIVEN0AUTH0TOKEN000001",
      "config": {"url": f"{_TWILIO}/sms", "status_url": f"{_TWILIO}/status",
                 "from": "+12025550100"}}),
    ("leadads", "400000000000001", {"token": "t"}),
    ("leadads", "400000000000002", {"token": "t"}),
    ("googleads", "g", {"secret": "TEST-ONLY-given-google-key"}),
    ("tiktok", "7400000000000000001",
     {"token": "t", "secret": "TEST-ONLY-given-tiktok-client-secret",
      "config": {"advertiser_id": "7300000000000000001"}}),
    ("linkedin", "urn:li:sponsoredAccount:520000001", {"token": "t"}),
]  # fmt: skip


def cases(folder: str) -> list[Any]:
    """The folder's files, in the order of their names."""
    return [
        json.loads(file.read_text("utf-8")) for file in sorted((FOLDER / folder).glob("*.json"))
    ]


def prepare(settings: Any, api: Vendor) -> None:
    """The platform as the calls were signed for, and the vendors as they answered."""
    settings.META_APP_SECRET = "TEST-ONLY-given-meta-app-secret-3f1a9c"
    settings.LINKEDIN_CLIENT_SECRET = "TEST-ONLY-given-linkedin-client-secret"
    settings.SENDGRID_SIGNATURE_SECONDS = 10**9  # they were signed some time ago
    settings.DEBUG = True  # as on a developer's machine: mail needs no word in the address
    for folder in ("meta_leads", "tiktok", "linkedin"):
        for case in cases(folder):
            if "exchange" in case and "error" not in case["meta"]["id"]:
                path = case["exchange"]["request"]["path"]
                for prefix in ("/v26.0", "/open_api/v1.3", "/rest"):
                    path = path.removeprefix(prefix)
                said = case["exchange"]["response"]
                api.says(path, Said(said["json"], said["status"]))
    for lead in ("2", "3", "5", "6"):
        number = f"500000000000000{lead}"
        row = {"name": "phone_number", "values": [f"+1202555010{lead}"]}
        api.says(f"/{number}", {"id": number, "form_id": "1", "field_data": [row]})


def connect(broker: Broker) -> None:
    """Every account the calls are for, all of one broker's."""
    for channel, account_id, given in _ACCOUNTS:
        account_connect(broker=broker, channel=channel, account_id=account_id, **given)
    keys = {
        key
        for case in cases("sendgrid")
        if (key := case.get("secrets", {}).get("verification_public_key"))
    }
    account_connect(
        broker=broker, channel="sendgrid", account_id="alder+t1@in.example.com", token="SG.k",
        secret=" ".join(sorted(keys)),
    )  # fmt: skip


def calls(folder: str, *, last: bool = False) -> list[Call]:
    """The folder's deliveries of messages, receipts and forms that prove what they say.

    ``last`` are those that mean something else before the others.
    """
    found: list[Call] = []
    for case in cases(folder):
        kind, expect = case["meta"]["kind"], case.get("expect", {})
        proven = all(expect.get(f"{what}_valid", True) for what in ("signature", "key", "secret"))
        name = case["meta"]["id"]
        if kind not in {"inbound", "sequence"} or not proven or name in _OTHERS:
            continue
        if (name in _LAST) is not last:
            continue
        found += [_call(folder, each) for each in case.get("deliveries") or [case["http"]]]
    return found


def _call(folder: str, http: Any) -> Call:
    headers = dict(http["headers"])
    kind = headers.pop("Content-Type", JSON)
    body = (
        base64.b64decode(http["raw_body_b64"])
        if "raw_body_b64" in http
        else http["raw_body"].encode()
    )
    path = PATHS[folder]
    if folder == "twilio":
        signed = urlsplit(http["url"])
        path = path.replace("sms", "status") if signed.path.endswith("/status") else path
        path = f"{path}?{signed.query}" if signed.query else path
    return Call(path, body, headers, kind)
