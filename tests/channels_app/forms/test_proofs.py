"""What proves itself comes in at its own broker; nothing else leaves a trace."""

from __future__ import annotations

import hashlib
import json
import time
from typing import Any

import pytest
from django.test import Client

from channels_app.account_secrets import forget_secrets
from channels_app.accounts import account_connect
from channels_app.forms.models import FormEntry
from channels_app.inbound.processing import event_process
from channels_app.models import ChannelAccount, InboundEvent
from crm.brokers.models import Broker, UnroutedEvent
from crm.core.tenancy import in_schema
from tests.channels_app.forms.stage import post, work
from tests.fakes.vendor import Vendor
from tests.payloads import forms

pytestmark = pytest.mark.usefixtures("accounts")
TOKEN = "a-callback-token-nobody-could-guess"


def stored(schema: str = "t_alice") -> int:
    with in_schema(schema):
        return InboundEvent.objects.count()


def meta_signed() -> forms.Signed:
    return forms.meta(forms.meta_notice(forms.lead_id()))


def tiktok_signed() -> forms.Signed:
    return forms.tiktok(forms.tiktok_body(forms.tiktok_entry("75100", Name="Nadia")))


def linkedin_signed() -> forms.Signed:
    return forms.linkedin(forms.linkedin_notice("r-2"))


SIGNED = {"leadads": meta_signed, "tiktok": tiktok_signed, "linkedin": linkedin_signed}
signed_channels = pytest.mark.parametrize("channel", SIGNED)


@signed_channels
def test_what_is_truly_signed_is_stored_once(channel: str) -> None:
    signed = SIGNED[channel]()

    assert [post(channel, signed).status_code for _time in range(5)] == [200] * 5
    assert stored() == 1


@signed_channels
def test_one_byte_more_or_less_is_refused(channel: str) -> None:
    body, headers = SIGNED[channel]()

    for wrong in (body[:-1], body + b" ", body.replace(b"1", b"2", 1), b""):
        assert post(channel, (wrong, headers)).status_code == 401
    assert stored() == 0


@signed_channels
@pytest.mark.parametrize("value", ["", "sha256=", "t=,s=", "t=1,s=abc", "x" * 5000, "t=9" * 40])
def test_no_or_a_broken_signature_is_refused(channel: str, value: str) -> None:
    body, headers = SIGNED[channel]()

    assert post(channel, (body, {})).status_code == 401
    assert post(channel, (body, dict.fromkeys(headers, value))).status_code == 401
    assert stored() == 0


def test_another_secret_is_refused() -> None:
    notice = forms.meta_notice(1)
    lead = forms.tiktok_body(forms.tiktok_entry("1"))

    assert post("leadads", forms.meta(notice, secret="other")).status_code == 401
    assert post("tiktok", forms.tiktok(lead, secret="other")).status_code == 401
    response = forms.linkedin(forms.linkedin_notice("r"), secret="other")
    assert post("linkedin", response).status_code == 401


@pytest.mark.parametrize("days", [-1, 15, 400])
def test_an_old_or_future_tiktok_call_is_refused(days: int) -> None:
    body = forms.tiktok_body(forms.tiktok_entry("75101"))

    assert post("tiktok", forms.tiktok(body, at=time.time() - days * 86400)).status_code == 401


def test_a_tiktok_retry_of_three_days_is_taken() -> None:
    body = forms.tiktok_body(forms.tiktok_entry("75102"))

    assert post("tiktok", forms.tiktok(body, at=time.time() - 3 * 86400)).status_code == 200


@pytest.mark.parametrize("prefix", ["", "hmacsha256="])
@pytest.mark.parametrize("inside", [b"", b"hmacsha256="])
def test_linkedins_page_may_be_read_either_way(prefix: str, inside: bytes) -> None:
    raw = json.dumps(forms.linkedin_notice(f"r{len(prefix)}{len(inside)}")).encode()
    signature = prefix + forms._hex(forms.LINKEDIN_SECRET, inside + raw)

    assert post("linkedin", (raw, {"X-LI-Signature": signature})).status_code == 200


def test_linkedins_challenge_is_answered_and_signs_nothing_else(settings: Any) -> None:
    settings.LINKEDIN_CLIENT_SECRET = forms.LINKEDIN_SECRET
    client = Client(headers={"host": "localhost"})
    code = "890e4665-4dfe-4ab1-b689-ed553bceeed0"
    forged = 'hmacsha256={"leadAction": "CREATED"}'

    answer = client.get("/webhooks/linkedin", {"challengeCode": code})

    expected = forms._hex(forms.LINKEDIN_SECRET, code.encode())
    assert answer.json() == {"challengeCode": code, "challengeResponse": expected}
    for odd in (forged, "", code + "\n", code + "x", "1" * 5000):
        assert client.get("/webhooks/linkedin", {"challengeCode": odd}).status_code == 403


def test_a_google_lead_with_the_wrong_key_is_told_why() -> None:
    for key in ("nope", "", forms.GOOGLE_KEY + " ", forms.GOOGLE_KEY.upper()):
        answer = post("googleads", forms.google("g-1", key=key))
        assert answer.status_code == 401
        assert answer.json()["message"]
    for body in (b"", b"[]", b"{}", b'{"google_key": 1}', b'{"google_key": null}', b"\xff"):
        assert post("googleads", (body, {})).status_code == 401
    assert stored() == 0


def test_a_google_lead_is_answered_with_nothing_and_its_key_is_not_kept() -> None:
    answer = post("googleads", forms.google("g-2", FULL_NAME="Nadia", EMAIL="n@example.com"))

    assert (answer.status_code, answer.json()) == (200, {})
    assert forms.GOOGLE_KEY not in str(list(InboundEvent.objects.values()))
    work()
    assert FormEntry.objects.get().answers == {"FULL_NAME": ["Nadia"], "EMAIL": ["n@example.com"]}


# --- whose is it ------------------------------------------------------------------------------


def test_two_pages_of_two_brokers_in_one_post_stay_apart(charlie: Broker) -> None:
    account_connect(broker=charlie, channel="leadads", account_id=forms.OTHER_PAGE, token="c")
    mine = forms.meta_notice(1001)
    his = forms.meta_notice(1002, page=forms.OTHER_PAGE)

    assert post("leadads", forms.meta(mine, his)).status_code == 200

    for schema, lead in (("t_alice", "1001"), ("t_charlie", "1002")):
        with in_schema(schema):
            (event,) = InboundEvent.objects.all()
            event_process(event.pk)
            assert FormEntry.objects.get().external_id == lead


def test_a_brokers_own_app_cannot_sign_for_anothers_page(charlie: Broker) -> None:
    account_connect(
        broker=charlie, channel="tiktok", account_id="7420", secret="charlies-own-secret"
    )
    hers = forms.tiktok_entry("75103", Name="Forged")
    his = forms.tiktok_entry("75104", page="7420", Name="True")
    body = forms.tiktok_body(hers, his)

    assert post("tiktok", forms.tiktok(body, secret="charlies-own-secret")).status_code == 200

    assert (stored("t_alice"), stored("t_charlie")) == (0, 1)


def test_a_page_nobody_connected_is_kept_for_the_superadmin(settings: Any) -> None:
    settings.TIKTOK_CLIENT_SECRET = "platform"
    body = forms.tiktok_body(forms.tiktok_entry("75105", page="1"))

    assert post("tiktok", forms.tiktok(body, secret="platform")).status_code == 200
    assert post("leadads", forms.meta(forms.meta_notice(5, page="1"))).status_code == 200

    assert stored() == 0
    with in_schema("public"):
        assert UnroutedEvent.objects.count() == 2


def test_other_news_of_a_page_is_kept_unread() -> None:
    entry = forms.meta_notice(1)
    entry["changes"] = [{"field": "feed", "value": {"item": "post"}}]
    post("leadads", forms.meta(entry))
    work()

    event = InboundEvent.objects.get()
    assert (event.state, event.note) == ("done", "unknown: page:feed")


@pytest.mark.parametrize("lead", [2**63 - 1, str(2**63 - 1), 5.1e15, "a/../b?x=1", "ñ" * 300])
def test_ids_are_text_whatever_they_came_as(lead: Any) -> None:
    post("leadads", forms.meta(forms.meta_notice(lead)))
    work()

    (entry,) = FormEntry.objects.all()
    assert entry.external_id[:10] == str(int(lead) if isinstance(lead, float) else lead)[:10]


@pytest.mark.parametrize("lead", [None, True, 1.5, {}, [], "", 2**70, float(2**60)])
def test_what_is_no_id_makes_no_entry(lead: Any) -> None:
    post("leadads", forms.meta(forms.meta_notice(lead)))
    work()

    assert not FormEntry.objects.exists()
    assert InboundEvent.objects.get().state == "done"


def test_an_id_cannot_lead_the_token_to_another_path(api: Vendor) -> None:
    post("leadads", forms.meta(forms.meta_notice("../me/accounts?x=")))
    work()

    assert [each.path for each in api.asked] == ["/..%2Fme%2Faccounts%3Fx%3D"]


# --- TikTok's second proof --------------------------------------------------------------------


@pytest.fixture
def callback(alice: Broker, accounts: dict[str, ChannelAccount]) -> None:
    """Alice's page has an address of its own."""
    account_connect(
        broker=alice, channel="tiktok", account_id=forms.TIKTOK_PAGE,
        config={"callback_sha256": hashlib.sha256(TOKEN.encode()).hexdigest()},
    )  # fmt: skip


@pytest.mark.usefixtures("callback")
def test_a_call_by_the_secret_address_is_asked_for_again(api: Vendor) -> None:
    api.says("/lead/get/", {"code": 0, "data": {"lead_data": {"Name": "The true Nadia"}}})
    body = json.dumps(forms.tiktok_body(forms.tiktok_entry("75106", Name="Claimed"))).encode()

    assert post("tiktok", (body, {}), part=TOKEN).status_code == 200
    work()

    assert FormEntry.objects.get().answers == {"Name": ["The true Nadia"]}
    assert api.asked[0].query["advertiser_id"] == "7310001"


@pytest.mark.usefixtures("callback")
def test_without_a_token_the_secret_address_is_proof_enough() -> None:
    ChannelAccount.objects.filter(channel="tiktok").update(token="")
    body = json.dumps(forms.tiktok_body(forms.tiktok_entry("75107", Name="Nadia"))).encode()

    post("tiktok", (body, {}), part=TOKEN)
    work()

    assert FormEntry.objects.get().state == "done"


@pytest.mark.usefixtures("callback")
def test_the_secret_address_speaks_for_its_broker_only(charlie: Broker) -> None:
    account_connect(broker=charlie, channel="tiktok", account_id="7420", token="c")
    body = json.dumps(forms.tiktok_body(forms.tiktok_entry("75108", page="7420"))).encode()

    assert post("tiktok", (body, {}), part=TOKEN).status_code == 200
    assert post("tiktok", (body, {}), part=TOKEN + "x").status_code == 401

    assert (stored("t_alice"), stored("t_charlie")) == (0, 0)


@pytest.mark.parametrize("token", ["a", "a-token-of-23-characters"[:23]])
def test_a_short_callback_token_opens_nothing(alice: Broker, token: str) -> None:
    digest = hashlib.sha256(token.encode()).hexdigest()
    account_connect(
        broker=alice, channel="tiktok", account_id=forms.TIKTOK_PAGE,
        config={"callback_sha256": digest},
    )  # fmt: skip
    body = json.dumps(forms.tiktok_body(forms.tiktok_entry("75109"))).encode()

    assert post("tiktok", (body, {}), part=token).status_code == 401


def test_an_event_of_the_portal_is_kept_with_its_content() -> None:
    forget_secrets()
    event = {"client_key": forms.TIKTOK_PAGE, "event": "authorization.removed",
             "create_time": 1794998400, "user_openid": "u", "content": '{"reason": 1}'}  # fmt: skip

    assert post("tiktok", forms.tiktok(event)).status_code == 200

    assert InboundEvent.objects.get().payload["event"]["content"] == {"reason": 1}


def test_sixty_calls_a_minute_are_all_tiktok_hears(api: Vendor) -> None:
    api.says("/lead/get/", {"code": 0, "data": {"lead_data": {"Name": "N"}}})
    entries = [forms.tiktok_entry(str(75200 + number)) for number in range(65)]
    post("tiktok", forms.tiktok(forms.tiktok_body(*entries)))
    work()

    assert len(api.asked) == 60
    assert FormEntry.objects.filter(state="waiting", error_code="our_pace").count() == 5
