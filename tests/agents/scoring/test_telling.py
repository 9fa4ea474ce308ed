"""A verdict in words: made after the commit, true to the verdict, and never twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.llm.base import ErrorKind, ProviderError
from agents.routing.models import ModelCall
from agents.scoring.qualify import lead_qualify
from agents.scoring.telling import (
    numbers_in,
    offline_words,
    problem_in,
    verdict_put_into_words,
)
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.core.actors import SOFIA, SYSTEM
from crm.leads.models import Qualification
from crm.leads.override import verdict_set
from crm.leads.payloads import lead_payload
from crm.leads.selectors import lead_get_for
from crm.leads.services import lead_create, profile_update, verdicts_untold
from tests.fakes.model import FakeModel
from tests.pages import door, text_of
from tests.stage import model

__all__ = ["model"]


@pytest.fixture
def writer(model: FakeModel, settings: Any) -> FakeModel:
    """A model beside the offline provider, which writes no prose."""
    settings.LLM_PROVIDER = "openai"
    return model


@pytest.fixture
def verdict(alice: Broker) -> Qualification:
    """That of a lead who has said half of it, ten minutes ago."""
    lead = lead_create(
        actor=SYSTEM, name="Pedro Rojas", phone="+56961234567",
        profile={"operation": "buy", "areas": ["Ñuñoa"], "beds": 2, "budget_max": 90_000_000},
    )  # fmt: skip
    row = lead_qualify(lead=lead, actor=SOFIA)
    Qualification.objects.filter(pk=row.pk).update(
        created_at=timezone.now() - timedelta(minutes=10)
    )
    row.refresh_from_db()
    return row


def told(row: Qualification) -> tuple[str, str]:
    row.refresh_from_db()
    return row.words, row.words_by


def test_offline_tells_it_in_two_sentences_with_the_next_step(verdict: Qualification) -> None:
    assert verdict_put_into_words(verdict.pk)

    words, by = told(verdict)
    assert by == "offline"
    assert words.count(". ") == 1
    assert str(verdict.score) in words
    assert verdict.next_step[1:] in words
    assert not problem_in(words, verdict, "es")


def test_a_models_words_are_kept_when_they_hold_what_the_verdict_holds(
    verdict: Qualification, writer: FakeModel
) -> None:
    words = f"Lleva {verdict.score} de 100 puntos y aún no califica. {verdict.next_step}."
    writer.says(words)

    verdict_put_into_words(verdict.pk)

    assert told(verdict) == (words, "fake fake-1")
    assert "Pedro" not in str(writer.prompts[0])
    assert writer.prompts[0].tool_choice == "none"
    assert ModelCall.objects.get().task == "write"


@pytest.mark.parametrize(
    "words",
    [
        "Tiene 99 de 100 puntos. Ofrécele una visita mañana.",
        "Su presupuesto es de 95.000.000. Preguntar el plazo.",
        "Está calificado y listo para comprar. Llamar hoy.",
        "This lead is promising but we do not know when they want to move. Ask them.",
        "Uno. Dos. Tres. Cuatro. Cinco.",
        "- una\n- lista",
        "x" * 500,
        "",
    ],
)
def test_words_that_say_more_than_the_verdict_give_way_to_our_own(
    verdict: Qualification, writer: FakeModel, words: str
) -> None:
    writer.says(words)

    verdict_put_into_words(verdict.pk)

    assert told(verdict) == (offline_words(verdict, "es"), "offline")


def test_a_model_that_fails_costs_nothing_but_its_words(
    verdict: Qualification, writer: FakeModel
) -> None:
    writer.fails(ProviderError(ErrorKind.UNAVAILABLE, "down"))

    verdict_put_into_words(verdict.pk)

    assert told(verdict)[1] == "offline"


def test_it_is_told_once_and_anew_only_when_the_verdict_changed(verdict: Qualification) -> None:
    verdict_put_into_words(verdict.pk)
    assert not verdict_put_into_words(verdict.pk)

    assert lead_qualify(lead=verdict.lead, actor=SOFIA).pk == verdict.pk
    profile_update(lead=verdict.lead, changes={"timeline": "este mes"}, actor=SOFIA)
    verdict.lead.refresh_from_db()
    assert lead_qualify(lead=verdict.lead, actor=SOFIA).words == ""


def test_only_what_has_stood_for_a_moment_and_no_persons_is_due(
    verdict: Qualification, admin: User
) -> None:
    assert verdicts_untold(limit=10) == [verdict.pk]
    Qualification.objects.filter(pk=verdict.pk).update(created_at=timezone.now())
    assert verdicts_untold(limit=10) == []

    verdict_set(lead=verdict.lead, score=90, qualified=True, reason="", user=admin)
    Qualification.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert verdicts_untold(limit=10) == []


def test_who_is_at_it_is_not_joined_until_they_are_lost(verdict: Qualification) -> None:
    Qualification.objects.filter(pk=verdict.pk).update(words_asked_at=timezone.now())
    assert verdicts_untold(limit=10) == []
    assert not verdict_put_into_words(verdict.pk)

    Qualification.objects.update(words_asked_at=timezone.now() - timedelta(minutes=5))
    assert verdicts_untold(limit=10) == [verdict.pk]


def test_the_words_are_on_the_leads_page_and_in_the_api(
    verdict: Qualification, admin: User
) -> None:
    verdict_put_into_words(verdict.pk)
    words, _by = told(verdict)

    lead = lead_get_for(admin, verdict.lead_id)

    assert lead_payload(lead)["qualification"]["words"] == words
    assert words[:30] in text_of(door(admin).get(f"/leads/{lead.pk}/"))


def test_numbers_are_compared_by_their_digits() -> None:
    assert numbers_in("UF 4.500, 120 000 y 62,5 m²") == {"4500", "120000", "625"}
