"""Ads written by a prompt that is tried: read by whoever tries it, and kept nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from django.db import transaction

from agents.adcopy.models import AdCopy
from agents.adcopy.platforms import PLATFORMS
from agents.adcopy.services import ad_request
from agents.adcopy.writing import Variation, ads_write
from agents.prompts.catalogue import PromptTemplate
from agents.routing.ledger import calls_record
from agents.routing.plan import plan_for
from agents.routing.tasks import Task
from agents.runs.record import RunRecord
from crm.brokers.current import broker_current
from crm.core.connections import release
from crm.inventory.models import Unit

#: Requests looked at for one that is not the same again.
_LOOKED_AT: Final = 5
_FIRST: Final = next(iter(PLATFORMS))


@dataclass(frozen=True, slots=True)
class Wanted:
    """An ad that was, or might be, asked for: of a unit, or of a brief."""

    unit: Unit | None
    brief: str = ""
    platform: str = _FIRST
    language: str = ""
    tone: str = AdCopy.Tone.FRIENDLY

    @property
    def told(self) -> str:
        """What it is for, in a line."""
        what = self.brief if self.unit is None else f"{self.unit.ref} · {self.unit.title}"
        return what if self.platform == _FIRST else f"{PLATFORMS[self.platform].label}: {what}"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a prompt made of it, as text; ``record`` tells what it cost and what was refused."""

    text: str
    record: RunRecord


def wanted_newest(count: int) -> list[Wanted]:
    """What was asked for last, each once, then the newest available listings beside them."""
    found: dict[tuple[str, ...], Wanted] = {}
    past = AdCopy.objects.select_related("unit").order_by("-id")[: count * _LOOKED_AT]
    for row in past:
        key = (str(row.unit_id or ""), row.brief, row.platform)
        if row.platform in PLATFORMS and len(found) < count:
            wanted = Wanted(row.unit, row.brief, row.platform, row.language, row.tone)
            found.setdefault(key, wanted)
    used = {each.unit.pk for each in found.values() if each.unit is not None}
    rows = Unit.objects.filter(status=Unit.Status.AVAILABLE).exclude(pk__in=used)
    more = rows.order_by("-created_at", "-id")[: count - len(found)]
    return [*found.values(), *(Wanted(unit) for unit in more)]


def ads_rehearse(wanted: Wanted, template: PromptTemplate) -> Rehearsed:
    """One ad by this prompt, in the language it was asked for in, else the broker's.

    Waits for a model; no connection is held meanwhile. Raises ProviderError when none answered.
    """
    language = wanted.language or ("en" if broker_current().language == "en" else "es")
    platform = PLATFORMS[wanted.platform]
    asked = replace(
        ad_request(platform, wanted.unit, wanted.brief, language, wanted.tone, 1),
        template=template,
    )
    record = RunRecord(specialist="", prompt_version=template.version, task=Task.WRITE)
    plan = plan_for(Task.WRITE)
    release()
    written = ads_write(asked, record, plan=plan)
    with transaction.atomic():
        calls_record(record.attempts, task=Task.WRITE, prompt_version=template.version)
    return Rehearsed("\n\n".join(_text(each) for each in written), record)


def _text(variation: Variation) -> str:
    parts = [
        " · ".join(each) if isinstance(each, list) else each for each in variation.texts.values()
    ]
    return "\n".join(parts)
