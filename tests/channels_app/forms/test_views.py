"""The page of forms: only admins, one truth a line, and another try with one press."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from channels_app.forms.models import FormEntry, FormMapping
from channels_app.models import ChannelAccount
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.core.models import AuditLog
from crm.leads.models import Lead
from tests.channels_app.forms.stage import post, work
from tests.fakes.vendor import Said, Vendor
from tests.pages import door, text_of
from tests.payloads import forms

pytestmark = pytest.mark.usefixtures("accounts")
PAGE = "/settings/forms/"


@pytest.fixture
def boss(alice: Broker) -> Client:
    """Alice herself, in her browser."""
    return door(User.objects.create(email="alice@t.test", name="Alice", role="ADMIN"))


def fill_in(**answers: Any) -> None:
    post("googleads", forms.google(str(forms.lead_id()), **answers))
    work()


def test_a_form_shows_its_questions_and_what_each_tells(boss: Client) -> None:
    fill_in(FULL_NAME="Nadia", presupuesto="UF 3.000", mascota="<script>alert(1)</script>")

    page = text_of(boss.get(PAGE))

    assert "Google · 40000000002" in page
    assert "Presupuesto" in page
    assert "<script>alert" not in page
    assert "Nadia" in page


def test_what_a_question_tells_is_the_brokers_to_say(boss: Client) -> None:
    fill_in(FULL_NAME="Nadia", sueno="Providencia")
    given = {"channel": "googleads", "account_id": "alice-google", "form_id": "40000000002",
             "question": ["FULL_NAME", "sueno"], "field": ["", "areas"]}  # fmt: skip

    assert boss.post(f"{PAGE}questions/", given).status_code == 302
    assert boss.post(f"{PAGE}questions/", given).status_code == 302
    fill_in(FULL_NAME="Luz", sueno="Providencia")

    assert FormMapping.objects.get().field == "areas"
    assert AuditLog.objects.filter(verb="crm.form.mapped").count() == 1
    assert Lead.objects.get(contact__name="Luz").profile.areas == ["Providencia"]


def test_a_field_there_is_not_is_refused(boss: Client) -> None:
    given = {"question": ["a"], "field": ["password"]}

    boss.post(f"{PAGE}questions/", given)

    assert not FormMapping.objects.exists()


def test_a_failed_form_says_why_and_is_tried_again(boss: Client, api: Vendor) -> None:
    FormEntry.objects.create(
        channel="leadads", account_id=forms.PAGE, external_id="9", state="failed", error_code="x",
        error="Object does not exist", submitted_at="2026-01-01T00:00:00Z",
        due_at="2026-01-01T00:00:00Z", attempts=4,
    )  # fmt: skip
    api.says("/9", forms.meta_lead(9, full_name="Nadia"))
    entry = FormEntry.objects.get()
    assert "Object does not exist" in text_of(boss.get(f"{PAGE}?state=failed"))

    boss.post(f"{PAGE}{entry.pk}/again/")
    work()

    entry.refresh_from_db()
    assert entry.state == "done"


@pytest.mark.parametrize("answer", [Said({"error": {"code": 190, "message": "dead"}}, 401)])
def test_a_paused_account_is_shown_with_its_reason(boss: Client, api: Vendor, answer: Said) -> None:
    api.says("/77", answer)
    post("leadads", forms.meta(forms.meta_notice("77")))
    work()

    assert "dead" in text_of(boss.get(PAGE))


def test_an_agent_sees_none_of_it(alice: Broker) -> None:
    agent = door(User.objects.create(email="bob@t.test", name="Bob", role="AGENT"))

    assert agent.get(PAGE).status_code == 403
    assert agent.post(f"{PAGE}questions/", {}).status_code == 403


def test_the_page_costs_the_same_however_many_forms(
    boss: Client, django_assert_max_num_queries: Any
) -> None:
    boss.get(PAGE)
    for number in range(30):
        FormEntry.objects.create(
            channel="googleads", account_id="a", external_id=str(number), state="done",
            form_id=str(number % 7), answers={f"q{number}": ["x"]},
            submitted_at="2026-01-01T00:00:00Z", due_at="2026-01-01T00:00:00Z",
        )  # fmt: skip
    ChannelAccount.objects.create(channel="tiktok", account_id="x")

    with django_assert_max_num_queries(14):
        boss.get(PAGE)
