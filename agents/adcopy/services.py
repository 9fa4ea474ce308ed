"""Having ads written for somebody of the broker."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from agents.adcopy.asking import TEMPLATE, AdRequest
from agents.adcopy.briefs import brief_facts
from agents.adcopy.events import AD_COPY_WRITTEN
from agents.adcopy.facts import LANGUAGES, unit_facts
from agents.adcopy.models import AdCopy
from agents.adcopy.platforms import PLATFORMS, Platform
from agents.adcopy.writing import Variation, ads_write
from agents.guardrails.housing import steering_in
from agents.llm.base import ProviderError
from agents.models import AgentRun
from agents.prompts.selectors import prompt_for
from agents.routing.plan import plan_for
from agents.routing.tasks import Task
from agents.runs.record import RunRecord
from crm.accounts.models import User
from crm.brokers.current import broker_current
from crm.core import events
from crm.core.connections import release
from crm.core.errors import DomainError, Invalid
from crm.core.text import storable
from crm.inventory.models import Unit
from crm.inventory.selectors import gazetteer, property_types

BOTH: Final = "both"
SPECIALIST: Final = "marketing"
MOST_VARIATIONS: Final = 5
BRIEF_LIMIT: Final = 2000


class NotWritten(DomainError):
    """No ad could be written that says only what the facts say."""

    code = "not_written"
    status = 502


def ad_copy_generate(
    *,
    user: User,
    platform: str,
    unit: Unit | None = None,
    brief: str = "",
    language: str = BOTH,
    tone: str = AdCopy.Tone.FRIENDLY,
    variations: int = 3,
) -> AdCopy:
    """Write ads for a unit, or for what a brief says, and keep them.

    Waits for a model; no connection is held meanwhile. ``language`` is ``es``, ``en`` or ``both``,
    and so many variations are written in each. Raises Invalid for what cannot be asked,
    :class:`NotWritten` when nobody wrote anything that may be used.
    """
    where = PLATFORMS.get(platform)
    brief = storable(brief).strip()
    if where is None:
        raise Invalid(_("There is no such platform."), fields={"platform": _("is not known")})
    if unit is None and not brief:
        raise Invalid(_("Say what is advertised: a unit, or a brief."))
    if steering_in(brief):
        raise Invalid(
            _("Describe the home, not who should live in it: fair-housing law forbids that."),
            code="steering",
            fields={"brief": _("names people or judges a place by them")},
        )
    if language not in (*LANGUAGES, BOTH) or not 1 <= variations <= MOST_VARIATIONS:
        raise Invalid(_("The ads cannot be written like this."))
    asked = ad_request(where, unit, brief, language, tone, variations)
    record = RunRecord(
        specialist=SPECIALIST,
        prompt_version=prompt_for(TEMPLATE, None).version,
        task=Task.WRITE,
    )
    plan = plan_for(Task.WRITE)
    release()
    try:
        written = ads_write(asked, record, plan=plan)
    except ProviderError as error:
        record.error, written = str(error), []
    if not written:
        record.error = record.error or "nothing that may be said"
        record.write(outcome=AgentRun.Outcome.FAILED, reply="", lead=None, user=user)
        raise NotWritten(_("No ad could be written from these facts. Change them and try again."))
    return _kept(asked, written, record, user=user, unit=unit, language=language)


@transaction.atomic
def _kept(
    asked: AdRequest,
    written: list[Variation],
    record: RunRecord,
    *,
    user: User,
    unit: Unit | None,
    language: str,
) -> AdCopy:
    run = record.write(outcome=AgentRun.Outcome.REPLIED, reply="", user=user)
    copy = AdCopy.objects.create(
        unit=unit,
        brief=asked.brief,
        platform=asked.platform.key,
        language=language,
        tone=asked.tone,
        variations=[
            {"language": each.language, "texts": each.texts, "shortened": each.shortened}
            for each in written
        ],
        run=run,
        author=user,
    )
    events.record(
        AD_COPY_WRITTEN,
        actor=user.as_actor(),
        object_id=copy.pk,
        data={"platform": copy.platform, "unit": unit.ref if unit else ""},
    )
    return copy


def ad_request(
    platform: Platform, unit: Unit | None, brief: str, language: str, tone: str, variations: int
) -> AdRequest:
    """What a model is asked for: the facts of the unit, or of the brief."""
    broker = broker_current()
    facts = (
        unit_facts(unit, broker_language=broker.language)
        if unit is not None
        else brief_facts(brief, broker=broker, places=gazetteer(), property_types=property_types())
    )
    return AdRequest(
        platform=platform,
        languages=LANGUAGES if language == BOTH else (language,),
        tone=tone,
        variations=variations,
        broker={"name": broker.name, "city": broker.city, "country": broker.country},
        unit=facts,
        brief=brief,
    )
