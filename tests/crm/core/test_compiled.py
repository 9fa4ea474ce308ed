"""A compiled query brings what its queryset would, for whatever values it is asked."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.core.actors import SYSTEM
from crm.core.compiled import Compiled, Param
from crm.leads.models import Contact, Lead
from crm.leads.services import lead_create

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alice")]

_OPEN = Compiled(
    lambda: (
        Lead.objects.select_related("contact", "stage", "owner", "profile")
        .annotate(
            has_phone=Exists(Contact.objects.filter(pk=OuterRef("contact_id")).exclude(phone=""))
        )
        .filter(contact=Param("contact"), status=Lead.Status.OPEN)
    )
)


def _lead(name: str, phone: str = "") -> Lead:
    return lead_create(actor=SYSTEM, name=name, phone=phone)


def test_each_call_brings_the_rows_of_its_own_values() -> None:
    ana, luis = _lead("Ana"), _lead("Luis")

    assert _OPEN.one(contact=ana.contact_id) == ana
    assert _OPEN.one(contact=luis.contact_id) == luis
    assert _OPEN.one(contact=uuid4()) is None


def test_related_rows_annotations_and_json_come_along() -> None:
    lead = _lead("Ana", phone="+56987654321")
    lead.profile.areas = ["Ñuñoa"]
    lead.profile.save()

    found = _OPEN.one(contact=lead.contact_id)

    assert found is not None
    with CaptureQueriesContext(connection) as asked:
        assert found.contact.name == "Ana"
        assert found.profile.areas == ["Ñuñoa"]
        assert found.stage == lead.stage
        assert found.owner is None
        assert found.has_phone is True  # type: ignore[attr-defined] # an annotation
    assert not asked.captured_queries


def test_what_it_brings_can_be_saved() -> None:
    lead = _lead("Ana")
    found = _OPEN.one(contact=lead.contact_id)
    assert found is not None

    found.score = 71
    found.save(update_fields=["score"])

    assert Lead.objects.get(pk=lead.pk).score == 71


def test_a_moment_that_would_stay_for_ever_is_refused() -> None:
    since = Compiled(lambda: Lead.objects.filter(created_at__gte=timezone.now() - timedelta(1)))

    with pytest.raises(ValueError, match="for ever"):
        since.all()
