"""Trying a version on past conversations before leads meet it."""

from __future__ import annotations

import logging
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from agents.adcopy.rehearsing import ads_rehearse
from agents.llm.base import ProviderError
from agents.prompts import events as verbs
from agents.prompts.catalogue import ADS, TRIED, VOICE, PromptTemplate, assembled
from agents.prompts.models import PromptVersion, TryOut, TryOutTurn
from agents.prompts.replay import Moment, Replayed, is_about, moments_of, replay
from agents.prompts.selectors import template_of, version_live
from agents.prompts.work import work_step, work_through
from agents.routing.plan import plan_for
from agents.routing.tasks import Task
from crm.accounts.models import User
from crm.conversations.models import Conversation, Message
from crm.core import events
from crm.core.errors import Conflict, Invalid
from crm.core.text import clip
from crm.core.wake import wake_on_commit
from crm.inventory.models import Unit

logger = logging.getLogger(__name__)

TRY: Final = "agents.prompts.try_out"
MOST_CONVERSATIONS: Final = 20
#: Try-outs of one broker that may wait or run at once: they ask paid models.
_AT_ONCE: Final = 2
#: Conversations looked at for one in which a part of the crew answered.
_LOOKED_AT: Final = 8


def tryout_start(*, version: PromptVersion, conversations: int, user: User) -> TryOut:
    """Have the newest conversations answered again by this version and by what is live."""
    if version.specialist not in TRIED:
        raise Invalid(_("This prompt is not for leads: there is nothing to try it on."))
    if not 1 <= conversations <= MOST_CONVERSATIONS:
        raise Invalid(
            _("Choose between 1 and %(most)d conversations.") % {"most": MOST_CONVERSATIONS},
            fields={"conversations": f"1–{MOST_CONVERSATIONS}"},
        )
    live = version_live(version.specialist)
    with transaction.atomic():
        waiting = TryOut.objects.filter(state__in=[TryOut.State.QUEUED, TryOut.State.RUNNING])
        if waiting.count() >= _AT_ONCE:
            raise Conflict(_("Two try-outs are under way; wait for one of them."))
        tryout = TryOut.objects.create(
            version=version,
            text=version.text,
            against=template_of(version.specialist, live).version,
            conversations=conversations,
            author=user,
        )
        events.record(
            verbs.TRIED, actor=user.as_actor(), object_id=version.pk,
            data={"specialist": version.specialist, "version": version.label},
        )  # fmt: skip
        wake_on_commit(TRY, tryout.pk)
    return tryout


def reads_prompts() -> bool:
    """Whether a model is configured that reads what it is told; the offline one goes by rules."""
    return any(not each.is_offline for each in plan_for(Task.ANSWER).candidates)


def tryout_work(pk: UUID) -> None:
    """Play a try-out that is due; what goes wrong ends it with the reason."""
    work_through(TryOut, pk, _play)


def _play(tryout: TryOut) -> None:
    TryOutTurn.objects.filter(tryout=tryout).delete()
    specialist = tryout.version.specialist
    candidate = assembled(specialist, tryout.text, label=tryout.version.label)
    baseline = template_of(specialist, version_live(specialist))
    TryOut.objects.filter(pk=tryout.pk).update(against=baseline.version)
    if specialist == ADS:
        _advertise(tryout, candidate, baseline)
        return
    moments = _moments(specialist, tryout.conversations)
    for ordinal, moment in enumerate(moments):
        if not work_step(tryout, done=ordinal, total=len(moments)):
            return
        TryOutTurn.objects.create(
            tryout=tryout,
            conversation=moment.conversation,
            ordinal=ordinal,
            asked=moment.text,
            candidate=_played(moment, candidate).as_json(),
            baseline=_played(moment, baseline).as_json(),
        )
    work_step(tryout, done=len(moments), total=len(moments))


def _advertise(tryout: TryOut, candidate: PromptTemplate, baseline: PromptTemplate) -> None:
    """The newest available listings, each advertised by both."""
    rows = Unit.objects.filter(status=Unit.Status.AVAILABLE).order_by("-created_at", "-id")
    units = list(rows[: tryout.conversations])
    for ordinal, unit in enumerate(units):
        if not work_step(tryout, done=ordinal, total=len(units)):
            return
        TryOutTurn.objects.create(
            tryout=tryout,
            ordinal=ordinal,
            asked=f"{unit.ref} · {unit.title}",
            candidate=_advertised(unit, candidate).as_json(),
            baseline=_advertised(unit, baseline).as_json(),
        )
    work_step(tryout, done=len(units), total=len(units))


def _advertised(unit: Unit, template: PromptTemplate) -> Replayed:
    try:
        ads = ads_rehearse(unit, template)
    except ProviderError as error:
        return Replayed(reply="", version=template.version, error=clip(str(error), 240))
    record = ads.record
    return Replayed(
        reply=ads.text,
        checks=ads.checks,
        tokens=record.usage.total,
        cost=str(record.cost),
        duration_ms=sum(attempt.duration_ms for attempt in record.attempts),
        provider=record.provider,
        model=record.model,
        version=template.version,
    )


def _moments(specialist: str, conversations: int) -> list[Moment]:
    """Where this prompt had a say, in the newest so many conversations in which it had any."""
    found: list[Moment] = []
    looked_at = conversations if specialist == VOICE else conversations * _LOOKED_AT
    for each in _conversations(looked_at):
        if mine := [moment for moment in moments_of(each) if is_about(moment, specialist)]:
            found += mine
            conversations -= 1
        if not conversations:
            break
    return found


def _played(moment: Moment, template: PromptTemplate) -> Replayed:
    try:
        return replay(moment, template)
    except Exception as error:
        # One answer that cannot be played is a finding, and no end of the others.
        logger.exception("A moment could not be played again")
        return Replayed(reply="", version=template.version, error=clip(repr(error), 240))


def _conversations(count: int) -> list[Conversation]:
    """The newest conversations in which Sofía took part."""
    hers = Message.objects.filter(conversation=OuterRef("pk"), author=Message.Author.SOFIA)
    rows = Conversation.objects.filter(Exists(hers)).select_related("contact", "lead__profile")
    return list(rows.order_by("-last_message_at", "-id")[:count])
