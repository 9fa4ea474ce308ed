"""Two prompts against each other: begun, measured and ended."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from django.db import IntegrityError, transaction
from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.models import AgentRun
from agents.prompts import events as verbs
from agents.prompts.arms import Arm, arm_of
from agents.prompts.catalogue import MEASURED
from agents.prompts.intervals import Difference, Share, difference, smallest_seen
from agents.prompts.models import SHARE_LEAST, SHARE_MOST, Experiment, PromptVersion
from agents.prompts.selectors import admin_check
from agents.prompts.services import prompt_return, version_go_live
from crm.accounts.models import User
from crm.conversations.models import Message
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict, Invalid, NotFound
from crm.core.queries import only
from crm.core.text import clip, storable
from crm.leads.models import Lead
from crm.leads.selectors import NIL, as_uuid
from crm.scheduling.models import Appointment

Outcome: TypeAlias = Literal["replied", "qualified", "viewing", "handed_over"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("replied", "qualified", "viewing", "handed_over")


def experiment_start(
    *,
    specialist: str,
    name: str,
    control: PromptVersion | None,
    challenger: PromptVersion | None,
    share: int,
    user: User,
) -> Experiment:
    """Give every lead that comes from now on one of the two; None is the built-in prompt."""
    if specialist not in MEASURED:
        raise Invalid(_("This prompt is not for leads: there is nothing to compare it by."))
    if control == challenger:
        raise Invalid(_("An experiment needs two different prompts."))
    if any(each is not None and each.specialist != specialist for each in (control, challenger)):
        raise Invalid(_("Both prompts must be this specialist's."))
    if not SHARE_LEAST <= share <= SHARE_MOST:
        raise Invalid(_("Both must get a share of the leads."), fields={"share": f"{share} %"})
    if not name.strip():
        raise Invalid(_("Say what you want to know."), fields={"name": _("empty")})
    with transaction.atomic():
        # The versions it stands on must not be discarded in the same moment.
        list(PromptVersion.objects.select_for_update().filter(specialist=specialist).order_by("pk"))
        # Two at once would each measure the other: a lead's run tells of one.
        if Experiment.objects.filter(stopped_at__isnull=True).exists():
            raise Conflict(
                _("An experiment is running already. Stop it first."), code="experiment_running"
            )
        try:
            with transaction.atomic():
                experiment = Experiment.objects.create(
                    specialist=specialist,
                    name=clip(storable(name), 120),
                    control=control,
                    challenger=challenger,
                    share=share,
                    started_at=timezone.now(),
                    author=user,
                )
        except IntegrityError as error:
            raise Conflict(
                _("An experiment is running already. Stop it first."), code="experiment_running"
            ) from error
        _record(verbs.STARTED, experiment, user.as_actor(), share=share)
    return experiment


def experiment_stop(*, experiment: Experiment, actor: Actor, winner: Arm | None = None) -> None:
    """End it; all leads get the live prompt again, which is the winner's if one is named."""
    with transaction.atomic():
        row = Experiment.objects.select_for_update(of=("self",)).get(pk=experiment.pk)
        if row.stopped_at is None:
            row.stopped_at = timezone.now()
            row.save(update_fields=["stopped_at", "updated_at"])
            _record(verbs.STOPPED, row, actor, winner=winner or "")
        if winner is not None:
            version = row.challenger if winner == "challenger" else row.control
            if version is not None:
                version_go_live(version=version, actor=actor)
            else:
                prompt_return(specialist=row.specialist, actor=actor)
    experiment.stopped_at = row.stopped_at


def experiment_list_for(actor: User, *, specialist: str = "") -> QuerySet[Experiment]:
    """Experiments, the newest first; Forbidden for agents."""
    admin_check(actor)
    rows = Experiment.objects.select_related("control", "challenger", "author").order_by("-id")
    return rows.filter(specialist=specialist) if specialist else rows


def experiment_get_for(actor: User, pk: object) -> Experiment:
    """One of them; NotFound when there is none."""
    experiment = only(experiment_list_for(actor).filter(pk=as_uuid(pk) or NIL))
    if experiment is None:
        raise NotFound(_("There is no such experiment."))
    return experiment


@dataclass(frozen=True, slots=True)
class Compared:
    """One outcome in both arms, and how they differ. ``visible`` is the least difference that so
    many leads would show, 0 to 1."""

    outcome: Outcome
    control: Share
    challenger: Share
    difference: Difference
    visible: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """What an experiment has shown so far; days are the median from first answer to booking."""

    control: int
    challenger: int
    outcomes: list[Compared]
    control_days: float | None
    challenger_days: float | None


@dataclass(frozen=True, slots=True)
class _Seen:
    arm: Arm
    outcomes: frozenset[str]
    days: float | None


def result_of(experiment: Experiment) -> Result:
    """Count what became of the leads that were answered in either arm.

    A lead counts for the arm it was given, whatever happened later, from its first answer on.
    """
    seen = [_seen(row, experiment) for row in _answered(experiment)]
    arms: dict[Arm, list[_Seen]] = {
        "control": [each for each in seen if each.arm == "control"],
        "challenger": [each for each in seen if each.arm == "challenger"],
    }
    return Result(
        control=len(arms["control"]),
        challenger=len(arms["challenger"]),
        outcomes=[_compared(outcome, arms) for outcome in OUTCOMES],
        control_days=_median(arms["control"]),
        challenger_days=_median(arms["challenger"]),
    )


def _answered(experiment: Experiment) -> list[dict[str, Any]]:
    """A row for each lead that was answered under it: one query, whatever their number."""
    runs = AgentRun.objects.filter(experiment=str(experiment.pk), lead=OuterRef("pk"))
    of_lead = Message.objects.filter(conversation__lead=OuterRef("pk"), direction="in")
    booked = Appointment.objects.filter(lead=OuterRef("pk"), created_at__gte=OuterRef("first_at"))
    rows = (
        Lead.objects.exclude(status=Lead.Status.MERGED)
        .filter(Exists(runs))
        .annotate(
            first_at=Subquery(
                runs.order_by().values("lead").annotate(at=Min("created_at")).values("at")
            )
        )
        .annotate(
            replied=Exists(of_lead.filter(created_at__gt=OuterRef("first_at"))),
            handed_over=Exists(runs.filter(outcome=AgentRun.Outcome.HANDED_OVER)),
            viewing_at=Subquery(booked.order_by("created_at").values("created_at")[:1]),
        )
    )
    names = ("pk", "qualified", "first_at", "replied", "handed_over", "viewing_at")
    return [dict(row) for row in rows.values(*names)]


def _seen(row: dict[str, Any], experiment: Experiment) -> _Seen:
    first: datetime = row["first_at"]
    booked: datetime | None = row["viewing_at"]
    happened = {
        "replied": row["replied"],
        "qualified": row["qualified"],
        "viewing": booked is not None,
        "handed_over": row["handed_over"],
    }
    return _Seen(
        arm=arm_of(row["pk"], experiment.pk, experiment.share),
        outcomes=frozenset(name for name, is_so in happened.items() if is_so),
        days=(booked - first).total_seconds() / 86_400 if booked is not None else None,
    )


def _compared(outcome: Outcome, arms: dict[Arm, list[_Seen]]) -> Compared:
    control, challenger = (
        Share(sum(outcome in each.outcomes for each in arms[arm]), len(arms[arm]))
        for arm in ("control", "challenger")
    )
    return Compared(
        outcome=outcome,
        control=control,
        challenger=challenger,
        difference=difference(control, challenger),
        visible=smallest_seen(control, challenger),
    )


def _median(seen: list[_Seen]) -> float | None:
    days = [each.days for each in seen if each.days is not None]
    return statistics.median(days) if days else None


def _record(verb: str, experiment: Experiment, actor: Actor, **changes: Any) -> None:
    events.record(
        verb,
        actor=actor,
        object_id=experiment.pk,
        changes=changes,
        data={"specialist": experiment.specialist, "name": experiment.name},
    )
