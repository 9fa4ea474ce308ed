"""Concrete suggestions that need no model: counts of what went otherwise than it should."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from agents.models import AgentRun, AgentStep
from agents.prompts.catalogue import VOICE
from agents.prompts.training.collecting import Collected
from crm.conversations.models import HANDOVER_REASONS, Conversation

_LEAST_RUNS: Final = 20
_LEAST_MESSAGES: Final = 10
#: People write so much shorter than Sofía before it is worth a word.
_LONGER: Final = 2.0
_OFTEN: Final = 0.10


@dataclass(frozen=True, slots=True)
class Advice:
    """A suggestion with its reason; ``key`` is the same whenever it is found again."""

    key: str
    title: str
    reason: str
    count: int


def advice_from(collected: Collected, *, specialist: str, since: datetime) -> list[Advice]:
    """What rules find in the conversations and runs of the time, or in those of one part."""
    if specialist != VOICE:
        return list(_refused(specialist, since))
    return [*_length(collected), *_handovers(since), *_refused(specialist, since)]


def _length(collected: Collected) -> Iterator[Advice]:
    hers, theirs = collected.sofia_words, collected.person_words
    if len(hers) < _LEAST_MESSAGES or len(theirs) < _LEAST_MESSAGES:
        return
    mine, people = statistics.median(hers), statistics.median(theirs)
    if mine >= _LONGER * max(people, 1):
        words = {"hers": round(mine), "theirs": round(people)}
        yield Advice(
            key="advice:length",
            title=_("Let her write shorter"),
            reason=_(
                "Half of her messages have more than %(hers)d words, half of yours more than "
                "%(theirs)d. Lower the number of words in “How you write”."
            )
            % words,
            count=len(hers),
        )


def _handovers(since: datetime) -> Iterator[Advice]:
    reasons = Counter(
        Conversation.objects.filter(agent_runs__created_at__gte=since,
                                    agent_runs__outcome=AgentRun.Outcome.HANDED_OVER)
        .exclude(handover_reason="").distinct().values_list("handover_reason", flat=True)
    )  # fmt: skip
    runs = AgentRun.objects.filter(created_at__gte=since, conversation__isnull=False).count()
    for reason, count in reasons.most_common():
        if reason not in _WORTH or runs < _LEAST_RUNS or count < 3:
            continue
        yield Advice(
            key=f"advice:handover:{reason}",
            title=_("Handed over: %(reason)s") % {"reason": HANDOVER_REASONS[reason]},
            reason=str(_WORTH[reason]()) % {"count": count},
            count=count,
        )


_WORTH: Final = {
    "unknown_question": lambda: _(
        "%(count)d conversations went to a person because she did not know. Answer the questions "
        "below once, and she can."
    ),
    "technical": lambda: _(
        "%(count)d conversations went to a person because she could not finish an answer. Look at "
        "their runs: a rule of the prompt may ask for something her checks do not allow."
    ),
    "asked_for_person": lambda: _(
        "%(count)d leads asked for a person. If they ask early, let her offer one sooner or say "
        "better what she can do herself."
    ),
}


def _refused(specialist: str, since: datetime) -> Iterator[Advice]:
    mine = AgentRun.objects.filter(conversation__isnull=False, created_at__gte=since)
    if specialist != VOICE:
        mine = mine.filter(specialist=specialist)
    runs = mine.count()
    refused = (
        AgentStep.objects.filter(run__in=mine, kind=AgentStep.Kind.CHECK, is_error=True)
        .exclude(name__startswith="limit:").exclude(name__startswith="contact:")
        .values("run").distinct().count()
    )  # fmt: skip
    if runs >= _LEAST_RUNS and refused >= _OFTEN * runs:
        yield Advice(
            key="advice:refused" if specialist == VOICE else f"advice:refused:{specialist}",
            title=_("Her drafts are refused often"),
            reason=_(
                "%(refused)d of %(runs)d answers were written twice because the first claimed what "
                "no tool had told. Remind her in “What you do” to look things up first."
            )
            % {"refused": refused, "runs": runs},
            count=refused,
        )
