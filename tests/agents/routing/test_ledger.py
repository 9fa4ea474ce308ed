"""A row for every attempt, and the month's money with its two limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from agents.llm.base import Completion, ErrorKind, Usage
from agents.models import AgentRun
from agents.routing import budgets
from agents.routing.attempts import Attempt
from agents.routing.ledger import ask, calls_record
from agents.routing.models import ModelCall
from agents.routing.plan import plan_for
from agents.routing.prices import price_table
from agents.routing.tasks import Task
from crm.accounts.models import Notice
from crm.brokers.models import Broker
from crm.core.tenancy import in_schema
from tests.agents.routing.conftest import ASK, Cast
from tests.agents.routing.vendors import vendors
from tests.fakes.llm import VENDORS

USAGE = Usage(100, 200, 0, 300, 40)


def paid(cost: str | None) -> Attempt:
    """An answer that cost so many US dollars."""
    completion = Completion("Hola", (), "stop", USAGE, "gpt-4o-2024-08-06")
    return Attempt(
        "openai", "gpt-4o", "abcdef", 1200, 300, completion, USAGE, Decimal(cost) if cost else None
    )


def spend(cost: str | None) -> None:
    calls_record([paid(cost)], task=Task.ANSWER)


def limit(broker: Broker, *, soft: str | None = None, hard: str | None = None) -> None:
    broker.ai_budget_soft = Decimal(soft) if soft else None
    broker.ai_budget_hard = Decimal(hard) if hard else None
    with in_schema("public"):
        broker.save()
    budgets.forget_all()


def test_a_row_tells_everything_of_an_attempt(alice: Broker) -> None:
    run = AgentRun.objects.create(
        specialist="leasing", provider="openai", model="gpt-4o", prompt_version="v1",
        outcome=AgentRun.Outcome.REPLIED,
    )  # fmt: skip
    calls_record([paid("0.0042")], task=Task.ANSWER, run=run, prompt_version="v1")

    row = run.calls.get()
    assert (row.requested_model, row.answering_model) == ("gpt-4o", "gpt-4o-2024-08-06")
    assert (row.input_tokens, row.cache_read_tokens, row.output_tokens) == (100, 200, 300)
    assert (row.reasoning_tokens, row.price_version) == (40, price_table().version)
    assert (row.cost, row.first_token_ms, row.duration_ms) == (Decimal("0.0042"), 300, 1200)
    assert (row.credential, row.prompt_version, row.error_kind) == ("abcdef", "v1", "")


def test_failures_have_a_row_and_those_passed_over_have_none(
    alice: Broker, cast_of: Callable[..., Cast]
) -> None:
    cast = cast_of("openai", "offline")
    cast["openai"].fails = ErrorKind.AUTH
    cast.ask()
    cast.ask()

    calls_record(cast.tried, task=Task.CLASSIFY)

    kinds = list(ModelCall.objects.order_by("id").values_list("provider", "error_kind"))
    assert kinds == [("openai", "auth"), ("offline", ""), ("offline", "")]


@pytest.mark.parametrize(
    ("vendor", "model", "cost"),
    [
        # The fakes count 100 tokens of input, 40 of them cached, and 24 of output.
        ("openai", "gpt-4o", "0.00044"),
        ("anthropic", "claude-sonnet-5", "0.000368"),
        ("gemini", "gemini-2.5-flash", "0.0000792"),
        ("groq", "openai/gpt-oss-120b", "0.0000264"),
    ],
)
def test_a_call_on_the_wire_is_charged_to_the_last_digit(
    alice: Broker, vendor: str, model: str, cost: str
) -> None:
    with vendors(**{vendor: VENDORS[vendor].text("Hola")}) as office:
        office.model = model
        office.ask()
    (row,) = calls_record(office.tried, task=Task.ANSWER)

    assert row.cost == Decimal(cost)


def test_the_month_adds_up_and_begins_anew(alice: Broker) -> None:
    with time_machine.travel("2026-11-30T12:00:00Z"):
        spend("1.25")
        spend(None)
        assert (budgets.standing().spent, budgets.standing().unpriced) == (Decimal("1.25"), 1)
    # Santiago is three hours behind: there it is still November.
    with time_machine.travel("2026-12-01T02:00:00Z"):
        assert budgets.standing().spent == Decimal("1.25")
    with time_machine.travel("2026-12-01T04:00:00Z"):
        assert budgets.standing().spent == 0


def test_beyond_the_soft_limit_the_admins_are_told_once_and_work_goes_on(alice: Broker) -> None:
    limit(alice, soft="2", hard="5")
    spend("1.50")
    assert not Notice.objects.exists()
    spend("1")
    spend("1")

    notice = Notice.objects.get()
    assert (notice.kind, notice.arguments["limit"]) == ("ai_budget_soft", "2.00")
    assert plan_for(Task.ANSWER).candidates[0].provider is not None
    assert not budgets.is_used_up()


def test_beyond_the_hard_limit_only_the_built_in_rules_answer(alice: Broker, settings: Any) -> None:
    settings.LLM_PROVIDER = "openai"
    limit(alice, hard="2")
    assert len(plan_for(Task.ANSWER).candidates) == 2

    spend("2")

    assert [each.provider for each in plan_for(Task.ANSWER).candidates] == ["offline"]
    assert Notice.objects.get().kind == "ai_budget_hard"


def test_a_raised_limit_lets_the_models_back_and_ends_the_notice(
    alice: Broker, settings: Any
) -> None:
    settings.LLM_PROVIDER = "openai"
    limit(alice, hard="2")
    spend("2")

    limit(alice, hard="10")
    budgets.told()

    assert len(plan_for(Task.ANSWER).candidates) == 2
    assert Notice.objects.get().resolved_at is not None


def test_one_broker_spends_nothing_of_anothers(alice: Broker, charlie: Broker) -> None:
    with in_schema("t_alice"):
        spend("3")
    with in_schema("t_charlie"):
        assert budgets.standing().spent == 0


def test_a_broker_without_a_limit_costs_no_question(
    alice: Broker, django_assert_num_queries: Any
) -> None:
    budgets.is_used_up()  # the broker's own row
    with django_assert_num_queries(0):
        assert not budgets.is_used_up()
    with django_assert_num_queries(1):
        spend("1")


def test_work_that_is_no_run_is_written_down_too(
    alice: Broker, cast_of: Callable[..., Cast]
) -> None:
    cast = cast_of("openai", "offline")
    cast["openai"].fails = ErrorKind.UNAVAILABLE

    ask(cast.plan, ASK, deadline=time.monotonic() + 60, prompt_version="summary")

    rows = ModelCall.objects.order_by("id").values_list("provider", "error_kind", "prompt_version")
    assert list(rows) == [("openai", "unavailable", "summary"), ("offline", "", "summary")]
