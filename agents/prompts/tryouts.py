"""Trying a version on what was asked before, ahead of going live."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from agents.adcopy.rehearsing import Wanted, ads_rehearse, wanted_newest
from agents.desk.rehearsing import Piece, office_rehearse, pieces_of
from agents.llm.base import ProviderError
from agents.prompts import events as verbs
from agents.prompts.catalogue import (
    ADS,
    MEASURED,
    OFFICE,
    TRIED,
    VOICE,
    PromptTemplate,
    assembled,
)
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

logger = logging.getLogger(__name__)

TRY: Final = "agents.prompts.try_out"
MOST_CONVERSATIONS: Final = 20
#: Try-outs of one broker that may wait or run at once: they ask paid models.
_AT_ONCE: Final = 2
#: Conversations looked at for one in which a part of the crew answered.
_LOOKED_AT: Final = 8


def tryout_start(*, version: PromptVersion, conversations: int, user: User) -> TryOut:
    """Have what was asked last answered again by this version and by what is live.

    That is leads' conversations, ads and listings, or what this ``user`` asked at the office.
    """
    if version.specialist not in TRIED:
        raise Invalid(_("There is nothing to try this prompt on."))
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


def reads_prompts(specialist: str) -> bool:
    """Whether a model is configured that reads what it is told; the offline one goes by rules."""
    task = Task.ANSWER if specialist in MEASURED else Task.WRITE
    return any(not each.is_offline for each in plan_for(task).candidates)


def tryout_work(pk: UUID) -> None:
    """Play a try-out that is due; what goes wrong ends it with the reason."""
    work_through(TryOut, pk, _play)


def _play(tryout: TryOut) -> None:
    TryOutTurn.objects.filter(tryout=tryout).delete()
    specialist = tryout.version.specialist
    candidate = assembled(specialist, tryout.text, label=tryout.version.label)
    baseline = template_of(specialist, version_live(specialist))
    TryOut.objects.filter(pk=tryout.pk).update(against=baseline.version)
    cases = _cases(tryout)
    for ordinal, case in enumerate(cases):
        if not work_step(tryout, done=ordinal, total=len(cases)):
            return
        TryOutTurn.objects.create(
            tryout=tryout,
            conversation=case.conversation,
            ordinal=ordinal,
            asked=case.asked,
            candidate=_played(case, candidate).as_json(),
            baseline=_played(case, baseline).as_json(),
        )
    work_step(tryout, done=len(cases), total=len(cases))


@dataclass(frozen=True, slots=True)
class _Case:
    """Something for both sides to answer; ``conversation`` where a lead asked it."""

    asked: str
    play: Callable[[PromptTemplate], Replayed]
    conversation: Conversation | None = None


def _cases(tryout: TryOut) -> list[_Case]:
    specialist = tryout.version.specialist
    if specialist == ADS:
        wanted = wanted_newest(tryout.conversations)
        return [_Case(each.told, partial(_advertised, each)) for each in wanted]
    if specialist in OFFICE:
        person = tryout.author
        if person is None:
            # Talks are their person's own, and this one is gone.
            return []
        pieces = pieces_of(person, specialist, talks=tryout.conversations)
        return [_Case(each.asked, partial(_worked, each, person)) for each in pieces]
    return [
        _Case(moment.text, partial(replay, moment), moment.conversation)
        for moment in _moments(specialist, tryout.conversations)
    ]


def _advertised(wanted: Wanted, template: PromptTemplate) -> Replayed:
    ads = ads_rehearse(wanted, template)
    return Replayed.of(ads.record, ads.text)


def _worked(piece: Piece, person: User, template: PromptTemplate) -> Replayed:
    done = office_rehearse(piece, template, person)
    return Replayed.of(done.record, done.reply, asks=done.asks)


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


def _played(case: _Case, template: PromptTemplate) -> Replayed:
    try:
        return case.play(template)
    except ProviderError as error:
        told = str(error)
    except Exception as error:
        # One answer that cannot be played is a finding, and no end of the others.
        logger.exception("A moment could not be played again")
        told = repr(error)
    return Replayed(reply="", version=template.version, error=clip(told, 240))


def _conversations(count: int) -> list[Conversation]:
    """The newest conversations in which Sofía took part."""
    hers = Message.objects.filter(conversation=OuterRef("pk"), author=Message.Author.SOFIA)
    rows = Conversation.objects.filter(Exists(hers)).select_related("contact", "lead__profile")
    return list(rows.order_by("-last_message_at", "-id")[:count])
