"""The broker's page of models, and the superadmin's of breakers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from agents.llm.base import ErrorKind, ProviderError
from agents.routing.breakers import Name, breakers
from agents.routing.candidates import platform_candidates
from agents.routing.models import ModelChoice
from crm.accounts.models import User
from crm.accounts.services import superadmin_create
from crm.brokers.models import Broker
from crm.core import rates
from tests.pages import door, text_of
from tests.platform import PASSWORD

PAGE = "/settings/models/"
GPT = Name("", "openai", "gpt-4o", "abc123")


@pytest.fixture
def root(schemas: None, db: None) -> Iterator[Client]:
    """A superadmin at the bare host."""
    rates.forget_all()
    client = Client(headers={"host": "localhost:8000"})
    client.force_login(superadmin_create(email="root@sofia.test", password=PASSWORD))
    yield client
    rates.forget_all()


def test_an_admin_adds_orders_and_removes_models(alice: Broker, person: User) -> None:
    page = door(person)
    for model in ("gpt-4o", "gpt-4o-mini"):
        given = {"task": "answer", "provider": "openai", "model": model, "api_key": f"sk-{model}"}
        assert page.post(f"{PAGE}new/", given).status_code == 302
    second = ModelChoice.objects.get(model="gpt-4o-mini")
    page.post(f"{PAGE}{second.pk}/raise/")

    shown = text_of(page.get(PAGE))
    assert shown.index("gpt-4o-mini") < shown.index(">gpt-4o<")

    page.post(f"{PAGE}{second.pk}/remove/")
    assert ModelChoice.objects.get().model == "gpt-4o"


def test_a_key_is_never_shown_again(alice: Broker, person: User) -> None:
    page = door(person)
    given = {"task": "answer", "provider": "openai", "model": "gpt-4o", "api_key": "sk-secret"}
    page.post(f"{PAGE}new/", given)
    choice = ModelChoice.objects.get()

    for path in (PAGE, f"{PAGE}{choice.pk}/key/"):
        assert "sk-secret" not in text_of(page.get(path))
    page.post(f"{PAGE}{choice.pk}/key/", {"api_key": "sk-other"})
    choice.refresh_from_db()
    assert choice.api_key == "sk-other"


def test_what_is_refused_is_told_beside_its_field_and_no_key_comes_back(
    alice: Broker, person: User
) -> None:
    given = {"task": "answer", "provider": "openai", "model": "", "api_key": "sk-secret"}
    answer = door(person).post(f"{PAGE}new/", given)

    assert answer.status_code == 200
    assert "field-error" in text_of(answer)
    assert "sk-secret" not in text_of(answer)


def test_agents_are_kept_out(alice: Broker) -> None:
    agent = User.objects.create(email="bob@alice.test", name="Bob", role=User.Role.AGENT)

    for path in (PAGE, f"{PAGE}new/"):
        assert door(agent).get(path).status_code == 403


def test_a_model_that_is_left_alone_is_marked(alice: Broker, person: User, settings: Any) -> None:
    settings.LLM_PROVIDER = "openai"
    settings.LLM = {"openai": {"api_key": "k", "base_url": "", "model": "gpt-4o"}}
    from agents.routing.candidates import platform_candidates

    breakers.failed(platform_candidates()[0].breaker, ProviderError(ErrorKind.AUTH, "no"))

    assert "tag-late" in text_of(door(person).get(PAGE))


def test_the_page_costs_few_queries(
    alice: Broker, person: User, django_assert_max_num_queries: Any
) -> None:
    page = door(person)
    page.get(PAGE)
    with django_assert_max_num_queries(8):
        page.get(PAGE)


def test_the_superadmin_sees_who_is_left_alone_and_lets_them_back(root: Client) -> None:
    for _ in range(3):
        breakers.failed(GPT, ProviderError(ErrorKind.UNAVAILABLE, "overloaded"))

    shown = text_of(root.get("/admin/models/"))
    assert all(word in shown for word in ("gpt-4o", "abc123", "overloaded", "left alone"))

    root.post("/admin/models/close/", {"name": str(GPT)})
    assert breakers.admit(GPT, seconds=20).allowed
    assert root.post("/admin/models/close/", {"name": "nobody"}).status_code == 404


def test_the_superadmin_is_told_when_only_the_embedded_provider_answers(
    root: Client, settings: Any
) -> None:
    settings.LLM = {"openai": {"api_key": "k", "model": "m"}}
    settings.LLM_PROVIDER, settings.LLM_FALLBACK_PROVIDERS = "openai", ["offline"]
    words = "answered by the embedded provider"
    assert words not in text_of(root.get("/admin/models/"))

    down = ProviderError(ErrorKind.TIMEOUT, "silent")
    breakers.failed(platform_candidates()[0].breaker, down, silent_for=3.0)
    assert words in text_of(root.get("/admin/models/"))


def test_the_table_alone_is_what_the_page_asks_for_as_it_moves(root: Client) -> None:
    table = text_of(root.get("/admin/models/", headers={"hx-request": "true"}))

    assert "<html" not in table
    assert 'hx-trigger="every 2s"' in text_of(root.get("/admin/models/"))


def test_the_breakers_are_not_for_strangers(schemas: None, db: None) -> None:
    client = Client(headers={"host": "localhost:8000"})

    assert client.get("/admin/models/").status_code == 302
    assert client.post("/admin/models/close/", {"name": str(GPT)}).status_code == 302


def test_the_first_page_of_the_console_counts_them(root: Client) -> None:
    breakers.failed(GPT, ProviderError(ErrorKind.AUTH, "no such key"))

    assert "Model providers left alone" in text_of(root.get("/admin/"))
