"""Old runs and model calls go, a batch at a time; what is in use and what was decided stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.approvals.models import Approval
from agents.models import AgentRun, AgentStep
from agents.routing.models import ModelCall
from agents.runs import pruning
from agents.runs.tasks import sweep
from crm.brokers.models import Broker
from crm.core.tenancy import in_schema
from tests import drive
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel
from tests.stage import channel, model, number, window_off

__all__ = ["channel", "model", "number", "window_off"]
pytestmark = pytest.mark.usefixtures("number", "window_off")


def aged(days: int, text: str = "Hola, busco depto en Ñuñoa") -> AgentRun:
    """The newest run, as old as that, with its step and its call."""
    drive.receive(text)
    drive.settle()
    run = AgentRun.objects.order_by("-id")[0]
    then = timezone.now() - timedelta(days=days)
    AgentRun.objects.filter(pk=run.pk).update(created_at=then)
    ModelCall.objects.filter(run=run).update(created_at=then)
    return run


def test_what_is_older_goes_and_what_is_younger_stays(
    model: FakeModel, channel: FakeChannel, alice: Broker, settings: Any
) -> None:
    settings.AGENT_KEEP_DAYS = 40
    model.says("Hola").says("Claro")
    old, new = aged(41), aged(39)

    sweep()

    with in_schema(alice.schema_name):
        assert [run.pk for run in AgentRun.objects.all()] == [new.pk]
        assert not AgentStep.objects.filter(run_id=old.pk).exists()
        assert {call.run_id for call in ModelCall.objects.all()} == {new.pk}


def test_nothing_of_this_month_goes_and_nothing_at_all_without_a_limit(
    model: FakeModel, channel: FakeChannel, settings: Any
) -> None:
    model.says("Hola")
    aged(31)
    settings.AGENT_KEEP_DAYS = 1
    sweep()
    assert AgentRun.objects.count() == ModelCall.objects.count() == 1

    settings.AGENT_KEEP_DAYS = 0
    assert pruning.pruned_before() is None


def test_it_goes_in_batches_and_keeps_what_a_person_was_asked_about(
    model: FakeModel, channel: FakeChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "BATCH", 1)
    monkeypatch.setattr(pruning, "BATCHES", 2)
    for _ in range(4):
        model.says("Hola")
    asked, *_rest = [aged(90, f"Busco {n} dormitorios") for n in (1, 2, 3, 4)]
    Approval.objects.create(
        run=asked, lead=asked.lead, conversation=asked.conversation, tool="book_viewing",
        message_id=asked.pk, call_id="1", state=Approval.State.APPROVED,
        expires_at=timezone.now(),
    )  # fmt: skip
    before = timezone.now() - timedelta(days=60)

    assert [pruning.runs_prune(before) for _ in range(3)] == [2, 1, 0]
    assert AgentRun.objects.get() == asked
    assert pruning.calls_prune(before) == 2
