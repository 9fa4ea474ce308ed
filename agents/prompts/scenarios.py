"""A broker's own scenarios: simulated leads who talk with a version before real ones do.

They are played on throwaway brokers with this broker's documents and areas, one with the version
and one with what is live. A throwaway broker is suspended from its first moment, so that no sweep
and no worker takes its turns, and it is gone when its scenarios are played.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from agents.evals import scenarios as evals
from agents.evals.stage import throwaway_broker
from agents.prompts import events as verbs
from agents.prompts.catalogue import MEASURED
from agents.prompts.models import PromptVersion, Scenario, ScenarioCheck
from agents.prompts.selectors import admin_check, template_of, version_live
from agents.prompts.work import work_step, work_through
from agents.routing.models import ModelCall
from crm.accounts.models import User
from crm.brokers.current import broker_current
from crm.brokers.models import Broker
from crm.brokers.services import broker_delete, broker_suspend
from crm.core import events
from crm.core.errors import Conflict, Invalid, NotFound
from crm.core.followups import leaving
from crm.core.queries import only
from crm.core.tenancy import current_schema, in_schema
from crm.core.text import clip, storable
from crm.core.wake import wake_on_commit
from crm.inventory.selectors import gazetteer
from crm.leads.selectors import NIL, as_uuid
from knowledge.ingest import document_add
from knowledge.models import Document

logger = logging.getLogger(__name__)

CHECK: Final = "agents.prompts.check"
MOST: Final = 20
EVENTS: Final = ("booked", "qualified", "handed_over", "opted_out")
PERSONAS: Final = ("plain", "chatty", "terse", "evasive", "sloppy")
_PATIENCE: Final = 12
_AREAS: Final = 6
_DOCUMENTS: Final = 50
#: A throwaway broker that is older was left behind by a process that died.
_LEFT_BEHIND: Final = timedelta(hours=3)
_PREFIX: Final = "eval_"
_LINES: Final = 10
_LINE: Final = 200
_ESCAPED: Final = re.compile(r"\\(.)")


def scenario_save(
    *, user: User, title: str, spec: dict[str, Any], scenario: Scenario | None = None
) -> Scenario:
    """Write a scenario down, or anew. Invalid when nobody could play it."""
    title = clip(storable(title), 200)
    if not title:
        raise Invalid(_("Give it a title."), fields={"title": _("empty")})
    spec = _spec_checked(spec)
    with transaction.atomic():
        if scenario is None:
            if Scenario.objects.count() >= MOST:
                raise Conflict(_("There are %(most)d scenarios already.") % {"most": MOST})
            return Scenario.objects.create(title=title, spec=spec, author=user)
        scenario.title, scenario.spec = title, spec
        scenario.save(update_fields=["title", "spec", "updated_at"])
    return scenario


def spec_plain(scenario: Scenario) -> dict[str, Any]:
    """The spec as a person wrote it: what must or must never be said as plain text."""
    spec = scenario.spec
    return {
        name: spec[name]
        for name in ("language", "persona", "opening", "answers", "must", "must_not")
    } | {
        name: [_ESCAPED.sub(r"\1", each) for each in spec[name]] for name in ("says", "never_says")
    }


def scenario_delete(*, scenario: Scenario) -> None:
    """Forget a scenario; checks keep what they found."""
    scenario.delete()


def scenario_list_for(actor: User) -> QuerySet[Scenario]:
    """The broker's scenarios by title; Forbidden for agents."""
    admin_check(actor)
    return Scenario.objects.order_by("title", "id")


def scenario_get_for(actor: User, pk: object) -> Scenario:
    """One of them; NotFound when there is none."""
    scenario = only(scenario_list_for(actor).filter(pk=as_uuid(pk) or NIL))
    if scenario is None:
        raise NotFound(_("There is no such scenario."))
    return scenario


def check_list_for(actor: User, *, version: PromptVersion) -> QuerySet[ScenarioCheck]:
    """The checks of a version, the newest first; Forbidden for agents."""
    admin_check(actor)
    return ScenarioCheck.objects.filter(version=version).order_by("-id")


def check_get_for(actor: User, pk: object) -> ScenarioCheck:
    """One check with its version; NotFound when there is none."""
    admin_check(actor)
    rows = ScenarioCheck.objects.select_related("version")
    check = only(rows.filter(pk=as_uuid(pk) or NIL))
    if check is None:
        raise NotFound(_("There is no such check."))
    return check


def check_start(*, version: PromptVersion, user: User) -> ScenarioCheck:
    """Have all scenarios played with this version and with what is live."""
    if version.specialist not in MEASURED:
        raise Invalid(_("This prompt is not for leads: there is nothing to try it on."))
    with transaction.atomic():
        if not Scenario.objects.exists():
            raise Invalid(_("There is no scenario yet. Write one first."))
        busy = [ScenarioCheck.State.QUEUED, ScenarioCheck.State.RUNNING]
        if ScenarioCheck.objects.filter(state__in=busy).exists():
            raise Conflict(_("A check is under way; wait for its end."))
        live = version_live(version.specialist)
        check = ScenarioCheck.objects.create(
            version=version,
            text=version.text,
            against=template_of(version.specialist, live).version,
            author=user,
        )
        events.record(
            verbs.CHECKED, actor=user.as_actor(), object_id=version.pk,
            data={"specialist": version.specialist, "version": version.label},
        )  # fmt: skip
        wake_on_commit(CHECK, check.pk)
    return check


def check_work(pk: UUID) -> None:
    """Play a check that is due; what goes wrong ends it with the reason."""

    def play(check: ScenarioCheck) -> None:
        _left_behind_remove()
        _play(check)

    work_through(ScenarioCheck, pk, play)


@dataclass(frozen=True, slots=True)
class _Set:
    """What a throwaway broker is given of the real one."""

    place: evals.Place
    documents: list[tuple[str, str, str]]
    voices: dict[str, str]


def _play(check: ScenarioCheck) -> None:
    rows = list(Scenario.objects.order_by("title", "id"))
    live = version_live(check.version.specialist)
    documents = Document.objects.values_list("title", "body", "language").order_by("-id")
    spoken = PromptVersion.objects.filter(
        specialist__in=MEASURED, state=PromptVersion.State.LIVE
    ).values_list("specialist", "text")
    given = _Set(_place(), list(documents[:_DOCUMENTS]), dict(spoken))
    plays = [_playable(row, given.place) for row in rows]
    work_step(check, done=0, total=2 * len(rows))
    voices = {"candidate": check.text, "baseline": live.text if live is not None else ""}
    played: dict[str, list[dict[str, Any]]] = {}
    for side, voice in voices.items():
        played[side] = _side(check, plays, voice, given)
        if len(played[side]) < len(plays):
            # Somebody stopped it, or another worker has it.
            return
    both = zip(rows, played["candidate"], played["baseline"], strict=True)
    results = [
        {"title": row.title, "candidate": mine, "baseline": theirs} for row, mine, theirs in both
    ]
    ScenarioCheck.objects.filter(pk=check.pk, claimed_by=check.claimed_by).update(results=results)


def _side(
    check: ScenarioCheck, plays: list[evals.Scenario], voice: str, given: _Set
) -> list[dict[str, Any]]:
    """All scenarios on one throwaway broker that speaks with this voice; "" is the built-in."""
    home = current_schema()
    found = []
    with leaving(), throwaway_broker(given.place.facts) as stage:
        broker_suspend(broker=Broker.objects.get(schema_name=current_schema()))
        for title, body, language in given.documents:
            document_add(title=title, text=body, language=language)
        for specialist, text in {**given.voices, check.version.specialist: voice}.items():
            if text:
                PromptVersion.objects.create(
                    specialist=specialist, number=1, text=text, state="live"
                )
        for play in plays:
            try:
                found.append(told(evals.scenario_play(play, stage=stage)))
            except Exception as error:
                # One that cannot be played is a finding, and no end of the others.
                logger.exception("A scenario could not be played")
                found.append({"passed": False, "checks": [], "transcript": [],
                              "error": clip(repr(error), 240)})  # fmt: skip
            with in_schema(home):
                goes_on = work_step(check, done=check.done + 1)
            if not goes_on:
                found.pop()
                break
        calls = list(ModelCall.objects.all())
    _bill(calls)
    return found


def told(played: evals.Played) -> dict[str, Any]:
    """A scenario as it went, as JSON values."""
    return {
        "passed": played.passed,
        "checks": [
            {"name": each.name, "passed": each.passed, "found": each.found[:200]}
            for each in played.checks
        ],
        "transcript": [{"who": line.who, "text": line.text} for line in played.transcript],
        "turns": played.turns,
        "tokens": played.tokens,
        "error": "",
    }


def _bill(calls: list[ModelCall]) -> None:
    """What the models cost on the throwaway broker stands in this one's ledger."""
    for call in calls:
        call.run = None
        call.run_id = None
    ModelCall.objects.bulk_create(calls)


def _place() -> evals.Place:
    """A place like the broker's: its country, money, city and some of its areas."""
    broker = broker_current()
    areas = [area for area, city in gazetteer() if area and city == broker.city][:_AREAS]
    return evals.Place(
        country=broker.country,
        city=broker.city or "Santiago",
        currency=broker.currency,
        areas=tuple(areas or [broker.city or "Centro"]),
    )


def _playable(row: Scenario, place: evals.Place) -> evals.Scenario:
    return evals.Scenario(key=f"s{row.pk.hex[:12]}", title=row.title, place=place, **row.spec)


def _spec_checked(spec: dict[str, Any]) -> dict[str, Any]:
    """The spec as it is kept. What must or must not be said is plain text, not a pattern."""
    cleaned = {
        **spec,
        "patience": _PATIENCE,
        "says": [re.escape(text) for text in _lines(spec.get("says"))],
        "never_says": [re.escape(text) for text in _lines(spec.get("never_says"))],
    }
    try:
        evals.Scenario(key="new", title="", **cleaned)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "opening"
        raise Invalid(
            _("This cannot be played."), fields={name: clip(str(first["msg"]), 200)}
        ) from error
    return cleaned


def _lines(given: Any) -> list[str]:
    lines = [clip(storable(str(line)), _LINE) for line in given or [] if str(line).strip()]
    return lines[:_LINES]


def _left_behind_remove() -> None:
    """Throw away throwaway brokers whose process died before it could."""
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        old = Broker.objects.filter(
            schema_name__startswith=_PREFIX, suspended_at__isnull=False,
            created_at__lt=timezone.now() - _LEFT_BEHIND,
        )  # fmt: skip
        for broker in old:
            broker_delete(broker=broker)
