"""The settings as an admin uses them: what is changed is kept at once, and says so."""

from __future__ import annotations

from channels_app.accounts import account_pause, account_resume
from channels_app.models import ChannelAccount
from crm.accounts.models import User
from crm.brokers.models import Broker
from tests.browser.conftest import SeatFor


def number() -> ChannelAccount:
    return ChannelAccount.objects.create(channel="whatsapp", account_id="1112223334445", token="t")


def test_an_account_keeps_what_is_changed_at_once(seat: SeatFor, boss: User) -> None:
    account = number()
    page = seat(boss).open(f"/settings/channels/{account.pk}/")

    page.fill("[name=name]", "Ventas")
    page.locator("[name=presence]").uncheck()
    page.wait_for_selector(".toast")
    page.fill("[name=rate]", "-3")
    page.keyboard.press("Tab")
    page.wait_for_selector("#channel-usage .field-error")
    page.fill("[name=rate]", "")
    page.keyboard.press("Tab")
    page.wait_for_selector("#channel-usage .field-error", state="detached")

    account.refresh_from_db()
    assert (account.name, account.rate, account.config) == ("Ventas", None, {"presence": "no"})


def test_the_preview_follows_what_leads_are_told(seat: SeatFor, boss: User, broker: Broker) -> None:
    page = seat(boss).open("/settings/privacy/")
    kept = broker.disclosure

    page.fill("[name=disclosure]", "Soy una máquina y me llamo Sofía.")
    page.keyboard.press("Tab")
    page.wait_for_selector(".preview-bubble:has-text('Soy una máquina')")

    broker.refresh_from_db()
    assert broker.disclosure == "Soy una máquina y me llamo Sofía."
    broker.disclosure = kept
    broker.save()


def test_a_notice_comes_and_goes_by_itself(seat: SeatFor, boss: User) -> None:
    account = number()
    page = seat(boss).open("/inbox/")
    assert page.locator(".notice").count() == 0

    account_pause(account=account, reason="The token ended.")
    page.wait_for_selector(".notice")
    height = page.evaluate("document.documentElement.scrollHeight - innerHeight")
    account_resume(account=account)
    page.wait_for_selector(".notice", state="detached")

    assert height <= 0
