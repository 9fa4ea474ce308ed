"""The payloads given beside the project, where they are: every one understood as it says."""

from __future__ import annotations

import json
import random
import threading
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client

from channels_app.accounts import account_connect
from channels_app.forms.models import FormEntry
from channels_app.forms.processing import entries_due, entry_process
from channels_app.inbound.processing import event_process
from channels_app.models import ChannelAccount, InboundEvent
from crm.brokers.models import Broker
from crm.conversations.models import Message, MessageTemplate
from crm.core.tenancy import in_schema
from crm.leads.models import Activity, Consent, Lead, Task
from tests.channels_app.forms.stage import later, work
from tests.fakes.vendor import Said, Vendor

FOLDER: Final = Path(__file__).resolve().parents[4] / "shared" / "fixtures"
CHANNELS: Final = {
    "meta_leads": "leadads",
    "google_ads": "googleads",
    "tiktok": "tiktok",
    "linkedin": "linkedin",
}
PAGES: Final = ("400000000000001", "400000000000002")
OWNER: Final = "urn:li:sponsoredAccount:520000001"


def cases() -> list[Any]:
    files = [file for folder in CHANNELS for file in sorted((FOLDER / folder).glob("*.json"))]
    return [json.loads(file.read_text("utf-8")) for file in files]


CASES: Final = cases()
INBOUND: Final = [case for case in CASES if "http" in case or "deliveries" in case]
FORGED: Final = [
    case
    for case in INBOUND
    if False in (case["expect"].get("signature_valid"), case["expect"].get("key_valid"))
]
EXCHANGES: Final = [case for case in CASES if "exchange" in case]
pytestmark = pytest.mark.skipif(not CASES, reason="the payloads are not beside this checkout")


def named(case: Any) -> str:
    return str(case["meta"]["id"])


@pytest.fixture
def connected(alice: Broker, api: Vendor, settings: Any) -> None:
    """Every account the payloads are for, all of Alice's."""
    settings.META_APP_SECRET = "TEST-ONLY-given-meta-app-secret-3f1a9c"
    settings.META_VERIFY_TOKEN = "verify-token-given-01"
    settings.LINKEDIN_CLIENT_SECRET = "TEST-ONLY-given-linkedin-client-secret"
    connect(alice)


def connect(broker: Broker) -> None:
    for page in PAGES:
        account_connect(broker=broker, channel="leadads", account_id=page, token="t")
    account_connect(
        broker=broker, channel="googleads", account_id="g", secret="TEST-ONLY-given-google-key"
    )
    account_connect(
        broker=broker,
        channel="tiktok",
        account_id="7400000000000000001",
        token="t",
        secret="TEST-ONLY-given-tiktok-client-secret",
        config={"advertiser_id": "7300000000000000001"},
    )
    account_connect(broker=broker, channel="linkedin", account_id=OWNER, token="t")


def deliver(case: Any) -> list[Any]:
    """Play the calls of a case at the bare host; returns their answers."""
    channel = CHANNELS[named(case).partition("/")[0]]
    client = Client(headers={"host": "localhost"})
    answers = []
    for call in case.get("deliveries") or [case["http"]]:
        if call["method"] == "GET":
            answers.append(
                client.get(f"/webhooks/{channel}", dict(parse_qsl(call["query_string"])))
            )
        else:
            answers.append(
                client.post(
                    f"/webhooks/{channel}",
                    call["raw_body"].encode(),
                    content_type="application/json",
                    headers=call["headers"],
                )
            )
    return answers


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("case", INBOUND, ids=named)
def test_each_call_is_answered_as_documented(case: Any) -> None:
    expect = case["expect"]
    wanted = expect.get("acceptable_http_status") or expect["acceptable_http_status_each"]

    for answer in deliver(case):
        assert answer.status_code in wanted
        if "response_body_exact" in expect:
            assert answer.content.decode() == expect["response_body_exact"]
        if "response_json_exact" in expect:
            assert answer.json() == expect["response_json_exact"]
        if "response_json" in expect:
            assert answer.json() == expect["response_json"]


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("case", [c for c in INBOUND if "leads" in c["expect"]], ids=named)
def test_each_notice_is_one_entry_of_its_page(case: Any) -> None:
    deliver(case)
    for event_id in InboundEvent.objects.values_list("pk", flat=True):
        event_process(event_id)

    kept = set(FormEntry.objects.values_list("external_id", "account_id"))
    assert kept == {(lead["dedupe_key"], lead["page_id"]) for lead in case["expect"]["leads"]}


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(
    "case",
    [
        c
        for c in INBOUND
        if c["expect"].get("signature_valid", c["expect"].get("key_valid")) is False
    ],
    ids=named,
)
def test_what_proves_nothing_leaves_nothing(case: Any) -> None:
    deliver(case)

    assert not InboundEvent.objects.exists()


def answer_of(case: Any) -> tuple[str, Said]:
    exchange = case["exchange"]
    path = exchange["request"]["path"]
    for prefix in ("/v26.0", "/open_api/v1.3", "/rest"):
        path = path.removeprefix(prefix)
    said = exchange["response"]
    return path, Said(said["json"], said["status"])


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("case", EXCHANGES, ids=named)
def test_each_retrieval_is_asked_and_understood_as_documented(case: Any, api: Vendor) -> None:
    folder = named(case).partition("/")[0]
    path, said = answer_of(case)
    api.says(path, said)
    entry = FormEntry.objects.create(
        channel=CHANNELS[folder],
        due_at="2020-01-01T00:00:00Z",
        submitted_at="2026-11-20T00:00:00Z",
        account_id={"tiktok": "7400000000000000001", "linkedin": OWNER}.get(folder, PAGES[0]),
        form_id="7400000000000000001" if folder == "tiktok" else "6000000000000001",
        external_id=f"urn:li:leadGenFormResponse:{path.rpartition('/')[2]}"
        if folder == "linkedin"
        else case["exchange"]["request"].get("query", {}).get("lead_id", path.strip("/")),
    )  # fmt: skip

    for _round in range(6):
        later()

    entry.refresh_from_db()
    asked = api.asked[0]
    wanted = case["exchange"]["request"]
    assert asked.path == path
    assert asked.query == wanted.get("query", {})
    assert set(asked.headers) >= {name.lower() for name in wanted["headers"]}
    check(case, entry)


def check(case: Any, entry: FormEntry) -> None:
    expect = case.get("expect", {})
    outcome = expect.get("outcome")
    if outcome == "permanent_after_few":
        assert (entry.state, entry.attempts) == ("failed", 4)
        assert not Lead.objects.exists()
        return
    if outcome == "tenant_credentials_invalid":
        account = ChannelAccount.objects.get(channel="leadads", account_id=PAGES[0])
        assert account.paused_at is not None
        assert (entry.state, entry.attempts) == ("waiting", 0)
        return
    assert entry.state == "done"
    contact = Lead.objects.select_related("contact").get().contact
    lead = expect.get("lead", {})
    assert contact.name == lead.get("full_name", contact.name)
    assert contact.phone == (lead.get("phone") or contact.phone)
    assert contact.email == (lead["email"] or "" if "email" in lead else contact.email)
    if "created_utc" in expect:
        assert entry.submitted_at.isoformat() == expect["created_utc"].replace("Z", "+00:00")
    for question, values in lead.get("answers", {}).items():
        assert entry.answers[question] == values
    if "consents" in lead:
        assert entry.consents == lead["consents"]
        assert Consent.objects.filter(granted=True, kind="messages").count() == 1


@pytest.mark.usefixtures("connected")
def test_a_google_test_lead_starts_nothing() -> None:
    deliver(next(c for c in INBOUND if named(c) == "google_ads/lead_test_button"))
    work()

    assert FormEntry.objects.get().state == "test"
    assert not Lead.objects.exists()


# --- five times, in random order, by eight workers -------------------------------------------


@pytest.fixture
def for_real(alice_for_real: Broker, api: Vendor, settings: Any) -> None:
    """The same accounts with real commits."""
    settings.META_APP_SECRET = "TEST-ONLY-given-meta-app-secret-3f1a9c"
    settings.LINKEDIN_CLIENT_SECRET = "TEST-ONLY-given-linkedin-client-secret"
    connect(alice_for_real)
    account_connect(
        broker=alice_for_real, channel="whatsapp", account_id="111", token="t",
        config={"first_contact_template": "hola"},
    )  # fmt: skip
    MessageTemplate.objects.create(
        channel="whatsapp", account_id="111", name="hola", language="es", body="Hola {{1}}",
        status="approved", places=["1"],
    )  # fmt: skip


def replay(jobs: list[Any]) -> None:
    """Eight workers take these jobs, each in a thread and a connection of its own."""
    random.shuffle(jobs)
    lock, problems = threading.Lock(), list[BaseException]()

    def worker() -> None:
        try:
            with in_schema("t_alice"):
                while True:
                    with lock:
                        job = jobs.pop() if jobs else None
                    if job is None:
                        return
                    job()
                    for event_id in InboundEvent.objects.filter(state="received").values_list(
                        "pk", flat=True
                    ):
                        event_process(event_id)
                    for entry_id in entries_due(limit=100):
                        entry_process(entry_id)
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not problems, problems


def test_everything_five_times_by_eight_workers_is_everything_once(
    for_real: None, api: Vendor
) -> None:
    for case in EXCHANGES:
        if "error" not in named(case):
            api.says(*answer_of(case))
    forms = {
        "5000000000000002": "+12025550102", "5000000000000003": "+12025550103",
        "5000000000000005": "+12025550105", "5000000000000006": "+12025550106",
    }  # fmt: skip
    for lead, phone in forms.items():
        field_data = [{"name": "phone_number", "values": [phone]}]
        api.says(f"/{lead}", {"id": lead, "form_id": "1", "field_data": field_data})
    taken_back = "linkedin/lead_deleted"
    calls = [case for case in INBOUND if named(case) != taken_back]

    replay([lambda case=case: deliver(case) for case in calls for _time in range(5)])

    done = FormEntry.objects.filter(state="done")
    assert set(FormEntry.objects.exclude(state="done").values_list("state", flat=True)) == {"test"}
    # Six of Meta's, one of Google's, TikTok's and LinkedIn's; Nadia filled in three of them.
    assert done.count() == 9
    assert FormEntry.objects.count() == 10
    people = Lead.objects.values_list("contact__phone", flat=True)
    assert len(people) == len(set(people))
    assert Activity.objects.filter(kind="note").count() == 9
    phones = [phone for phone in people if phone]
    assert Message.objects.count() == len(phones)
    assert Task.objects.count() == len(people) - len(phones)
