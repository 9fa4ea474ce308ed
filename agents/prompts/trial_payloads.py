"""Try-outs, scenarios, their checks and experiments as JSON, each beside its description."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from agents.prompts import experiments
from agents.prompts.intervals import Share
from agents.prompts.models import Experiment, Scenario, ScenarioCheck, TryOut, TryOutTurn, Work
from agents.prompts.scenarios import EVENTS, PERSONAS, spec_plain
from crm.core.payload import known, stamp


class WorkOutput(serializers.Serializer[Any]):
    """What a worker does while somebody looks on, and how far it is."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(Work.State.values)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    percent = serializers.IntegerField()
    error = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class TryOutOutput(WorkOutput):
    """A version on past conversations."""

    version_id = serializers.UUIDField()
    against = serializers.CharField(help_text="What was live, as runs name it.")
    conversations = serializers.IntegerField(help_text="How many were asked for.")


class PlayedOutput(serializers.Serializer[Any]):
    """What one prompt made of a message."""

    reply = serializers.CharField(allow_null=True)
    handed_over = serializers.CharField(allow_null=True, help_text="Why a person would be called.")
    asks = serializers.CharField(
        allow_null=True, help_text="What it would have waited for your yes for."
    )
    tools = serializers.ListField(child=serializers.CharField())
    checks = serializers.ListField(child=serializers.CharField(), help_text="What was refused.")
    tokens = serializers.IntegerField()
    cost_usd = serializers.FloatField()
    error = serializers.CharField(allow_null=True)


class TryOutTurnOutput(serializers.Serializer[Any]):
    """What a lead, or you, asked, answered by both."""

    conversation_id = serializers.UUIDField(
        allow_null=True,
        help_text="Null for an ad and for what the office asked.",
    )
    asked = serializers.CharField()
    candidate = PlayedOutput()
    baseline = PlayedOutput()


class TryOutDetailOutput(TryOutOutput):
    """The same with the answers there are so far."""

    turns = TryOutTurnOutput(many=True)


class ScenarioOutput(serializers.Serializer[Any]):
    """A lead you have made up."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    language = serializers.ChoiceField(["es", "en"])
    persona = serializers.ChoiceField(PERSONAS)
    opening = serializers.CharField()
    answers = serializers.DictField(child=serializers.CharField())
    must = serializers.ListField(child=serializers.ChoiceField(EVENTS))
    must_not = serializers.ListField(child=serializers.ChoiceField(EVENTS))
    says = serializers.ListField(child=serializers.CharField())
    never_says = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class CheckOutput(WorkOutput):
    """A version and what is live with all scenarios."""

    version_id = serializers.UUIDField()
    against = serializers.CharField()
    failed = serializers.ListField(
        child=serializers.CharField(), help_text="Scenarios the version did not pass."
    )


class CheckDetailOutput(CheckOutput):
    """The same with every word that was said."""

    results = serializers.ListField(child=serializers.JSONField())


class ExperimentOutput(serializers.Serializer[Any]):
    """Two prompts against each other."""

    id = serializers.UUIDField()
    specialist = serializers.CharField()
    name = serializers.CharField()
    control_id = serializers.UUIDField(allow_null=True, help_text="Null for the built-in prompt.")
    challenger_id = serializers.UUIDField(allow_null=True)
    share = serializers.IntegerField(help_text="Of new leads for the challenger, in percent.")
    is_running = serializers.BooleanField()
    started_at = serializers.DateTimeField()
    stopped_at = serializers.DateTimeField(allow_null=True)


class ShareOutput(serializers.Serializer[Any]):
    """So many of so many."""

    hits = serializers.IntegerField()
    total = serializers.IntegerField()


class ComparedOutput(serializers.Serializer[Any]):
    """One outcome in both arms; shares are 0 to 1."""

    outcome = serializers.ChoiceField(experiments.OUTCOMES)
    control = ShareOutput()
    challenger = ShareOutput()
    difference = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(help_text="Of the interval that holds 95 times of 100.")
    high = serializers.FloatField()
    verdict = serializers.ChoiceField(["few", "open", "more", "less"])


class ExperimentDetailOutput(ExperimentOutput):
    """The same with what it has shown so far."""

    leads_control = serializers.IntegerField()
    leads_challenger = serializers.IntegerField()
    outcomes = ComparedOutput(many=True)
    days_control = serializers.FloatField(
        allow_null=True, help_text="Median from the first answer to a booking."
    )
    days_challenger = serializers.FloatField(allow_null=True)


def tryout_payload(row: TryOut) -> dict[str, Any]:
    """A try-out in a list."""
    return {
        **_work(row),
        "version_id": str(row.version_id),
        "against": row.against,
        "conversations": row.conversations,
    }


def tryout_detail_payload(row: TryOut) -> dict[str, Any]:
    """A try-out with its answers."""
    return {**tryout_payload(row), "turns": [_turn(each) for each in row.turns.all()]}


def scenario_payload(row: Scenario) -> dict[str, Any]:
    """A scenario as it was written."""
    return {
        "id": str(row.pk),
        "title": row.title,
        **spec_plain(row),
        "created_at": stamp(row.created_at),
        "updated_at": stamp(row.updated_at),
    }


def check_payload(row: ScenarioCheck) -> dict[str, Any]:
    """A check in a list."""
    return {
        **_work(row),
        "version_id": str(row.version_id),
        "against": row.against,
        "failed": row.failed,
    }


def check_detail_payload(row: ScenarioCheck) -> dict[str, Any]:
    """A check with what both did."""
    return {**check_payload(row), "results": row.results}


def experiment_payload(row: Experiment) -> dict[str, Any]:
    """An experiment in a list."""
    return {
        "id": str(row.pk),
        "specialist": row.specialist,
        "name": row.name,
        "control_id": str(row.control_id) if row.control_id else None,
        "challenger_id": str(row.challenger_id) if row.challenger_id else None,
        "share": row.share,
        "is_running": row.is_running,
        "started_at": stamp(row.started_at),
        "stopped_at": stamp(row.stopped_at),
    }


def experiment_detail_payload(row: Experiment) -> dict[str, Any]:
    """An experiment with what it has shown; counted anew each time."""
    result = experiments.result_of(row)
    return {
        **experiment_payload(row),
        "leads_control": result.control,
        "leads_challenger": result.challenger,
        "outcomes": [
            {
                "outcome": each.outcome,
                "control": _share(each.control),
                "challenger": _share(each.challenger),
                "difference": each.difference.value,
                "low": each.difference.low,
                "high": each.difference.high,
                "verdict": each.difference.verdict,
            }
            for each in result.outcomes
        ],
        "days_control": result.control_days,
        "days_challenger": result.challenger_days,
    }


def _work(row: Work) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "state": row.state,
        "done": row.done,
        "total": row.total,
        "percent": row.percent,
        "error": known(row.error),
        "created_at": stamp(row.created_at),
        "ended_at": stamp(row.ended_at),
    }


def _turn(row: TryOutTurn) -> dict[str, Any]:
    return {
        "conversation_id": str(row.conversation_id) if row.conversation_id else None,
        "asked": row.asked,
        "candidate": _played(row.candidate),
        "baseline": _played(row.baseline),
    }


def _played(side: dict[str, Any]) -> dict[str, Any]:
    return {
        "reply": known(side.get("reply", "")),
        "handed_over": known(side.get("handed_over", "")),
        "asks": known(side.get("asks", "")),
        "tools": side.get("tools", []),
        "checks": side.get("checks", []),
        "tokens": side.get("tokens", 0),
        "cost_usd": float(side.get("cost") or 0),
        "error": known(side.get("error", "")),
    }


def _share(share: Share) -> dict[str, int]:
    return {"hits": share.hits, "total": share.total}
