"""A LinkedIn form: what its questions, options and consents are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from channels_app.channels.formvalues import id_text
from crm.core.text import clip, storable


@dataclass(frozen=True, slots=True)
class Question:
    """A question's lasting name, how it reads, and the texts of its options by number."""

    name: str
    label: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """Questions and consents by the numbers that answers carry."""

    questions: Mapping[str, Question] = field(default_factory=dict)
    consents: Mapping[str, str] = field(default_factory=dict)


def form_of(answer: Mapping[str, Any]) -> Form:
    """The form an answer describes, as far as it does."""
    content, legal = _part(answer, "content"), _part(answer, "legalInfo")
    questions = {
        id_text(each.get("questionId")): _question(each)
        for each in _rows(content.get("questions") or answer.get("questions"))
    }
    consents = {
        id_text(each.get("consentId") or each.get("id")): _words(each.get("consent"))
        for each in _rows(legal.get("consents") or answer.get("consents"))
    }
    return Form(questions, {number: text for number, text in consents.items() if text})


def _question(each: Mapping[str, Any]) -> Question:
    label = _words(each.get("question")) or _words(each.get("name"))
    # A predefined field (FIRST_NAME) is the name that never changes with the form's language.
    name = id_text(each.get("predefinedField")) or label or id_text(each.get("questionId"))
    details = _part(_part(each, "questionDetails"), "multipleChoiceQuestionDetails")
    options = {
        id_text(option.get("id") or option.get("optionId")): _words(option.get("text"))
        for option in _rows(details.get("options"))
    }
    return Question(name, label, {number: text for number, text in options.items() if text})


def _words(value: Any) -> str:
    """A text that may stand in one language or several; the first there is."""
    if isinstance(value, dict):
        inner = value.get("localized", value.get("text"))
        if isinstance(inner, dict):
            inner = next((text for text in inner.values() if isinstance(text, str)), "")
        return _words(inner)
    return clip(storable(value), 500) if isinstance(value, str) else ""


def _part(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = values.get(name)
    return value if isinstance(value, dict) else {}


def _rows(value: Any) -> Iterator[Mapping[str, Any]]:
    return (
        (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())
    )
