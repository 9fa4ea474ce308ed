"""Asking for answers: what may be done about each refusal, and by whom."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from channels_app.accounts import account_connect, account_resume
from channels_app.forms import processing
from channels_app.forms.models import FormEntry
from channels_app.forms.processing import entry_process, entry_retry
from channels_app.inbound.processing import event_process
from channels_app.models import ChannelAccount, InboundEvent
from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.errors import Conflict
from crm.core.models import AuditLog
from crm.core.tenancy import in_schema
from crm.leads.models import Lead
from tests.channels_app.forms.stage import later, post, work
from tests.fakes.vendor import Asked, Said, Vendor
from tests.payloads import forms

pytestmark = pytest.mark.usefixtures("accounts")
PHONE = "+12025550123"


def notice(lead: int | None = None) -> int:
    number = lead or forms.lead_id()
    assert post("leadads", forms.meta(forms.meta_notice(number))).status_code == 200
    return number


def refusal(code: int, subcode: int = 0, **more: Any) -> dict[str, Any]:
    return {"error": {"code": code, "error_subcode": subcode, "message": "no", **more}}


def the_entry() -> FormEntry:
    return FormEntry.objects.get()


@pytest.mark.parametrize(
    "said",
    [
        Said(refusal(2), 500),
        Said(refusal(1, is_transient=True), 400),
        Said(b"<html>Bad gateway</html>", 502),
        Said(b"not json", 200),
    ],
)
def test_trouble_on_their_side_is_tried_again(api: Vendor, said: Said) -> None:
    lead = notice()
    api.says(f"/{lead}", said)
    work()
    assert the_entry().state == "waiting"

    api.says(f"/{lead}", forms.meta_lead(lead, phone_number=PHONE))
    later()

    assert the_entry().state == "done"


def test_a_pages_limit_waits_the_minutes_it_names_and_counts_as_no_try(api: Vendor) -> None:
    usage = '{"4100": [{"estimated_time_to_regain_access": 7}]}'
    lead = notice()
    api.says(f"/{lead}", Said(refusal(80005), 400, {"x-business-use-case-usage": usage}))
    work()

    entry = the_entry()
    assert (entry.state, entry.attempts, entry.error_code) == ("waiting", 0, "80005")
    assert 400 < (entry.due_at - entry.updated_at).total_seconds() <= 420


def test_a_lead_that_cannot_be_seen_is_tried_four_times_and_then_shown(api: Vendor) -> None:
    lead = notice()
    api.says(f"/{lead}", Said(refusal(100, 33), 400))

    for _round in range(8):
        later()

    entry = the_entry()
    assert (entry.state, entry.error_code) == ("failed", "100/33")
    assert len(api.asked) == 4
    assert AuditLog.objects.filter(verb="crm.form.failed").count() == 1


def test_a_failed_one_is_tried_again_when_a_person_says_so(api: Vendor) -> None:
    lead = notice()
    api.says(f"/{lead}", Said(refusal(100, 33), 400))
    for _round in range(5):
        later()
    api.says(f"/{lead}", forms.meta_lead(lead, phone_number=PHONE))

    entry_retry(entry=the_entry(), actor=SYSTEM)
    work()

    assert the_entry().state == "done"
    with pytest.raises(Conflict):
        entry_retry(entry=the_entry(), actor=SYSTEM)


def test_a_dead_token_pauses_the_account_and_keeps_the_lead_for_later(
    api: Vendor, accounts: dict[str, ChannelAccount]
) -> None:
    lead = notice()
    api.says(f"/{lead}", Said(refusal(190, 460), 401))
    work()
    later()
    later()
    assert len(api.asked) == 1  # nothing is asked of a paused account

    account = ChannelAccount.objects.get(channel="leadads")
    assert account.paused_at is not None
    assert AuditLog.objects.filter(verb="crm.channel.paused").count() == 1
    api.says(f"/{lead}", forms.meta_lead(lead, phone_number=PHONE))
    account_resume(account=account)
    later()

    assert the_entry().state == "done"


def test_a_sample_of_the_dashboard_is_never_asked_for(api: Vendor) -> None:
    notice(444444444444)
    work()

    assert the_entry().state == "test"
    assert not api.asked
    assert not Lead.objects.exists()


def test_a_fault_of_ours_keeps_the_answers_and_is_shown_in_the_end(
    api: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_entry: FormEntry) -> Lead:
        raise RuntimeError("a bug")

    lead = notice()
    api.says(f"/{lead}", forms.meta_lead(lead, phone_number=PHONE))
    monkeypatch.setattr(processing, "entry_intake", broken)
    for _round in range(7):
        later()
    entry = the_entry()
    assert (entry.state, entry.answers) == ("failed", {"phone_number": [PHONE]})
    assert "a bug" in entry.error
    monkeypatch.undo()

    entry_retry(entry=entry, actor=SYSTEM)
    work()

    assert the_entry().state == "done"


def test_no_connection_is_held_while_a_vendor_thinks(
    api: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    released: list[bool] = []
    monkeypatch.setattr(processing, "release", lambda: released.append(bool(api.asked)))
    lead = notice()
    api.says(f"/{lead}", forms.meta_lead(lead, phone_number=PHONE))

    work()

    assert released == [False]


def test_a_worker_that_died_asking_is_followed_by_another(api: Vendor) -> None:
    lead = notice()
    api.says(f"/{lead}", forms.meta_lead(lead, phone_number=PHONE))
    work_ledger_only()
    FormEntry.objects.update(state="fetching", lease_until="2020-01-01T00:00:00Z", attempts=1)

    work()

    assert the_entry().state == "done"


def work_ledger_only() -> None:
    for event_id in InboundEvent.objects.values_list("pk", flat=True):
        event_process(event_id)


def test_an_account_that_is_gone_is_said_so() -> None:
    notice()
    ChannelAccount.objects.filter(channel="leadads").delete()
    work()

    assert (the_entry().state, the_entry().error_code) == ("failed", "no_account")


class TestWithThreads:
    """The same with real commits."""

    @pytest.fixture
    def accounts(self, alice_for_real: Broker, api: Vendor) -> None:
        account_connect(broker=alice_for_real, channel="leadads", account_id=forms.PAGE, token="t")

    def test_eight_workers_with_one_entry_ask_once_and_make_one_lead(self, api: Vendor) -> None:
        lead = notice()
        gate = threading.Event()

        def slowly(_asked: Asked) -> Any:
            gate.wait(0.3)
            return forms.meta_lead(lead, phone_number=PHONE)

        api.says(f"/{lead}", slowly)
        work_ledger_only()
        entry_id = FormEntry.objects.get().pk

        def run() -> None:
            with in_schema("t_alice"):
                entry_process(entry_id)
            connection.close()

        threads = [threading.Thread(target=run) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)

        assert len(api.asked) == 1
        assert Lead.objects.count() == 1
