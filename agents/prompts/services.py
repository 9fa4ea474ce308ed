"""What people do with versions of a prompt; each leaves its line in the audit log."""

from __future__ import annotations

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.prompts import events as verbs
from agents.prompts.catalogue import built_in
from agents.prompts.models import Experiment, PromptVersion, ScenarioCheck
from agents.prompts.writing import voice_checked
from crm.accounts.models import User
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict
from crm.core.text import clip, storable

#: Characters that a reason for going live against failed scenarios has at least.
REASON_LEAST: Final = 10


def version_create(
    *,
    specialist: str,
    text: str,
    user: User,
    note: str = "",
    based_on: PromptVersion | None = None,
) -> PromptVersion:
    """A new draft. Raises Invalid or TooLarge for a text that cannot be one."""
    text = voice_checked(specialist, text)
    with transaction.atomic():
        newest = PromptVersion.objects.filter(specialist=specialist).order_by("-number").first()
        try:
            with transaction.atomic():
                version = PromptVersion.objects.create(
                    specialist=specialist,
                    number=newest.number + 1 if newest is not None else 1,
                    text=text,
                    note=clip(storable(note), 200),
                    author=user,
                    based_on=based_on,
                )
        except IntegrityError as error:
            raise Conflict(_("Somebody wrote a version at the same time; save again.")) from error
        _record(verbs.CREATED, version, user.as_actor(), note=version.note)
    return version


def version_update(
    *, version: PromptVersion, user: User, text: str | None = None, note: str | None = None
) -> PromptVersion:
    """Write on a draft. Conflict once it is no draft any more, or was part of an experiment."""
    with transaction.atomic():
        version = PromptVersion.objects.select_for_update().get(pk=version.pk)
        _draft_check(version)
        new: dict[str, Any] = {}
        if text is not None:
            new["text"] = voice_checked(version.specialist, text)
        if note is not None:
            new["note"] = clip(storable(note), 200)
        changed = {name: value for name, value in new.items() if getattr(version, name) != value}
        if changed:
            for name, value in changed.items():
                setattr(version, name, value)
            version.save(update_fields=[*changed, "updated_at"])
            _record(verbs.UPDATED, version, user.as_actor(), changed=sorted(changed))
    return version


def version_discard(*, version: PromptVersion, actor: Actor) -> None:
    """Throw a draft away."""
    with transaction.atomic():
        version = PromptVersion.objects.select_for_update().get(pk=version.pk)
        _draft_check(version)
        _record(verbs.DISCARDED, version, actor)
        version.delete()


class ScenariosFailed(Conflict):
    """The version did not pass the broker's scenarios: going live asks for its name and a reason.

    ``fields`` name the scenarios that failed.
    """

    code = "scenarios_failed"


def version_go_live(
    *, version: PromptVersion, actor: Actor, confirm: str = "", reason: str = ""
) -> PromptVersion:
    """Let the specialist speak like this from the next turn on; what was live is archived.

    Conflict while an experiment runs: new leads would go on with its arms, whatever is live.
    :class:`ScenariosFailed` when the newest check of its scenarios failed, unless ``confirm`` is
    the version's name (``v3``) and ``reason`` says why all the same; the reason is kept.
    """
    with transaction.atomic():
        _experiment_check(version.specialist)
        rows = _locked(version.specialist)
        version = next(row for row in rows if row.pk == version.pk)
        if version.state == PromptVersion.State.LIVE:
            return version
        failed = scenarios_failed(version)
        reason = clip(storable(reason).strip(), 240) if failed else ""
        if failed and (confirm.strip().lower() != version.label or len(reason) < REASON_LEAST):
            raise ScenariosFailed(
                _(
                    "%(version)s did not pass all scenarios. To let it go live all the same, "
                    "write its name and why, in %(least)d characters or more."
                )
                % {"version": version.label, "least": REASON_LEAST},
                fields={f"scenario.{number}": title for number, title in enumerate(failed, 1)},
            )
        before = _archive_live(rows)
        version.state, version.live_at = PromptVersion.State.LIVE, timezone.now()
        version.live_reason = reason
        version.save(update_fields=["state", "live_at", "live_reason", "updated_at"])
        more = {"failed": failed, "reason": reason} if failed else {}
        _record(verbs.WENT_LIVE, version, actor, before=before, **more)
    return version


def scenarios_failed(version: PromptVersion) -> list[str]:
    """The scenarios that the newest finished check of the version did not pass, by title."""
    checks = ScenarioCheck.objects.filter(version=version, state=ScenarioCheck.State.DONE)
    newest = checks.order_by("-id").first()
    return newest.failed if newest is not None else []


def prompt_return(*, specialist: str, actor: Actor) -> None:
    """Go back to the built-in prompt; what was live is archived. Conflict as for going live."""
    built_in(specialist)
    with transaction.atomic():
        _experiment_check(specialist)
        before = _archive_live(_locked(specialist))
        if before:
            events.record(
                verbs.RETURNED, actor=actor, changes={"before": before},
                data={"specialist": specialist},
            )  # fmt: skip


def _locked(specialist: str) -> list[PromptVersion]:
    """All versions of the specialist, in one order, so that two who change them take turns."""
    rows = PromptVersion.objects.select_for_update().filter(specialist=specialist)
    return list(rows.order_by("pk"))


def _archive_live(rows: list[PromptVersion]) -> str:
    """Archive the live one of these; returns its label, "" when the built-in one was in force."""
    for row in rows:
        if row.state == PromptVersion.State.LIVE:
            row.state = PromptVersion.State.ARCHIVED
            row.save(update_fields=["state", "updated_at"])
            return row.label
    return ""


def _draft_check(version: PromptVersion) -> None:
    if version.state != PromptVersion.State.DRAFT:
        raise Conflict(_("Only a draft can be changed. Begin a new one from this version."))
    if version.as_control.exists() or version.as_challenger.exists():
        raise Conflict(_("An experiment uses this draft. Begin a new one from this version."))


def _experiment_check(specialist: str) -> None:
    if Experiment.objects.filter(specialist=specialist, stopped_at__isnull=True).exists():
        raise Conflict(
            _("An experiment is running. Stop it first, then choose what goes live."),
            code="experiment_running",
        )


def _record(verb: str, version: PromptVersion, actor: Actor, **changes: Any) -> None:
    events.record(
        verb,
        actor=actor,
        object_id=version.pk,
        changes=changes,
        data={"specialist": version.specialist, "version": version.label},
    )
