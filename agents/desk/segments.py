"""Groups of a person's own leads worth a message, with counts and why now; nothing is sent.

Who wants no campaigns, or no messages at all, is in none of them. Groups are made of what leads
want and did, never of who they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.inventory.models import Unit
from crm.inventory.selectors import unit_list_for
from crm.leads.models import Lead
from crm.leads.selectors import lead_list_for
from crm.scheduling.models import Appointment

_NEW_UNITS: Final = timedelta(days=21)
_QUIET: Final = timedelta(days=14)
_GOOD_SCORE: Final = 45
_NAMED: Final = 5
_LEAST_IN_AREA: Final = 2
_AREAS: Final = 3
_UNITS: Final = 3


_TITLES: Final = {
    "new_listings": _("They look in %(area)s, where something came in"),
    "ready": _("Qualified, with their credit approved"),
    "visited": _("They saw a home and have nothing planned"),
    "quiet": _("Good leads, silent for two weeks"),
    "owners": _("Owners who want to sell or let"),
}
_WHY: Final = {
    "new_listings": _("New listings are asked about most in their first three weeks."),
    "ready": _("They can decide; what is missing is a home."),
    "visited": _("What they thought of it tells what to show next."),
    "quiet": _("A question costs little, and some have only waited."),
    "owners": _("A property that comes to you is a listing nobody else has."),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """Leads who have one thing in common. ``kind`` names the thing, ``area`` where it is a place.

    ``leads`` are some of them, those with the highest score first; ``units`` what could be
    offered to them.
    """

    kind: str
    count: int
    leads: list[Lead]
    units: list[Unit] = field(default_factory=list)
    area: str = ""

    @property
    def title(self) -> str:
        """What they have in common, in words."""
        return str(_TITLES[self.kind]) % {"area": self.area}

    @property
    def why(self) -> str:
        """Why now."""
        return str(_WHY[self.kind])


def segments_for(actor: User, *, now: datetime) -> list[Segment]:
    """The groups that have anybody in them, the largest chance first."""
    reachable = (
        lead_list_for(actor, status=Lead.Status.OPEN)
        .filter(contact__opted_out_at__isnull=True, contact__marketing_opted_out_at__isnull=True)
        .exclude(Q(contact__phone="") & Q(contact__email=""))
    )
    found = [
        *_new_listings(actor, reachable, now),
        _of("ready", reachable.filter(profile__preapproved=True, qualified=True)),
        _of("visited", _visited(reachable, now)),
        _of(
            "quiet",
            reachable.filter(score__gte=_GOOD_SCORE, last_activity_at__lt=now - _QUIET),
        ),
        _of("owners", reachable.filter(profile__operation__in=["sell", "rent_out"])),
    ]
    return [segment for segment in found if segment.count]


def _of(kind: str, leads: QuerySet[Lead], **more: Any) -> Segment:
    ordered = leads.order_by("-score", "-last_activity_at")
    named = list(ordered[:_NAMED])
    return Segment(kind, leads.order_by().count() if named else 0, named, **more)


def _visited(leads: QuerySet[Lead], now: datetime) -> QuerySet[Lead]:
    """Leads who saw a home and have none coming."""
    seen = Appointment.objects.filter(starts_at__lt=now).exclude(
        status=Appointment.Status.CANCELLED
    )
    coming = Appointment.objects.filter(starts_at__gte=now, status=Appointment.Status.BOOKED)
    return leads.filter(pk__in=seen.values("lead")).exclude(pk__in=coming.values("lead"))


def _new_listings(actor: User, leads: QuerySet[Lead], now: datetime) -> Iterator[Segment]:
    """Areas in which something came in lately that several leads look for: to buy, or to rent."""
    fresh = unit_list_for(actor, status=Unit.Status.AVAILABLE).filter(
        created_at__gte=now - _NEW_UNITS
    )
    places = (
        fresh.exclude(area="")
        .order_by()
        .values("area", "operation")
        .annotate(n=Count("pk"))
        .order_by("-n", "area", "operation")[: 4 * _AREAS]
    )
    given = 0
    for row in places:
        looking = leads.filter(
            profile__areas__contains=[row["area"]],
            profile__operation="rent" if row["operation"] == Unit.Operation.RENT else "buy",
        )
        wanted = set(looking.order_by().values_list("profile__property_type", flat=True)) - {""}
        units = fresh.filter(
            area=row["area"], operation=row["operation"], property_type__in=wanted
        ).order_by("-created_at")[:_UNITS]
        segment = _of("new_listings", looking, area=row["area"], units=list(units))
        if segment.count >= _LEAST_IN_AREA and segment.units:
            given += 1
            yield segment
        if given == _AREAS:
            return
