"""Groups of leads worth a message: whose they are, who is in none, and what is proposed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.desk.proposals import proposal
from agents.desk.segments import Segment, segments_for
from crm.accounts.models import User
from crm.core.actors import SYSTEM
from crm.inventory.models import Unit
from crm.leads.models import Lead
from crm.leads.services import lead_create
from tests.isolation.cast import browser


@pytest.fixture
def seekers(bob: User) -> list[Lead]:
    """Two leads of Bob's who want to buy a flat in Ñuñoa."""
    return [
        lead_create(
            actor=SYSTEM, name=name, phone=phone, owner=bob, source="whatsapp",
            profile={"operation": "buy", "areas": ["Ñuñoa"], "property_type": "apartment"},
        )
        for name, phone in (("Rosa", "+56987650021"), ("Ema", "+56987650022"))
    ]  # fmt: skip


def flat(**fields: object) -> Unit:
    """Something that came in today."""
    values: dict[str, object] = {
        "ref": "NEW-1", "title": "Depto con terraza", "operation": "sale", "city": "Santiago",
        "property_type": "apartment", "area": "Ñuñoa", "price": 4500, "currency": "UF",
    }  # fmt: skip
    return Unit.objects.create(**(values | fields))


def found(user: User) -> dict[str, Segment]:
    return {each.kind: each for each in segments_for(user, now=timezone.now())}


def test_what_came_in_is_offered_to_those_who_look_there(bob: User, seekers: list[Lead]) -> None:
    flat()

    group = found(bob)["new_listings"]

    assert (group.area, group.count, [unit.ref for unit in group.units]) == ("Ñuñoa", 2, ["NEW-1"])
    assert "Ñuñoa" in proposal(group, "es")
    assert "UF 4.500" in proposal(group, "es")
    assert "{name}" in proposal(group, "es")


@pytest.mark.parametrize(
    "fields", [{"operation": "rent"}, {"property_type": "storage"}, {"area": "Providencia"}]
)
def test_what_they_do_not_look_for_is_not(
    bob: User, seekers: list[Lead], fields: dict[str, object]
) -> None:
    flat(**fields)

    assert "new_listings" not in found(bob)


def test_another_agents_leads_are_in_no_group(luz: User, seekers: list[Lead]) -> None:
    flat()

    assert not found(luz)


def test_who_has_gone_quiet_is_written_to(bob: User, seekers: list[Lead]) -> None:
    past = timezone.now() - timedelta(days=20)
    Lead.objects.filter(pk=seekers[0].pk).update(score=70, last_activity_at=past)

    assert [lead.contact.name for lead in found(bob)["quiet"].leads] == ["Rosa"]


def test_the_page_shows_groups_and_texts(bob: User, seekers: list[Lead]) -> None:
    flat()

    page = browser(bob).get("/assistant/ideas/").content.decode()

    assert "NEW-1" in page
    assert "data-copy-text" in page
