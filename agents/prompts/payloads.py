"""Prompts, experiments and training as JSON, and beside each shape its description."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from agents.prompts.catalogue import built_in
from agents.prompts.models import Experiment, PromptVersion, Proposal, TrainingRun
from agents.prompts.selectors import PromptState, template_of
from agents.prompts.writing import allowed_fields
from crm.core.payload import known, stamp


class PromptVersionOutput(serializers.Serializer[Any]):
    """One wording of a specialist's voice."""

    id = serializers.UUIDField()
    specialist = serializers.CharField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(PromptVersion.State.values)
    text = serializers.CharField(help_text="The voice; the frame is added by the server.")
    note = serializers.CharField(allow_null=True)
    author = serializers.CharField(allow_null=True)
    based_on = serializers.UUIDField(allow_null=True)
    live_at = serializers.DateTimeField(allow_null=True)
    live_reason = serializers.CharField(
        allow_null=True, help_text="Why it went live although scenarios failed."
    )
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class PromptInForceOutput(serializers.Serializer[Any]):
    """What a specialist works by now."""

    specialist = serializers.CharField()
    version_id = serializers.UUIDField(allow_null=True, help_text="Null for the built-in prompt.")
    version = serializers.CharField(help_text="As runs name it.")
    text = serializers.CharField(help_text="The voice.")
    frame = serializers.CharField(help_text="What stands under every voice.")
    fields_known = serializers.ListField(child=serializers.CharField())
    experiment_id = serializers.UUIDField(allow_null=True, help_text="The one that runs.")


class PromptsInForceOutput(serializers.Serializer[Any]):
    """What every specialist works by."""

    prompts = PromptInForceOutput(many=True)


class ProposalOutput(serializers.Serializer[Any]):
    """Something a training run proposes."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(Proposal.Kind.values)
    state = serializers.ChoiceField(Proposal.State.values)
    title = serializers.CharField()
    text = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    language = serializers.CharField(allow_null=True)
    count = serializers.IntegerField(help_text="How many messages speak for it.")
    sources = serializers.ListField(child=serializers.JSONField())
    version_id = serializers.UUIDField(allow_null=True)
    document_id = serializers.UUIDField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class TrainingOutput(serializers.Serializer[Any]):
    """A training run and how far it is."""

    id = serializers.UUIDField()
    specialist = serializers.CharField()
    state = serializers.ChoiceField(TrainingRun.State.values)
    percent = serializers.IntegerField()
    conversations = serializers.IntegerField(help_text="How many it looked at.")
    since = serializers.DateTimeField()
    error = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class TrainingDetailOutput(TrainingOutput):
    """The same with what it proposes."""

    proposals = ProposalOutput(many=True)


def version_payload(version: PromptVersion) -> dict[str, Any]:
    """A version; its author must be loaded."""
    return {
        "id": str(version.pk),
        "specialist": version.specialist,
        "number": version.number,
        "state": version.state,
        "text": version.text,
        "note": known(version.note),
        "author": str(version.author) if version.author else None,
        "based_on": str(version.based_on_id) if version.based_on_id else None,
        "live_at": stamp(version.live_at),
        "live_reason": known(version.live_reason),
        "created_at": stamp(version.created_at),
        "updated_at": stamp(version.updated_at),
    }


def in_force_payload(state: PromptState) -> dict[str, Any]:
    """What a specialist works by, with the frame and the fields that its code fills in."""
    file = built_in(state.specialist)
    running: Experiment | None = state.experiment
    return {
        "specialist": state.specialist,
        "version_id": str(state.live.pk) if state.live else None,
        "version": template_of(state.specialist, state.live).version,
        "text": state.live.text if state.live else file.voice,
        "frame": file.frame,
        "fields_known": allowed_fields(state.specialist),
        "experiment_id": str(running.pk) if running else None,
    }


def training_payload(run: TrainingRun) -> dict[str, Any]:
    """A training run in a list."""
    return {
        "id": str(run.pk),
        "specialist": run.specialist,
        "state": run.state,
        "percent": run.percent,
        "conversations": run.conversations,
        "since": stamp(run.since),
        "error": known(run.error),
        "created_at": stamp(run.created_at),
        "ended_at": stamp(run.ended_at),
    }


def training_detail_payload(run: TrainingRun) -> dict[str, Any]:
    """A training run by itself; its proposals must be loaded."""
    return {
        **training_payload(run),
        "proposals": [proposal_payload(each) for each in run.proposals.all()],
    }


def proposal_payload(proposal: Proposal) -> dict[str, Any]:
    """A proposal with what it was drawn from, masked."""
    return {
        "id": str(proposal.pk),
        "kind": proposal.kind,
        "state": proposal.state,
        "title": proposal.title,
        "text": known(proposal.text),
        "reason": known(proposal.reason),
        "language": known(proposal.language),
        "count": proposal.count,
        "sources": proposal.sources,
        "version_id": str(proposal.version_id) if proposal.version_id else None,
        "document_id": str(proposal.document_id) if proposal.document_id else None,
        "decided_at": stamp(proposal.decided_at),
    }
