"""What Sofía is told, by an admin with a mouse and one with a thumb."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from agents.prompts.models import PromptVersion, Proposal, TrainingRun
from agents.prompts.selectors import version_live
from crm.accounts.models import User
from crm.core.tenancy import in_schema
from knowledge.models import Document
from tests.browser.conftest import SeatFor


def fits(page: Any) -> bool:
    """Whether nothing stands out at the side."""
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide <= 0


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_a_draft_goes_live_and_one_click_brings_back(
    seat: SeatFor, boss: User, width: int, theme: str
) -> None:
    taken = seat(boss, width=width, theme=theme)
    page = taken.open("/agents/prompts/leasing/new/")
    page.fill("textarea[name=text]", "You are Sofía of {broker_name}.\n\n# Style\n- Be brief.")
    page.fill("input[name=note]", "corta")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".diff")
    assert page.locator(".diff ins, .diff-added").count()
    assert fits(page)

    page.click("form[action$='/go-live/'] button")
    page.wait_for_selector("form[action$='/return/']")
    with in_schema("t_alice"):
        assert version_live("leasing") == PromptVersion.objects.get()
    assert fits(page)

    page.click("form[action$='/return/'] button")
    page.wait_for_selector("form[action$='/go-live/']")
    with in_schema("t_alice"):
        assert version_live("leasing") is None


def test_a_wrong_field_is_said_where_it_was_written(seat: SeatFor, boss: User) -> None:
    page = seat(boss, width=390).open("/agents/prompts/leasing/new/")

    page.fill("textarea[name=text]", "Hola {lead_name}")
    page.click("main form button[type=submit]")

    page.wait_for_selector(".field-error")
    assert page.input_value("textarea[name=text]") == "Hola {lead_name}"
    assert fits(page)


def test_a_proposal_is_taken_without_leaving_the_page(seat: SeatFor, boss: User) -> None:
    with in_schema("t_alice"):
        run = TrainingRun.objects.create(
            specialist="leasing", since=timezone.now(), state="done", ended_at=timezone.now()
        )
        for key, title in (("faq:1", "¿Aceptan mascotas?"), ("faq:2", "¿Piden aval?")):
            Proposal.objects.create(run=run, kind="faq", key=key, title=title, text="Sí.", count=2)
    page = seat(boss, width=390).open(f"/agents/training/{run.pk}/")
    first, second = page.locator("article.proposal").all()

    first.locator("textarea").fill("Sí, hasta dos.")
    first.get_by_role("button", name="Agregar a los documentos").click()
    first.locator(".tag-good").wait_for()
    second.get_by_role("button", name="No", exact=True).click()
    page.locator("article.proposal textarea").wait_for(state="detached")

    with in_schema("t_alice"):
        assert Document.objects.get().body.endswith("Sí, hasta dos.")
        assert set(run.proposals.values_list("state", flat=True)) == {"accepted", "rejected"}
    assert fits(page)
