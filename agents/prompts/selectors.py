"""Which prompt a specialist works by, and the doors to its versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _

from agents.prompts.arms import arm_of
from agents.prompts.catalogue import (
    MEASURED,
    OFFICE,
    PromptTemplate,
    assembled,
    built_in,
    specialists,
    template,
)
from agents.prompts.models import Experiment, PromptVersion, TryOut
from crm.accounts.models import User
from crm.accounts.permissions import can
from crm.core.errors import Forbidden, NotFound
from crm.core.queries import only
from crm.leads.models import Lead
from crm.leads.selectors import NIL, as_uuid

ABILITY = "agents.edit"


#: Whether the broker in hand has a prompt of their own in force, as part of another query.
ARE_WRITTEN: Final = Exists(PromptVersion.objects.filter(state=PromptVersion.State.LIVE)) | Exists(
    Experiment.objects.filter(stopped_at__isnull=True)
)


def prompt_for(specialist: str, lead: Lead | None) -> PromptTemplate:
    """The prompt this specialist works by for this lead; without one, for the broker's people.

    Asked of the database each time (two small queries, none for a prompt that cannot be
    rewritten): a version that went live holds from the next turn on, in every process.
    """
    if not built_in(specialist).frame:
        return template(specialist)
    is_measured = lead is not None and specialist in MEASURED
    running = experiment_running(specialist) if is_measured else None
    # Who came before it began goes on as before: an answer in another voice in the middle of a
    # conversation would measure neither.
    if running is not None and lead is not None and lead.created_at >= running.started_at:
        arm = arm_of(lead.pk, running.pk, running.share)
        version = running.challenger if arm == "challenger" else running.control
        return template_of(specialist, version, experiment=str(running.pk))
    return template_of(specialist, version_live(specialist))


def template_of(
    specialist: str, version: PromptVersion | None, *, experiment: str = ""
) -> PromptTemplate:
    """The whole prompt of a version, of the built-in one for None."""
    if version is not None:
        return assembled(specialist, version.text, label=version.label, experiment=experiment)
    if experiment:
        return assembled(specialist, built_in(specialist).voice, experiment=experiment)
    return template(specialist)


def version_live(specialist: str) -> PromptVersion | None:
    """The broker's live version; None when the built-in prompt is in force."""
    return only(PromptVersion.objects.filter(specialist=specialist, state=PromptVersion.State.LIVE))


def experiment_running(specialist: str) -> Experiment | None:
    """The experiment that runs for this specialist."""
    return only(
        Experiment.objects.select_related("control", "challenger").filter(
            specialist=specialist, stopped_at__isnull=True
        )
    )


@dataclass(frozen=True, slots=True)
class PromptState:
    """A specialist with what is in force for it; ``live`` is None for the built-in prompt."""

    specialist: str
    live: PromptVersion | None
    experiment: Experiment | None
    drafts: int
    versions: int


def prompt_list_for(actor: User) -> list[PromptState]:
    """Every specialist whose voice the broker may write; Forbidden for agents."""
    versions = list(version_list_for(actor))
    running = {
        each.specialist: each
        for each in Experiment.objects.filter(stopped_at__isnull=True).select_related(
            "control", "challenger"
        )
    }
    found = []
    for name in writable():
        mine = [version for version in versions if version.specialist == name]
        found.append(
            PromptState(
                specialist=name,
                live=next((each for each in mine if each.state == "live"), None),
                experiment=running.get(name),
                drafts=sum(each.state == "draft" for each in mine),
                versions=len(mine),
            )
        )
    return found


def writable() -> list[str]:
    """The specialists whose built-in file has a frame: only their voice may be rewritten.

    Who speaks with leads comes first.
    """
    names = [name for name in specialists() if built_in(name).frame]
    return sorted(names, key=lambda name: (_rank(name), name))


def _rank(name: str) -> int:
    return MEASURED.index(name) if name in MEASURED else len(MEASURED)


def specialist_check(name: str) -> str:
    """The name if its voice may be written; NotFound otherwise."""
    if name not in writable():
        raise NotFound(_("There is no such prompt."))
    return name


def admin_check(actor: User) -> None:
    """Forbidden for who may not write prompts."""
    if not can(actor, ABILITY):
        raise Forbidden(_("Only admins see and change what Sofía is told."))


def version_list_for(actor: User, *, specialist: str = "") -> QuerySet[PromptVersion]:
    """Versions with their authors, the newest of each specialist first; Forbidden for agents."""
    admin_check(actor)
    rows = PromptVersion.objects.select_related("author", "based_on")
    rows = rows.order_by("specialist", "-number")
    return rows.filter(specialist=specialist) if specialist else rows


def version_get_for(actor: User, pk: object) -> PromptVersion:
    """One version; NotFound when there is none."""
    version = only(version_list_for(actor).filter(pk=as_uuid(pk) or NIL))
    if version is None:
        raise NotFound(_("There is no such version."))
    return version


def tryout_list_for(actor: User, *, version: PromptVersion) -> QuerySet[TryOut]:
    """The try-outs of a version, the newest first; Forbidden for agents."""
    return _tryouts_of(actor).filter(version=version).order_by("-id")


def tryout_get_for(actor: User, pk: object) -> TryOut:
    """One try-out with its version; NotFound when there is none."""
    rows = _tryouts_of(actor).select_related("version", "author")
    tryout = only(rows.filter(pk=as_uuid(pk) or NIL))
    if tryout is None:
        raise NotFound(_("There is no such try-out."))
    return tryout


def _tryouts_of(actor: User) -> QuerySet[TryOut]:
    """Those on talks at the office hold what their author asked: nobody else sees them."""
    admin_check(actor)
    return TryOut.objects.filter(~Q(version__specialist__in=OFFICE) | Q(author=actor))
