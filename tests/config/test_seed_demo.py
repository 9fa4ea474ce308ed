"""The demo: two brokers with a believable past, made once, and nothing of it ever sent."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from agents.models import Turn
from channels_app.models import ChannelAccount, Delivery
from config.demo.cast import BROKERS, PASSWORD
from config.demo.seed import broker_seed
from crm.accounts.models import User
from crm.brokers.models import Broker, ChannelRoute
from crm.brokers.services import broker_delete
from crm.conversations.models import Conversation, Message
from crm.core.models import AuditLog
from crm.core.tenancy import in_schema
from crm.inventory.models import Unit
from crm.leads.models import Lead, Qualification, Task
from crm.scheduling.models import Appointment
from knowledge.retrieval import search

SLUGS = [broker.slug for broker in BROKERS]


@pytest.fixture(scope="module")
def seeded(schemas: None, django_db_blocker: Any) -> Iterator[None]:
    """Both brokers, made for real and removed afterwards."""
    with django_db_blocker.unblock():
        for broker in BROKERS:
            broker_seed(broker)
        yield
        for broker in Broker.objects.filter(schema_name__in=SLUGS):
            broker_delete(broker=broker)


@pytest.fixture(params=SLUGS)
def slug(request: pytest.FixtureRequest, seeded: None) -> Iterator[str]:
    """Each of them in hand."""
    with in_schema(request.param):
        yield request.param


def test_again_makes_nothing(slug, settings):
    settings.DEBUG = True
    before, out = Lead.objects.count(), io.StringIO()

    call_command("seed_demo", stdout=out)

    assert (Lead.objects.count(), out.getvalue()) == (before, "")


def test_leads_stand_in_every_stage(slug):
    stages = Counter(Lead.objects.values_list("stage__key", flat=True))

    assert set(stages) == {"new", "contacted", "qualified", "viewing_booked", "offer", "won",
                           "lost"}  # fmt: skip
    assert sum(stages.values()) >= 40


def test_scores_agree_with_the_stages(slug):
    ahead = Lead.objects.filter(stage__key__in=["qualified", "viewing_booked", "offer", "won"])
    behind = Lead.objects.filter(stage__key__in=["new", "contacted"])

    assert all(lead.qualified for lead in ahead)
    assert not any(lead.qualified for lead in behind)
    assert Qualification.objects.filter(is_current=True).count() == Lead.objects.count()


def test_nothing_is_waiting_to_be_sent_or_answered(slug):
    assert not Delivery.objects.exists()
    assert not Turn.objects.exists()
    assert not Message.objects.exclude(status__in=["received", "read"]).exists()


def test_the_past_is_three_weeks_long_and_holds_nothing_yet_to_come(slug):
    now = timezone.now()
    made = sorted(Lead.objects.values_list("created_at", flat=True))

    assert made[0] < now - timedelta(days=12)
    assert made[0] > now - timedelta(days=22)
    assert not Message.objects.filter(sent_at__gt=now).exists()
    assert not AuditLog.objects.filter(at__gt=now).exists()


def test_a_person_holds_one_conversation_and_one_waits_for_a_person(slug):
    waiting = Conversation.objects.get(holder="queue")

    assert waiting.handover_summary
    assert Conversation.objects.filter(holder="person", lead__stage__key="contacted").count() == 1


def test_viewings_lie_behind_and_ahead(slug):
    statuses = Counter(Appointment.objects.values_list("status", flat=True))

    assert statuses["done"] >= 3
    assert Appointment.objects.filter(status="booked", starts_at__gt=timezone.now()).count() >= 4
    assert Task.objects.filter(done_at=None).exists()


def test_listings_are_hundreds_with_prices_in_their_currencies(slug):
    found = Unit.objects.filter(status="available", property_type="apartment")

    assert Unit.objects.count() == 300
    assert found.filter(operation="sale").exists()
    assert found.filter(operation="rent").exists()
    assert {"demo": {"UF", "CLP"}, "marina": {"AED"}}[slug] == set(
        Unit.objects.values_list("currency", flat=True)
    )


def test_people_of_the_contract_can_sign_in(slug):
    people = {user.email: user for user in User.objects.all()}

    assert set(people) == {f"{name}@{slug}.test" for name in ("admin", "ana", "luis")}
    assert all(user.check_password(PASSWORD) for user in people.values())
    assert people[f"admin@{slug}.test"].is_admin


def test_accounts_of_the_contract_lead_to_their_broker(slug):
    routes = {route.channel: route.account_id
              for route in ChannelRoute.objects.filter(broker__schema_name=slug)}  # fmt: skip
    number = SLUGS.index(slug) + 1

    assert routes["whatsapp"] == f"10000000000000{number}"
    assert routes["leadads"] == f"20000000000000{number}"
    assert ChannelAccount.objects.get(channel="telegram").secret == f"{slug}-telegram-secret"


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("broker", "language", "question", "document"),
    [
        ("demo", "es", "¿qué papeles piden para arrendar?", "Requisitos para arrendar"),
        ("demo", "es", "¿aceptan mascotas?", "Mascotas y convivencia"),
        ("demo", "es", "¿cuánto pie necesito para comprar?", "Proceso de compra y gastos"),
        ("demo", "es", "¿hacen visitas los domingos?", "Política de visitas"),
        ("marina", "en", "How much is the DLD fee?", "Buying in Dubai"),
        ("marina", "en", "What is Ejari?", "Renting in Dubai"),
        ("marina", "en", "do I get a golden visa?", "Golden visa and residence by property"),
        ("marina", "en", "are dogs allowed?", "Viewings, pets and communities"),
    ],
)
def test_documents_answer_what_leads_ask(broker, language, question, document):
    with in_schema(broker):
        assert search(question, language=language)[0].document == document


def test_without_debug_there_is_no_demo(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("seed_demo")
