"""Whom a broker wants asked: its own order and keys, else the platform's, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

from agents.llm.base import ErrorKind, ProviderError, Usage
from agents.routing import choices, selectors, services
from agents.routing.attempts import Attempt
from agents.routing.models import ModelChoice
from agents.routing.plan import plan_for
from agents.routing.tasks import Task
from crm.accounts.models import User
from crm.brokers.current import broker_current
from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.errors import Conflict, Forbidden, Invalid
from crm.core.models import AuditLog
from crm.core.tenancy import in_schema


@pytest.fixture(autouse=True)
def platform(settings: Any) -> None:
    """The platform has OpenAI and nothing else."""
    settings.LLM_PROVIDER, settings.LLM_FALLBACK_PROVIDERS = "openai", ["offline"]
    settings.LLM = {"openai": {"api_key": "platform-key", "base_url": "", "model": "gpt-4o"}}


def add(model: str = "claude-haiku-4-5", **more: Any) -> ModelChoice:
    given = {"task": Task.ANSWER, "provider": "anthropic", "actor": SYSTEM, **more}
    choice = services.choice_add(model=model, **given)
    choices.forget()
    return choice


def names(task: Task = Task.ANSWER) -> list[str]:
    return [each.model or each.provider for each in plan_for(task).candidates]


def test_without_a_choice_the_platforms_order_holds(alice: Broker) -> None:
    assert names() == ["gpt-4o", "offline"]


def test_a_brokers_order_holds_for_its_kind_of_work_only(alice: Broker) -> None:
    add()
    add("gpt-4o-mini", provider="openai")

    assert names() == ["claude-haiku-4-5", "gpt-4o-mini", "offline"]
    assert names(Task.WRITE) == ["gpt-4o", "offline"]


def test_an_own_key_is_used_and_told_apart(alice: Broker) -> None:
    add("gpt-4o-mini", provider="openai")
    add("gpt-4o", provider="openai", api_key="sk-own")

    theirs, own, _offline = plan_for(Task.ANSWER).candidates

    assert (theirs.api_key, theirs.owner) == ("platform-key", "")
    assert (own.api_key, own.owner) == ("sk-own", "t_alice")
    assert "sk-own" not in repr(own)
    assert own.credential != theirs.credential


def test_another_broker_has_nothing_of_it(alice: Broker, charlie: Broker) -> None:
    with in_schema("t_alice"):
        add(api_key="sk-alice")
    with in_schema("t_charlie"):
        assert names() == ["gpt-4o", "offline"]


def test_the_order_is_a_short_cached_read(alice: Broker, django_assert_num_queries: Any) -> None:
    add()
    broker_current()
    with django_assert_num_queries(1):
        for _ in range(5):
            plan_for(Task.ANSWER)


def test_one_place_earlier_and_away(alice: Broker) -> None:
    first, second = add(), add("gpt-4o-mini", provider="openai")

    services.choice_raise(choice=second, actor=SYSTEM)
    choices.forget()
    assert names() == ["gpt-4o-mini", "claude-haiku-4-5", "offline"]

    services.choice_remove(choice=second, actor=SYSTEM)
    choices.forget()
    assert names() == ["claude-haiku-4-5", "offline"]
    assert ModelChoice.objects.get().position == 0
    assert first.pk == ModelChoice.objects.get().pk


@pytest.mark.parametrize(
    "given",
    [
        {"provider": "offline"},
        {"model": " "},
        {"model": "x" * 81},
        {"model": "gpt\n4o"},
        {"api_key": "clé"},
    ],
)
def test_what_cannot_be_a_model_or_key_is_refused(alice: Broker, given: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        add(**given)


def test_no_model_twice_and_four_at_most(alice: Broker) -> None:
    for number in range(4):
        add(f"model-{number}")
    with pytest.raises(Conflict):
        add("model-5")
    ModelChoice.objects.filter(position=3).delete()
    with pytest.raises(Conflict):
        add("model-0")


def test_what_was_changed_is_recorded_without_the_key(alice: Broker) -> None:
    choice = add(api_key="sk-own")
    services.choice_key_set(choice=choice, api_key="sk-new", actor=SYSTEM)

    rows = AuditLog.objects.filter(verb="agents.models.changed").order_by("id")
    assert rows[0].changes["answer"]["after"] == ["anthropic claude-haiku-4-5"]
    assert "sk-" not in str([row.changes for row in rows])


def test_agents_see_no_models(alice: Broker) -> None:
    agent = User.objects.create(email="bob@alice.test", name="Bob", role=User.Role.AGENT)

    with pytest.raises(Forbidden):
        selectors.orders_for(agent)


def test_an_own_key_that_is_refused_is_told_to_the_admins_until_it_works(alice: Broker) -> None:
    from agents.routing.ledger import calls_record
    from crm.accounts.models import Notice

    error = ProviderError(ErrorKind.AUTH, "invalid key")
    refused = Attempt("openai", "gpt-4o", error_kind=error.kind, error=str(error), is_own_key=True)
    calls_record([refused], task=Task.ANSWER)
    assert Notice.objects.get().arguments["vendor"] == "openai"

    calls_record([answered(is_own_key=True)], task=Task.ANSWER)
    assert Notice.objects.get().resolved_at is not None


def answered(**more: Any) -> Attempt:
    from agents.llm.base import Completion

    usage = Usage(10, output_tokens=5)
    completion = Completion("Hola", (), "stop", usage, "gpt-4o-2024-08-06")
    return Attempt("openai", "gpt-4o", completion=completion, usage=usage, **more)
