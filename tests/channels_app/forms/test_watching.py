"""Leads nobody told us of are found, and a token's end is told in time."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from channels_app.accounts import account_connect, account_pause, account_resume
from channels_app.forms.expiring import tokens_watch
from channels_app.forms.models import AccountWatch, FormEntry
from channels_app.forms.watching import account_backfill, accounts_due
from channels_app.models import ChannelAccount
from crm.brokers.models import Broker
from crm.core.models import AuditLog
from crm.leads.models import Lead
from tests.channels_app.forms.stage import post, work
from tests.fakes.vendor import Asked, Said, Vendor
from tests.payloads import forms

pytestmark = pytest.mark.usefixtures("accounts")


@pytest.fixture
def page(accounts: dict[str, ChannelAccount]) -> ChannelAccount:
    """Alice's page."""
    return accounts["leadads"]


def has(api: Vendor, *leads: dict[str, Any], form: str = "610001") -> None:
    """The page has one form with these leads, two on a page of the answer."""

    def rows(asked: Asked) -> Any:
        begin = int(asked.query.get("after") or 0)
        more = begin + 2 < len(leads)
        paging: dict[str, Any] = {"cursors": {"after": str(begin + 2)}}
        return {
            "data": list(leads[begin : begin + 2]),
            "paging": paging | ({"next": "http://elsewhere.test/steal"} if more else {}),
        }

    api.says(f"/{forms.PAGE}/leadgen_forms", {"data": [{"id": form}]})
    api.says(f"/{form}/leads", rows)


def test_what_notices_missed_appears_once(api: Vendor, page: ChannelAccount) -> None:
    told, missed = forms.lead_id(), forms.lead_id()
    leads = [forms.meta_lead(each, phone_number=f"+120255501{n:02}") for n, each in
             enumerate([told, missed, forms.lead_id()])]  # fmt: skip
    api.says(f"/{told}", leads[0])
    post("leadads", forms.meta(forms.meta_notice(told)))
    work()
    has(api, *leads)

    first = account_backfill(page)
    work()
    AccountWatch.objects.update(due_at=timezone.now())
    second = account_backfill(page)
    post("leadads", forms.meta(forms.meta_notice(missed)))
    work()

    assert (first.seen, first.new) == (3, 2)
    assert (second.seen, second.new) == (3, 0)
    assert FormEntry.objects.count() == Lead.objects.count() == 3


def test_an_address_in_the_answer_is_never_followed(api: Vendor, page: ChannelAccount) -> None:
    has(api, *[forms.meta_lead(forms.lead_id()) for _ in range(5)])

    assert account_backfill(page).seen == 5
    assert {each.headers["host"] for each in api.asked} == {api.url.removeprefix("http://")}


def test_only_what_is_newer_is_asked_for(api: Vendor, page: ChannelAccount) -> None:
    has(api)
    account_backfill(page)
    AccountWatch.objects.update(due_at=timezone.now())
    account_backfill(page)

    asked = [each.query["filtering"] for each in api.asked if each.path.endswith("/leads")]
    early, late = (int("".join(filter(str.isdigit, text))) for text in asked)
    now = timezone.now().timestamp()
    assert now - early == pytest.approx(3 * 86400 + 7200, abs=60)
    assert now - late == pytest.approx(7200, abs=60)


def test_graph_that_chokes_is_asked_for_less(api: Vendor, page: ChannelAccount) -> None:
    def chokes(asked: Asked) -> Any:
        if int(asked.query["limit"]) > 25:
            return Said({"error": {"code": 1, "message": "Please reduce the amount"}}, 500)
        return {"data": [forms.meta_lead(forms.lead_id())]}

    api.says(f"/{forms.PAGE}/leadgen_forms", {"data": [{"id": "610001"}]})
    api.says("/610001/leads", chokes)

    assert account_backfill(page).seen == 1


def test_an_account_is_asked_as_soon_as_it_works_again(page: ChannelAccount) -> None:
    AccountWatch.objects.update(due_at=timezone.now() + timedelta(hours=5))
    account_pause(account=page, reason="dead token")
    assert page not in accounts_due(limit=10)

    account_resume(account=page)

    assert page in accounts_due(limit=10)


def test_a_dead_token_found_while_asking_pauses_the_account(
    api: Vendor, page: ChannelAccount
) -> None:
    api.says(f"/{forms.PAGE}/leadgen_forms", Said({"error": {"code": 190, "message": "x"}}, 401))

    assert account_backfill(page).error

    page.refresh_from_db()
    assert page.paused_at is not None


def test_linkedins_responses_are_asked_for_by_owner(
    api: Vendor, accounts: dict[str, ChannelAccount]
) -> None:
    response = forms.linkedin_response("r-9", name="Nadia", mail="n@example.com")
    api.says("/leadFormResponses", {"elements": [response]})
    api.says("/leadForms/9101", forms.linkedin_form("FIRST_NAME", "EMAIL"))

    found = account_backfill(accounts["linkedin"])
    work()

    assert (found.seen, found.new) == (1, 1)
    assert "owner=(sponsoredAccount:urn%3Ali%3AsponsoredAccount%3A530000001)" in (
        api.asked[0].raw_query
    )
    post("linkedin", forms.linkedin(forms.linkedin_notice("r-9")))
    work()
    assert FormEntry.objects.count() == 1
    assert Lead.objects.get().contact.email == "n@example.com"


def test_the_command_asks_every_account_and_says_what_it_found(api: Vendor) -> None:
    has(api, forms.meta_lead(forms.lead_id(), phone_number="+12025550123"))
    api.says("/leadFormResponses", {"elements": []})
    said = StringIO()

    call_command("backfill_forms", "t_alice", days=7, stdout=said)

    assert f"leadads {forms.PAGE}: 1 seen, 1 new." in said.getvalue()
    assert Lead.objects.count() == 1


@pytest.mark.parametrize(("slug", "days"), [("t_alice", 0), ("t_alice", 99), ("t_nobody", 3)])
def test_the_command_refuses_what_it_cannot_do(slug: str, days: int) -> None:
    with pytest.raises(CommandError):
        call_command("backfill_forms", slug, days=days)


# --- tokens -----------------------------------------------------------------------------------


def warnings() -> int:
    return AuditLog.objects.filter(verb="crm.channel.token_expiring").count()


def test_a_token_that_ends_within_a_week_is_told_of_once(
    page: ChannelAccount, alice: Broker
) -> None:
    ends = (timezone.now() + timedelta(days=6)).date().isoformat()
    account_connect(
        broker=alice, channel="leadads", account_id=forms.PAGE, config={"token_expires_at": ends}
    )

    assert tokens_watch() == 1
    assert tokens_watch() == 0

    assert warnings() == 1
    page.refresh_from_db()
    assert page.expires_at is not None


@pytest.mark.parametrize("told", ["2099-01-01", "soon", "", "2026-13-45", "9" * 40])
def test_what_ends_later_or_never_is_told_of_by_nobody(page: ChannelAccount, told: str) -> None:
    ChannelAccount.objects.filter(pk=page.pk).update(config={"token_expires_at": told})

    assert tokens_watch() == 0


def test_meta_is_asked_once_a_day_where_the_app_is_known(
    api: Vendor, page: ChannelAccount, settings: Any
) -> None:
    settings.META_APP_ID = "1234"
    ends = int((timezone.now() + timedelta(days=2)).timestamp())
    api.says("/debug_token", {"data": {"is_valid": True, "expires_at": ends}})

    assert tokens_watch() == 1
    assert tokens_watch() == 0

    assert api.paths() == ["/debug_token"]
    assert api.asked[0].query == {"input_token": "page-token"}


def test_a_token_meta_no_longer_takes_pauses_the_account(
    api: Vendor, page: ChannelAccount, settings: Any
) -> None:
    settings.META_APP_ID = "1234"
    api.says("/debug_token", {"data": {"is_valid": False}})

    tokens_watch()

    page.refresh_from_db()
    assert page.paused_at is not None
