"""The ledger: one row for every attempt to have a model answer."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from agents.llm.base import Completion, Prompt, Provider
from agents.models import AgentRun
from agents.routing import budgets
from agents.routing.attempts import Attempt
from agents.routing.models import ModelCall
from agents.routing.notices import credentials_told
from agents.routing.plan import Plan
from agents.routing.prices import price_table
from agents.routing.tasks import Task
from crm.core.text import clip, storable
from crm.core.transactions import joining


@joining
def calls_record(
    attempts: Iterable[Attempt],
    *,
    task: Task,
    run: AgentRun | None = None,
    prompt_version: str = "",
) -> list[ModelCall]:
    """Write a row for each provider that was asked, in the caller's transaction: one statement.

    Those that were passed over have no row: nothing was sent to them. The broker's admins are told
    when the month's budget is used up, or when a vendor refuses their own key.
    """
    asked = [attempt for attempt in attempts if not attempt.passed_over]
    rows = ModelCall.objects.bulk_create(
        _row(attempt, task=task, run=run, prompt_version=prompt_version) for attempt in asked
    )
    budgets.spent(sum((row.cost or Decimal(0) for row in rows), Decimal(0)))
    credentials_told(asked)
    return rows


def ask(
    plan: Plan, prompt: Prompt, *, deadline: float, prompt_version: str = ""
) -> tuple[Provider, Completion]:
    """Ask a plan and write down at once what it came to: for work that is no run.

    As :meth:`agents.routing.plan.Plan.respond`, and like it outside of any transaction.
    """
    attempts: list[Attempt] = []
    try:
        return plan.respond(prompt, deadline=deadline, on_attempt=attempts.append)
    finally:
        calls_record(attempts, task=plan.task, prompt_version=prompt_version)


def _row(attempt: Attempt, *, task: Task, run: AgentRun | None, prompt_version: str) -> ModelCall:
    usage, completion = attempt.usage, attempt.completion
    return ModelCall(
        run=run,
        task=attempt.task or task,
        provider=attempt.provider,
        requested_model=attempt.model[:80],
        answering_model=completion.model[:80] if completion else "",
        credential=attempt.credential,
        prompt_version=prompt_version[:80],
        input_tokens=usage.input_tokens,
        cache_read_tokens=usage.cache_read_tokens,
        cache_write_tokens=usage.cache_write_tokens,
        cache_write_long_tokens=usage.cache_write_long_tokens,
        output_tokens=usage.output_tokens,
        reasoning_tokens=usage.reasoning_tokens,
        price_version=price_table().version,
        cost=attempt.cost,
        first_token_ms=attempt.first_token_ms,
        duration_ms=attempt.duration_ms,
        error_kind=str(attempt.error_kind or ""),
        error=clip(storable(attempt.error), 240),
    )
