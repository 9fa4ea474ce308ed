"""Ads written by a prompt that is tried: read by whoever tries it, and kept nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction

from agents.adcopy.models import AdCopy
from agents.adcopy.platforms import PLATFORMS
from agents.adcopy.services import ad_request
from agents.adcopy.writing import Variation, ads_write
from agents.models import AgentStep
from agents.prompts.catalogue import PromptTemplate
from agents.routing.ledger import calls_record
from agents.routing.plan import plan_for
from agents.routing.tasks import Task
from agents.runs.record import RunRecord
from crm.brokers.current import broker_current
from crm.core.connections import release
from crm.inventory.models import Unit


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a prompt made of a unit, as text; ``record`` tells what it cost and what was refused."""

    text: str
    record: RunRecord

    @property
    def checks(self) -> list[str]:
        """What stood against the first draft."""
        return [
            step.name
            for step in self.record.steps
            if step.kind == AgentStep.Kind.CHECK and step.is_error
        ]


def ads_rehearse(unit: Unit, template: PromptTemplate) -> Rehearsed:
    """One ad for the unit by this prompt, in the broker's language, for the first platform.

    Waits for a model; no connection is held meanwhile. Raises ProviderError when none answered.
    """
    platform = next(iter(PLATFORMS.values()))
    language = "en" if broker_current().language == "en" else "es"
    asked = replace(
        ad_request(platform, unit, "", language, AdCopy.Tone.FRIENDLY, 1), template=template
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
