"""Everything the one view of a lead shows, in five queries, six for who has opted out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest

from crm.accounts.models import User
from crm.core import slots
from crm.leads import selectors
from crm.leads.models import Consent, Contact, Lead, LeadProfile, Qualification
from crm.leads.profile import FEATURES
from crm.leads.timeline import lines
from crm.leads.words import PARTS, field_word, source_word

TIMELINE: Final = 30

#: A row of wants, and the fields of the profile it shows and edits.
ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "operation": ("operation",),
    "property_type": ("property_type",),
    "place": ("areas", "city"),
    "beds": ("beds",),
    "baths": ("baths",),
    "size": ("area_m2",),
    "budget": ("budget_min", "budget_max", "currency", "period"),
    "timeline": ("timeline",),
    "preapproved": ("financing", "preapproved"),
    "features": FEATURES,
    "viewing": ("viewing",),
}
_LABELS: Final = {
    "place": "areas",
    "size": "area_m2",
    "budget": "budget_max",
    "preapproved": "financing",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Who said a fact, when, and in which message."""

    by: str
    name: str
    at: datetime | None
    message_id: UUID | None


@dataclass(frozen=True, slots=True)
class Want:
    """One row of what the lead wants."""

    key: str
    label: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An opt-out in force: since when, where and how it was said, and who noted it, if a person."""

    kind: str
    at: datetime
    channel: str
    how: str
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One labelled bar of the score."""

    label: str
    points: int
    max: int
    reason: str


def card_context(lead: Lead, *, actor: User, request: HttpRequest | None = None) -> dict[str, Any]:
    """The lead's card for this person, ready for ``crm/leads/card.html``."""
    verdict = selectors.qualification_of(lead)
    tasks = list(selectors.tasks_of(lead)[:20])
    return {
        "lead": lead,
        "contact": lead.contact,
        "profile": lead.profile,
        "wants": wants(lead.profile),
        "verdict": verdict,
        "parts": parts(verdict),
        "matches": matches(verdict),
        "tasks": tasks,
        # Asked only of who has opted out: nobody else's page says anything of it.
        "consents": [] if lead.contact.accepts_marketing else refusals(lead.contact),
        "lines": lines(selectors.timeline_for(lead, limit=TIMELINE)),
        "viewings": slots.render("lead.viewings", actor=actor, subject=lead, request=request),
    }


def refusals(contact: Contact) -> list[Refusal]:
    """What is known of each opt-out that holds, by the newest record of its kind."""
    holding = {
        kind
        for kind, since in (
            (Consent.Kind.MESSAGES, contact.opted_out_at),
            (Consent.Kind.MARKETING, contact.marketing_opted_out_at),
        )
        if since is not None
    }
    newest: dict[str, Consent] = {}
    for row in selectors.consents_of(contact):
        if row.kind in holding and not row.granted:
            newest.setdefault(row.kind, row)
    return [
        Refusal(
            kind=row.kind,
            at=row.at,
            channel=source_word(row.channel) if row.channel else "",
            how=str(row.get_source_display()),
            by=row.actor_name if row.actor_kind == "person" else "",
            words=row.words,
        )
        for row in newest.values()
    ]


def wants(profile: LeadProfile) -> list[Want]:
    """The rows of the profile with the source of each."""
    return [
        Want(key, row_label(key), _source(profile.sources, fields)) for key, fields in ROWS.items()
    ]


def row_label(key: str) -> str:
    """What a row of wants is called."""
    return field_word(_LABELS.get(key, key))


def _source(sources: Any, fields: tuple[str, ...]) -> Source | None:
    stamps = [sources[field] for field in fields if isinstance(sources.get(field), dict)]
    if not stamps:
        return None
    newest = max(stamps, key=lambda stamp: str(stamp.get("at") or ""))
    return Source(
        by=str(newest.get("by") or ""),
        name=str(newest.get("name") or ""),
        at=_time(newest.get("at")),
        message_id=selectors.as_uuid(newest.get("message")),
    )


def _time(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None


def parts(verdict: Qualification | None) -> list[ScorePart]:
    """The score's parts in the order they are published in; unknown ones last."""
    found = verdict.parts if verdict and isinstance(verdict.parts, dict) else {}
    order = {name: place for place, name in enumerate(PARTS)}
    return [
        ScorePart(
            label=str(PARTS.get(name, name)),
            points=int(part.get("points", 0)),
            max=int(part.get("max", 0)),
            reason=str(part.get("reason", "")),
        )
        for name, part in sorted(found.items(), key=lambda item: order.get(item[0], 99))
    ]


def matches(verdict: Qualification | None) -> list[dict[str, Any]]:
    """The listings that fit best, as the verdict found them."""
    found = verdict.top_matches if verdict and isinstance(verdict.top_matches, list) else []
    return [match for match in found if isinstance(match, dict)][:5]
