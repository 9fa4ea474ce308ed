"""Experiments: who gets which arm, what is counted, and how honestly it is told."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from agents.models import AgentRun
from agents.prompts.arms import arm_of
from agents.prompts.experiments import experiment_start, experiment_stop, result_of
from agents.prompts.intervals import Share, difference, smallest_seen
from agents.prompts.models import Experiment, PromptVersion
from agents.prompts.selectors import prompt_for, version_live
from agents.prompts.services import version_discard, version_go_live
from crm.accounts.models import User
from crm.core.actors import SYSTEM
from crm.core.errors import Conflict, Invalid
from crm.core.ids import uuid7
from crm.leads.models import Lead
from crm.leads.services import lead_create


def start(draft: PromptVersion, user: User, *, share: int = 50) -> Experiment:
    return experiment_start(
        specialist="leasing", name="Shorter?", control=None, challenger=draft, share=share,
        user=user,
    )  # fmt: skip


def lead(number: int) -> Lead:
    return lead_create(actor=SYSTEM, name=f"Lead {number}", phone=f"+5698765{number:04d}")


def answered(who: Lead, experiment: Experiment, outcome: str = "replied") -> None:
    AgentRun.objects.create(
        lead=who, specialist="leasing", provider="fake", model="m", prompt_version="x",
        experiment=str(experiment.pk), outcome=outcome,
    )  # fmt: skip


def test_a_lead_never_changes_arm_and_shares_are_kept() -> None:
    experiment = uuid4()
    leads = [uuid7() for _ in range(4_000)]

    first = [arm_of(each, experiment, 30) for each in leads]

    assert first == [arm_of(each, experiment, 30) for each in leads]
    assert Counter(first)["challenger"] / len(leads) == pytest.approx(0.30, abs=0.03)


def test_two_experiments_split_the_leads_differently() -> None:
    leads = [uuid7() for _ in range(2_000)]
    one, other = uuid4(), uuid4()

    same = sum(arm_of(each, one, 50) == arm_of(each, other, 50) for each in leads)

    assert same / len(leads) == pytest.approx(0.5, abs=0.05)


def test_new_leads_get_an_arm_and_older_ones_go_on_as_before(
    draft: PromptVersion, admin: User
) -> None:
    before = lead(1)
    experiment = start(draft, admin)
    after = [lead(number) for number in range(2, 14)]

    assert prompt_for("leasing", before).experiment == ""
    found = {each.pk: prompt_for("leasing", each) for each in after}
    assert {each.experiment for each in found.values()} == {str(experiment.pk)}
    for pk, each in found.items():
        is_challenger = arm_of(pk, experiment.pk, 50) == "challenger"
        assert each.version.startswith("leasing/v1@" if is_challenger else "leasing@")


def test_one_runs_at_a_time_and_nothing_else_goes_live(draft: PromptVersion, admin: User) -> None:
    start(draft, admin)

    with pytest.raises(Conflict):
        start(draft, admin)
    with pytest.raises(Conflict):
        version_go_live(version=draft, actor=admin.as_actor())
    with pytest.raises(Conflict):
        version_discard(version=draft, actor=admin.as_actor())


def test_the_same_twice_and_no_share_are_refused(draft: PromptVersion, admin: User) -> None:
    with pytest.raises(Invalid):
        experiment_start(
            specialist="leasing", name="x", control=draft, challenger=draft, share=50, user=admin
        )
    for share in (0, 100):
        with pytest.raises(Invalid):
            start(draft, admin, share=share)


def test_the_winner_goes_live_with_the_end(draft: PromptVersion, admin: User) -> None:
    experiment = start(draft, admin)

    experiment_stop(experiment=experiment, actor=admin.as_actor(), winner="challenger")

    assert version_live("leasing") == draft
    assert prompt_for("leasing", lead(1)).experiment == ""
    experiment_stop(experiment=experiment, actor=admin.as_actor(), winner="control")
    assert version_live("leasing") is None


def test_a_lead_counts_for_its_arm_with_what_became_of_it(
    draft: PromptVersion, admin: User, django_assert_num_queries: object
) -> None:
    experiment = start(draft, admin)
    leads = [lead(number) for number in range(12)]
    for each in leads[:10]:
        answered(each, experiment, "handed_over" if each is leads[0] else "replied")
    Lead.objects.filter(pk=leads[1].pk).update(qualified=True)

    with django_assert_num_queries(1):  # type: ignore[operator]
        result = result_of(experiment)

    arms = [arm_of(each.pk, experiment.pk, 50) for each in leads[:10]]
    assert (result.control, result.challenger) == (arms.count("control"), arms.count("challenger"))
    counted = {each.outcome: each.control.hits + each.challenger.hits for each in result.outcomes}
    assert counted == {"replied": 0, "qualified": 1, "viewing": 0, "handed_over": 1}
    assert {each.difference.verdict for each in result.outcomes} == {"few"}


def test_who_was_answered_outside_of_it_does_not_count(draft: PromptVersion, admin: User) -> None:
    experiment = start(draft, admin)
    AgentRun.objects.create(
        lead=lead(1), specialist="leasing", provider="f", model="m", prompt_version="x",
        outcome="replied", created_at=timezone.now() - timedelta(days=1),
    )  # fmt: skip

    result = result_of(experiment)

    assert (result.control, result.challenger) == (0, 0)
    assert result.outcomes[0].visible is None


def test_the_interval_is_newcombes() -> None:
    # His own example: 56/70 against 48/80 differ by .20, between .0524 and .3339.
    found = difference(Share(48, 80), Share(56, 70))

    assert found.value == pytest.approx(0.2)
    assert found.low == pytest.approx(0.0524, abs=1e-4)
    assert found.high == pytest.approx(0.3339, abs=1e-4)
    assert found.verdict == "more"


def test_too_little_is_said_to_be_too_little() -> None:
    assert difference(Share(0, 0), Share(3, 3)).verdict == "few"
    assert difference(Share(0, 29), Share(20, 29)).verdict == "few"
    assert difference(Share(0, 500), Share(2, 500)).verdict == "few"
    assert difference(Share(50, 100), Share(52, 100)).verdict == "open"
    assert difference(Share(60, 100), Share(30, 100)).verdict == "less"


def test_the_visible_difference_shrinks_with_the_leads() -> None:
    few = smallest_seen(Share(10, 50), Share(10, 50))
    many = smallest_seen(Share(200, 1000), Share(200, 1000))

    assert few is not None
    assert many is not None
    assert many < few
    assert many == pytest.approx(0.05, abs=0.005)
