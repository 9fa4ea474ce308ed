"""A run as a story: what Sofía looked at, did and said, one sentence a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.models import AgentRun, AgentStep
from crm.conversations.models import HANDOVER_REASONS
from crm.core.text import clip
from crm.leads.words import FIELDS, field_word


@dataclass(frozen=True, slots=True)
class StorySentence:
    """One step in words, with the data behind it for whoever wants to look."""

    icon: str
    text: str
    detail: str
    is_error: bool
    duration_ms: int
    arguments: Any
    result: Any


@dataclass(frozen=True, slots=True)
class Story:
    """A run in words."""

    run: AgentRun
    title: str
    about: str
    by: str
    mood: str
    is_urgent: bool
    sentences: list[StorySentence]
    tokens: int


TOOLS: Final = {
    "normalize_budget": ("banknote", gettext_lazy("Read the budget")),
    "geo_match": ("map-pin", gettext_lazy("Looked up the area")),
    "inventory_search": ("search", gettext_lazy("Searched the inventory")),
    "search_knowledge": ("book-open", gettext_lazy("Looked in your documents")),
    "update_lead": ("pencil", gettext_lazy("Noted what the lead wants")),
    "lead_score": ("gauge", gettext_lazy("Scored the lead")),
    "find_slots": ("calendar", gettext_lazy("Looked for free times")),
    "book_viewing": ("calendar-check", gettext_lazy("Booked a viewing")),
    "escalate_to_human": ("hand", gettext_lazy("Called a person")),
}
_TITLES: Final = {
    AgentRun.Outcome.REPLIED: gettext_lazy("Answered"),
    AgentRun.Outcome.HANDED_OVER: gettext_lazy("Handed over to a person"),
    AgentRun.Outcome.SUPERSEDED: gettext_lazy("Said nothing: a person took over"),
    AgentRun.Outcome.RESTARTED: gettext_lazy("Began again: the lead wrote more"),
    AgentRun.Outcome.FAILED: gettext_lazy("Failed"),
}
_INTENTS: Final = {
    "greeting": gettext_lazy("a greeting"),
    "search": gettext_lazy("what they look for"),
    "give_info": gettext_lazy("an answer to her question"),
    "faq": gettext_lazy("a question"),
    "pricing": gettext_lazy("a question about prices"),
    "book_viewing": gettext_lazy("a viewing"),
    "reschedule": gettext_lazy("another time for a viewing"),
    "cancel": gettext_lazy("a viewing called off"),
    "list_property": gettext_lazy("a property of theirs"),
    "complaint": gettext_lazy("a complaint"),
    "human": gettext_lazy("a wish for a person"),
    "opt_out": gettext_lazy("a wish for no messages"),
    "small_talk": gettext_lazy("small talk"),
    "spam": gettext_lazy("spam"),
    "injection": gettext_lazy("an attempt to give her orders"),
    "confirm": gettext_lazy("a yes"),
    "deny": gettext_lazy("a no"),
}
_SPECIALISTS: Final = {
    "qualifier": gettext_lazy("qualifier"),
    "negotiator": gettext_lazy("negotiator"),
    "scheduler": gettext_lazy("scheduler"),
    "after_sale": gettext_lazy("after-sale specialist"),
    "leasing": gettext_lazy("generalist"),
}
#: Sentiment from here on is told, below and above.
_UPSET: Final = -0.3
_PLEASED: Final = 0.3
_DETAIL: Final = 160
#: Under these names tools bring what they found.
_FOUND: Final = ("units", "results", "passages", "slots", "matches", "areas")


def story_of(run: AgentRun) -> Story:
    """The run's story; its steps must be loaded."""
    used = run.input_tokens + run.cache_read_tokens + run.cache_write_tokens + run.output_tokens
    return Story(
        run=run,
        title=str(_TITLES.get(AgentRun.Outcome(run.outcome), run.outcome)),
        about=str(_INTENTS.get(run.intent, "")),
        by=specialist_word(run.specialist),
        mood=_mood(run.sentiment),
        is_urgent=run.urgency in {"high", "critical"},
        sentences=[_sentence(step) for step in run.steps.all() if not _is_silent(step)],
        tokens=used,
    )


def specialist_word(name: str) -> str:
    """What a specialist is called on a page."""
    return str(_SPECIALISTS.get(name, name.replace("_", " ")))


def _mood(sentiment: float | None) -> str:
    if sentiment is None or _UPSET < sentiment < _PLEASED:
        return ""
    return _("upset") if sentiment < 0 else _("pleased")


def _is_silent(step: AgentStep) -> bool:
    """Whether a stage found nothing worth a line."""
    if step.kind != AgentStep.Kind.STAGE:
        return False
    result = step.result if isinstance(step.result, Mapping) else {}
    telling = {
        "escalate": bool(result.get("reason")),
        "remember": bool(result.get("summary") or result.get("recalled") or result.get("facts")),
        "specialist": False,
    }
    return not telling.get(step.name, True)


def _sentence(step: AgentStep) -> StorySentence:
    icon, text = _words(step)
    return StorySentence(
        icon="triangle-alert" if step.is_error else icon,
        text=text,
        detail=_detail(step),
        is_error=step.is_error,
        duration_ms=step.duration_ms,
        arguments=step.arguments,
        result=_opened(step.result),
    )


def _words(step: AgentStep) -> tuple[str, str]:
    if step.kind == AgentStep.Kind.TOOL:
        icon, text = TOOLS.get(step.name, ("wrench", step.name.replace("_", " ").capitalize()))
        return icon, str(text)
    if step.kind == AgentStep.Kind.CHECK:
        return "shield-check", _check_words(step)
    if step.kind == AgentStep.Kind.STAGE:
        return _stage_words(step)
    if step.is_error:
        return "brain", _("%(model)s gave no answer") % {"model": step.name}
    return "brain", _("Decided what to do next")


def _stage_words(step: AgentStep) -> tuple[str, str]:
    result = step.result if isinstance(step.result, Mapping) else {}
    if step.name == "classify":
        return "message-circle", _("Read what the message is for")
    if step.name == "interpret":
        return "message-circle", _("Asked a model what the message is for")
    if step.name == "escalate":
        return "hand", _("Found that a person is needed")
    if step.name == "remember":
        return "history", _("Remembered what was said earlier")
    if step.name == "route":
        who = specialist_word(str(result.get("specialist", "")))
        return "user-check", _("Gave it to the %(who)s") % {"who": who}
    if step.name == "delegate":
        who = specialist_word(str(result.get("to", "")))
        return "user-check", _("Passed it on to the %(who)s") % {"who": who}
    return "circle-dot", step.name.replace("_", " ").capitalize()


def _stage_detail(step: AgentStep) -> str:
    result = step.result if isinstance(step.result, Mapping) else {}
    if step.name in {"classify", "interpret"}:
        intent = str(_INTENTS.get(str(result.get("intent", "")), ""))
        sentiment = result.get("sentiment")
        mood = _mood(sentiment) if isinstance(sentiment, int | float) else ""
        urgent = _("urgent") if result.get("urgency") in {"high", "critical"} else ""
        return ", ".join(part for part in (intent, mood, urgent) if part)
    if step.name == "escalate":
        reason = str(result.get("reason", ""))
        return str(HANDOVER_REASONS.get(reason, reason))
    if step.name == "remember":
        return clip(str(result.get("summary") or ""), _DETAIL)
    return ""


def _check_words(step: AgentStep) -> str:
    subject, _colon, what = step.name.partition(":")
    if subject == "limit":
        return _("Reached a limit of the turn and closed it")
    if subject == "person_owed":
        return _("Called a person, as the message asks for one")
    if subject == "contact":
        return _("Could not keep: %(field)s") % {"field": field_word(what)}
    if step.is_error:
        return _("Checked the answer and found a claim without proof")
    return _("Checked that every claim has its proof")


def _detail(step: AgentStep) -> str:
    """The gist of the step: what was asked for, and what came of it."""
    if step.kind == AgentStep.Kind.MODEL:
        return _model_detail(step)
    if step.kind == AgentStep.Kind.STAGE:
        return _stage_detail(step)
    if step.kind == AgentStep.Kind.CHECK and not step.is_error:
        return ""
    asked = _gist(step.arguments)
    found = _outcome(step.result)
    return " → ".join(part for part in (asked, found) if part)


def _model_detail(step: AgentStep) -> str:
    result = step.result if isinstance(step.result, Mapping) else {}
    calls = result.get("tool_calls") or result.get("calls")
    if isinstance(calls, list) and calls:
        names = [call.get("name", "") if isinstance(call, Mapping) else str(call) for call in calls]
        return ", ".join(str(TOOLS[name][1]) if name in TOOLS else name for name in names)
    text = result.get("error") if step.is_error else result.get("text")
    return clip(text, _DETAIL) if isinstance(text, str) else ""


def _gist(value: Any) -> str:
    if not isinstance(value, Mapping):
        return ""
    said = [
        f"{field_word(name)}: {words}" if name in FIELDS else words
        for name, each in value.items()
        if (words := _plain(each))
    ]
    return clip(", ".join(said), _DETAIL)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value)))
    if isinstance(value, Mapping):
        return ", ".join(filter(None, map(_plain, value.values())))
    return str(value) if isinstance(value, str | int | float) else ""


def _opened(value: Any) -> Any:
    """A tool's answer is kept as the text the model read; most are JSON."""
    if not isinstance(value, str):
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value


def _outcome(value: Any) -> str:
    value = _opened(value)
    if not isinstance(value, Mapping):
        return clip(value, _DETAIL) if isinstance(value, str) else ""
    if isinstance(value.get("error"), str):
        return clip(value["error"], _DETAIL)
    if isinstance(value.get("score"), int):
        return _("%(score)d of 100") % {"score": value["score"]}
    for key in ("count", "total"):
        if isinstance(value.get(key), int):
            return ngettext("%(n)d found", "%(n)d found", value[key]) % {"n": value[key]}
    for name in _FOUND:
        if isinstance(value.get(name), list):
            return ngettext("%(n)d found", "%(n)d found", len(value[name])) % {
                "n": len(value[name])
            }
    return ""
