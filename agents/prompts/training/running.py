"""One training run: begun by a person, worked through by a worker, ended with proposals."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agents.prompts import events as verbs
from agents.prompts.catalogue import MEASURED, VOICE, built_in
from agents.prompts.models import Proposal, TrainingRun
from agents.prompts.selectors import admin_check, version_live
from agents.prompts.training.advising import advice_from
from agents.prompts.training.clustering import Cluster, clusters_of
from agents.prompts.training.collecting import Collected, collect, conversations_since
from agents.prompts.training.drafting import (
    answer_drafted,
    answers_of,
    question_for,
    voice_refined,
)
from agents.prompts.work import work_step, work_through
from agents.routing.plan import Plan, plan_for
from agents.routing.tasks import Task
from agents.scoring.telling import models_only
from crm.accounts.models import User
from crm.brokers.current import broker_current
from crm.core import events
from crm.core.errors import Conflict, Invalid, NotFound
from crm.core.queries import only
from crm.core.wake import wake_on_commit
from crm.leads.selectors import NIL, as_uuid
from knowledge.retrieval import search

TRAIN: Final = "agents.prompts.train"
LONGEST_DAYS: Final = 365
#: So many people must have asked before a question is a frequent one; fewer where Sofía failed.
_PEOPLE: Final = 2
_MOST_FAQ: Final = 20
_SOURCES: Final = 6
_KEY: Final = 64


def training_start(*, specialist: str, days: int, user: User) -> TrainingRun:
    """Have the conversations of the last days looked through: for the voice and the documents, or
    for the part of one specialist. Conflict while one is under way.
    """
    if specialist not in MEASURED:
        raise NotFound(_("There is no such prompt."))
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(
            _("Choose between 1 and %(most)d days.") % {"most": LONGEST_DAYS},
            fields={"days": f"1–{LONGEST_DAYS}"},
        )
    with transaction.atomic():
        try:
            with transaction.atomic():
                run = TrainingRun.objects.create(
                    specialist=specialist,
                    since=timezone.now() - timedelta(days=days),
                    author=user,
                )
        except IntegrityError as error:
            raise Conflict(
                _("A training is under way already."), code="training_running"
            ) from error
        events.record(
            verbs.TRAINED, actor=user.as_actor(), object_id=run.pk,
            data={"specialist": specialist, "days": days},
        )  # fmt: skip
        wake_on_commit(TRAIN, run.pk)
    return run


def training_list_for(actor: User) -> QuerySet[TrainingRun]:
    """Training runs, the newest first; Forbidden for agents."""
    admin_check(actor)
    return TrainingRun.objects.select_related("author").order_by("-id")


def training_get_for(actor: User, pk: object) -> TrainingRun:
    """One with its proposals; NotFound when there is none."""
    rows = training_list_for(actor).filter(pk=as_uuid(pk) or NIL).prefetch_related("proposals")
    run = only(rows)
    if run is None:
        raise NotFound(_("There is no such training."))
    return run


def training_work(pk: UUID) -> None:
    """Work through a run that is due; what goes wrong ends it with the reason."""

    def play(run: TrainingRun) -> None:
        with translation.override(broker_current().language):
            _train(run)

    work_through(TrainingRun, pk, play)


def _train(run: TrainingRun) -> None:
    run.proposals.filter(state=Proposal.State.OPEN).delete()
    plan = models_only(plan_for(Task.WRITE))
    conversations = conversations_since(run.since)
    collected = collect(conversations, since=run.since)
    TrainingRun.objects.filter(pk=run.pk).update(conversations=collected.conversations)
    is_part = run.specialist != VOICE
    # What is asked often is everybody's: it is looked for with the voice they share.
    frequent = [] if is_part else _frequent(clusters_of(collected.questions))
    total = len(frequent) + 2
    known = set(Proposal.objects.exclude(state=Proposal.State.OPEN).values_list("key", flat=True))
    for place, cluster in enumerate(frequent):
        if not work_step(run, done=place, total=total):
            return
        if _faq_key(cluster) not in known:
            _propose_faq(run, plan, cluster, collected)
    work_step(run, done=total - 2, total=total)
    _propose_voice(run, plan, collected)
    work_step(run, done=total - 1)
    for advice in advice_from(collected, specialist=run.specialist, since=run.since):
        if advice.key not in known:
            Proposal.objects.update_or_create(
                run=run, key=advice.key[:_KEY],
                defaults={"kind": Proposal.Kind.ADVICE, "title": advice.title,
                          "reason": advice.reason, "count": advice.count},
            )  # fmt: skip
    work_step(run, done=total)


def _frequent(clusters: list[Cluster]) -> list[Cluster]:
    """What is worth an entry: asked by several, or left without an answer."""
    worth = [each for each in clusters if each.people >= _PEOPLE or each.unanswered]
    return worth[:_MOST_FAQ]


def _propose_faq(run: TrainingRun, plan: Plan, cluster: Cluster, collected: Collected) -> None:
    names = sorted(collected.names)
    language = cluster.typical.language or broker_current().language
    question = question_for(cluster, names)
    if not cluster.unanswered and search(cluster.typical.said.text, language=language, k=1):
        # The documents answer it: nothing to add.
        return
    answers = answers_of(cluster)
    text, _by = answer_drafted(plan, question, answers, names)
    sources = [each.said for each in cluster.questions[:_SOURCES]] + answers[-_SOURCES:]
    Proposal.objects.update_or_create(
        run=run,
        key=_faq_key(cluster),
        defaults={
            "kind": Proposal.Kind.FAQ,
            "title": question,
            "text": text,
            "language": language,
            "count": len(cluster.questions),
            "reason": _faq_reason(cluster, has_answer=bool(text)),
            "sources": [said.as_json() for said in sources],
        },
    )


def _faq_reason(cluster: Cluster, *, has_answer: bool) -> str:
    parts = [_("%(people)d people asked this.") % {"people": cluster.people}]
    if cluster.unanswered:
        parts.append(
            _("Sofía looked it up %(times)d times in vain.") % {"times": cluster.unanswered}
        )
    if not has_answer:
        parts.append(_("Nobody has answered it yet: write the answer before you accept."))
    return " ".join(parts)


def _faq_key(cluster: Cluster) -> str:
    return f"faq:{cluster.key}"[:_KEY]


def _propose_voice(run: TrainingRun, plan: Plan, collected: Collected) -> None:
    live = version_live(run.specialist)
    voice = live.text if live is not None else built_in(run.specialist).voice
    found = [
        each
        for each in collected.corrections
        if run.specialist == VOICE or each.by == run.specialist
    ]
    text = voice_refined(plan, run.specialist, voice, found, sorted(collected.names))
    if not text:
        return
    corrections = found[-_SOURCES:]
    Proposal.objects.update_or_create(
        run=run,
        key="prompt",
        defaults={
            "kind": Proposal.Kind.PROMPT,
            "title": _("A refined prompt"),
            "text": text,
            "count": len(found),
            "reason": _("Drawn from %(count)d messages in which a person said something else.")
            % {"count": len(found)},
            "sources": [said.as_json() for each in corrections
                        for said in (each.sofia, each.person)],
        },
    )  # fmt: skip
