"""Forms and what came of them as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from channels_app.forms.models import FIELDS, FormEntry
from channels_app.forms.selectors import Form
from channels_app.forms.words import SOURCES
from crm.core.payload import known, stamp


class QuestionOutput(serializers.Serializer[Any]):
    """A question of a form, and the field its answer fills."""

    question = serializers.CharField()
    text = serializers.CharField(help_text="As it reads to people.")
    by_rule = serializers.CharField(allow_null=True, help_text="What the rules make of it.")
    own = serializers.ChoiceField(
        list(FIELDS), allow_null=True, help_text="The broker's own word, which wins."
    )


class FormOutput(serializers.Serializer[Any]):
    """A form of an account, with its questions once an answer has come."""

    channel = serializers.ChoiceField(list(SOURCES))
    account_id = serializers.CharField()
    form_id = serializers.CharField(allow_null=True)
    entries = serializers.IntegerField(help_text="How often it was filled in.")
    last_at = serializers.DateTimeField()
    questions = QuestionOutput(many=True)


class MappingOutput(serializers.Serializer[Any]):
    """How many meanings changed."""

    changed = serializers.IntegerField()


class EntryOutput(serializers.Serializer[Any]):
    """A filled-in form and what became of it."""

    id = serializers.UUIDField()
    channel = serializers.ChoiceField(list(SOURCES))
    account_id = serializers.CharField()
    form_id = serializers.CharField(allow_null=True)
    external_id = serializers.CharField(help_text="The vendor's id of the lead.")
    state = serializers.ChoiceField(FormEntry.State.values)
    submitted_at = serializers.DateTimeField()
    lead_id = serializers.UUIDField(allow_null=True)
    answers = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), allow_null=True
    )
    consents = serializers.DictField(child=serializers.BooleanField())
    origin = serializers.DictField(child=serializers.CharField())
    first_touch = serializers.CharField(
        allow_null=True, help_text="What was done at once: a message, a task, or nothing."
    )
    attempts = serializers.IntegerField()
    next_attempt_at = serializers.DateTimeField(allow_null=True)
    error_code = serializers.CharField(allow_null=True)
    error = serializers.CharField(allow_null=True)


def form_payload(form: Form) -> dict[str, Any]:
    """A form with its questions."""
    return {
        "channel": form.channel,
        "account_id": form.account_id,
        "form_id": known(form.form_id),
        "entries": form.count,
        "last_at": stamp(form.last_at),
        "questions": [
            {
                "question": each.name,
                "text": each.text,
                "by_rule": known(each.by_rule),
                "own": known(each.own),
            }
            for each in form.questions
        ],
    }


def entry_payload(entry: FormEntry) -> dict[str, Any]:
    """A filled-in form, with its answers as given."""
    waits = entry.state == FormEntry.State.WAITING
    return {
        "id": str(entry.pk),
        "channel": entry.channel,
        "account_id": entry.account_id,
        "form_id": known(entry.form_id),
        "external_id": entry.external_id,
        "state": entry.state,
        "submitted_at": stamp(entry.submitted_at),
        "lead_id": str(entry.lead_id) if entry.lead_id else None,
        "answers": entry.answers,
        "consents": entry.consents,
        "origin": entry.origin,
        "first_touch": known(entry.first_touch),
        "attempts": entry.attempts,
        "next_attempt_at": stamp(entry.due_at) if waits else None,
        "error_code": known(entry.error_code),
        "error": known(entry.error),
    }
