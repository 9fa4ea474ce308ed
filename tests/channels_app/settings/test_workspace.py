"""Templates, web chat, privacy, the overview and the notices: what is shown, kept and refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from channels_app.accounts import account_pause, account_resume
from channels_app.channels.base import Advice, SendError
from channels_app.channels.whatsapp.adapter import ADAPTER
from channels_app.models import ChannelAccount
from channels_app.settings.live_notices import notices as live_notices
from channels_app.tasks import sync_templates
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import MessageTemplate
from crm.core.models import AuditLog
from tests.pages import door, text_of


@pytest.fixture
def boss(person: User) -> Client:
    return door(person)


@pytest.fixture
def agent(alice: Broker) -> Client:
    return door(User.objects.create(email="bob@t.test", name="Bob", role="AGENT", language="en"))


@pytest.fixture
def business(number: ChannelAccount) -> ChannelAccount:
    """A number whose templates can be asked for."""
    number.config = {"waba_id": "99887766"}
    number.save()
    return number


def test_a_template_is_shown_with_what_was_decided(boss: Client, business: ChannelAccount) -> None:
    MessageTemplate.objects.create(
        channel="whatsapp", account_id=business.account_id, name="hola", language="es",
        status="rejected", reason="INVALID_FORMAT", body="Hola {{1}} <b>",
    )  # fmt: skip

    page = text_of(boss.get("/settings/templates/"))

    assert "INVALID_FORMAT" in page
    assert "Hola {{1}} &lt;b&gt;" in page


def test_fetching_is_a_workers_job_that_the_page_follows(
    person: User, business: ChannelAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, path = door(person, htmx=True), f"/settings/templates/{business.pk}/"
    found = [{"name": "hola", "language": "es", "status": "APPROVED",
              "components": [{"type": "BODY", "text": "Hola"}]}]  # fmt: skip
    monkeypatch.setattr(type(ADAPTER), "templates", lambda _self, _account: iter(found))

    asked = text_of(client.post(f"{path}fetch/"))
    sync_templates(ids=[str(business.pk)], schema="t_alice")
    after = text_of(client.get(path))

    assert "every 1s" in asked
    assert "every 1s" not in after
    assert "hola" in after


def test_why_templates_could_not_be_fetched_is_told(
    person: User, business: ChannelAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Any, _account: Any) -> Any:
        raise SendError("190", "The token has ended", Advice.PAUSE)

    client, path = door(person, htmx=True), f"/settings/templates/{business.pk}/"
    monkeypatch.setattr(type(ADAPTER), "templates", refuse)
    client.post(f"{path}fetch/")

    sync_templates(ids=[str(business.pk)], schema="t_alice")

    shown = text_of(client.get(path))
    assert "The token has ended" in shown
    assert "every 1s" not in shown


def test_a_worker_that_never_came_is_not_waited_for(boss: Client, business: ChannelAccount) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    ChannelAccount.objects.update(templates_asked_at=hour_ago)

    assert "every 1s" not in text_of(boss.get("/settings/templates/"))


def test_what_leads_are_told_is_kept_and_previewed(person: User, alice: Broker) -> None:
    given = {"disclosure": "Soy Sofía, una IA de Alicia.", "privacy_url": "https://a.test/p"}
    answer = text_of(door(person, htmx=True).post("/settings/privacy/", given))

    alice.refresh_from_db()
    assert (alice.disclosure, alice.privacy_url) == (given["disclosure"], given["privacy_url"])
    assert "Soy Sofía, una IA de Alicia." in answer
    assert "toast" in answer
    assert AuditLog.objects.filter(verb="crm.broker.privacy_changed").count() == 1


def test_a_notice_that_is_no_address_is_refused(boss: Client, alice: Broker) -> None:
    answer = boss.post("/settings/privacy/", {"privacy_url": "javascript:alert(1)"})

    alice.refresh_from_db()
    assert "field-error" in text_of(answer)
    assert alice.privacy_url == ""


def test_the_sites_of_the_web_chat_are_kept_one_a_line(boss: Client, alice: Broker) -> None:
    boss.post("/settings/webchat/", {"chat_origins": "https://a.test/x\n\nhttps://b.test"})
    refused = boss.post("/settings/webchat/", {"chat_origins": "not a site"})

    alice.refresh_from_db()
    assert alice.chat_origins == ["https://a.test", "https://b.test"]
    assert "field-error" in text_of(refused)


def test_the_overview_says_what_is_wrong(boss: Client, number: ChannelAccount) -> None:
    assert "truth-late" not in text_of(boss.get("/settings/"))

    account_pause(account=number, reason="token ended")

    assert "truth-late" in text_of(boss.get("/settings/"))


def test_an_agents_overview_is_their_own_profile(agent: Client, number: ChannelAccount) -> None:
    page = text_of(agent.get("/settings/"))

    assert "/settings/channels/" not in page
    assert 'name="name"' in page
    for path in ("templates/", "privacy/", "webchat/"):
        assert agent.get(f"/settings/{path}").status_code == 403


def test_admins_see_a_notice_on_every_page_until_it_is_over(
    boss: Client, agent: Client, number: ChannelAccount
) -> None:
    account_pause(account=number, reason="token ended")
    assert all('class="notice"' in text_of(boss.get(path)) for path in ("/", "/inbox/", "/leads/"))
    assert 'class="notice"' not in text_of(agent.get("/inbox/"))

    account_resume(account=number)

    assert 'class="notice"' not in text_of(boss.get("/inbox/"))


def test_a_notice_comes_to_open_pages_of_admins_only(
    person: User, agent: Client, number: ChannelAccount
) -> None:
    account_pause(account=number, reason="token ended")
    event: Any = type("Event", (), {"verb": "crm.channel.paused"})()
    bob = User.objects.get(name="Bob")

    assert "token ended" in live_notices(actor=person, event=event)
    assert live_notices(actor=bob, event=event) == ""
