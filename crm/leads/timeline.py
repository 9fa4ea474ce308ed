"""The timeline's lines in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from crm.leads.models import Activity
from crm.leads.words import field_words, source_word


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the page shows it; ``detail`` stands under it, smaller."""

    id: UUID
    icon: str
    text: str
    detail: str
    is_note: bool
    by: str
    name: str
    at: datetime


def lines(activities: list[Activity]) -> list[Line]:
    """The activities in words, in the order given."""
    return [_line(activity) for activity in activities]


def _line(activity: Activity) -> Line:
    text, detail = _SAYINGS.get(activity.kind, _plain)(activity)
    return Line(
        id=activity.pk,
        icon=_ICONS.get(activity.kind, "circle-dot"),
        text=text,
        detail=detail,
        is_note=activity.kind == Activity.Kind.NOTE,
        by=activity.actor_kind,
        name=activity.actor_name,
        at=activity.created_at,
    )


def _data(activity: Activity) -> Mapping[str, Any]:
    return activity.data if isinstance(activity.data, dict) else {}


def _plain(activity: Activity) -> tuple[str, str]:
    return activity.text or str(activity.get_kind_display()), ""


def _created(activity: Activity) -> tuple[str, str]:
    source = source_word(str(_data(activity).get("source", "")))
    return _("Lead created, %(source)s") % {"source": source}, activity.text


def _stage(activity: Activity) -> tuple[str, str]:
    data = _data(activity)
    if not data.get("to"):
        return _plain(activity)
    return f"{data.get('from', '')} → {data['to']}", activity.text


def _profile(activity: Activity) -> tuple[str, str]:
    fields = _data(activity).get("fields", {})
    return _("Noted: %(fields)s") % {"fields": field_words(fields)}, activity.text


def _contact(activity: Activity) -> tuple[str, str]:
    fields = _data(activity).get("fields", [])
    return _("Contact details: %(fields)s") % {"fields": field_words(fields)}, activity.text


def _score(activity: Activity) -> tuple[str, str]:
    data = _data(activity)
    if "score" not in data:
        return _plain(activity)
    change = {"before": data.get("before", 0), "after": data["score"]}
    return _("Score %(before)s → %(after)s") % change, activity.text


def _owner(activity: Activity) -> tuple[str, str]:
    name = _data(activity).get("to")
    return (_("Assigned to %(name)s") % {"name": name} if name else _("Nobody's lead now")), ""


def _handover(activity: Activity) -> tuple[str, str]:
    to = _data(activity).get("to")
    said = {
        "sofia": _("Conversation given back to Sofía"),
        "person": _("%(name)s took the conversation") % {"name": activity.actor_name},
        "queue": _("Handed over: a person should answer"),
        "closed": _("Conversation closed"),
    }
    return said.get(str(to), str(activity.get_kind_display())), activity.text


def _task(activity: Activity) -> tuple[str, str]:
    if _data(activity).get("done"):
        return _("Done: %(title)s") % {"title": activity.text}, ""
    return _("Task: %(title)s") % {"title": activity.text}, ""


def _consent(activity: Activity) -> tuple[str, str]:
    data = _data(activity)
    said = {
        ("messages", False): _("Wants no messages any more"),
        ("messages", True): _("Wants messages again"),
        ("marketing", False): _("Wants no marketing any more"),
        ("marketing", True): _("Wants marketing again"),
    }
    found = said.get((str(data.get("scope")), bool(data.get("granted"))))
    return found or str(activity.get_kind_display()), activity.text


def _merged(activity: Activity) -> tuple[str, str]:
    data = _data(activity)
    if data.get("into"):
        return _("Merged into %(name)s") % {"name": data.get("name", "")}, activity.text
    source = source_word(str(data.get("source", "")))
    words = {"name": data.get("name", ""), "source": source}
    return _("Merged with %(name)s, %(source)s") % words, activity.text


_SAYINGS: Final[dict[str, Callable[[Activity], tuple[str, str]]]] = {
    Activity.Kind.CREATED: _created,
    Activity.Kind.STAGE: _stage,
    Activity.Kind.PROFILE: _profile,
    Activity.Kind.SCORE: _score,
    Activity.Kind.OWNER: _owner,
    Activity.Kind.HANDOVER: _handover,
    Activity.Kind.TASK: _task,
    Activity.Kind.CONTACT: _contact,
    Activity.Kind.CONSENT: _consent,
    Activity.Kind.MERGED: _merged,
}
_ICONS: Final[dict[str, str]] = {
    Activity.Kind.CREATED: "plus",
    Activity.Kind.NOTE: "sticky-note",
    Activity.Kind.STAGE: "columns-3",
    Activity.Kind.PROFILE: "pencil",
    Activity.Kind.SCORE: "gauge",
    Activity.Kind.OWNER: "user-check",
    Activity.Kind.VIEWING: "calendar-check",
    Activity.Kind.HANDOVER: "hand",
    Activity.Kind.TASK: "square-check",
    Activity.Kind.CONTACT: "user",
    Activity.Kind.CONSENT: "hand",
    Activity.Kind.MERGED: "users",
}
