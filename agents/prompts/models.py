"""Versions of what Sofía is told, and what is known about whether one is better."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.conversations.models import Conversation
from crm.core.models import BaseModel

#: The least and the most a challenger's share may be, in percent.
SHARE_LEAST: Final = 1
SHARE_MOST: Final = 99


class PromptVersion(BaseModel):
    """One wording of a specialist's voice by this broker; the frame is added by code.

    draft -> live -> archived, and back to live. Only a draft's text may change, and only until it
    took part in an experiment: what was once said to leads stays readable as it was.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        LIVE = "live", _("live")
        ARCHIVED = "archived", _("archived")

    specialist = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    text = models.TextField(_("text"))
    note = models.CharField(_("what is different"), max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    based_on = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    live_at = models.DateTimeField(null=True, blank=True)
    # Why it went live although scenarios of the broker's failed.
    live_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name = _("prompt version")
        ordering = ["specialist", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["specialist", "number"], name="prompt_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["specialist"], condition=Q(state="live"), name="prompt_version_one_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.specialist} v{self.number}"

    @property
    def label(self) -> str:
        """How it is called in runs and on pages: ``v3``."""
        return f"v{self.number}"


class Experiment(BaseModel):
    """Two prompts of one specialist against each other, from its making until it is stopped.

    A version of None is the built-in prompt. Leads that came before it began keep the live one.
    """

    specialist = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=120)
    control = models.ForeignKey(
        PromptVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="as_control"
    )
    challenger = models.ForeignKey(
        PromptVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="as_challenger"
    )
    share = models.PositiveSmallIntegerField(_("share of the challenger"), default=50)
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("experiment")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["specialist"],
                condition=Q(stopped_at__isnull=True),
                name="experiment_one_running",
                violation_error_message=_("An experiment is running already."),
            ),
            models.CheckConstraint(
                condition=Q(share__gte=SHARE_LEAST, share__lte=SHARE_MOST),
                name="experiment_share_of_both",
            ),
            models.CheckConstraint(
                condition=Q(control__isnull=True, challenger__isnull=False)
                | Q(control__isnull=False, challenger__isnull=True)
                | ~Q(control=F("challenger")),
                name="experiment_of_two",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None


class Work(BaseModel):
    """Base of what a worker does while somebody looks on: queued, running, then done or failed,
    or stopped by a person.

    ``done`` of ``total`` is its progress. A worker holds it under a lease that each step renews.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        STOPPED = "stopped", _("stopped")

    state = models.CharField(max_length=7, choices=State.choices, default=State.QUEUED)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    claimed_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=240, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED, self.State.STOPPED}

    @property
    def percent(self) -> int:
        """How much of it is done, 0 to 100."""
        return self.done * 100 // self.total if self.total else (100 if self.is_over else 0)


class TryOut(Work):
    """A version replayed on past conversations beside what is live; nothing of it reaches a lead.

    ``text`` is the voice as it was tried: a draft may be written on meanwhile.
    """

    version = models.ForeignKey(PromptVersion, on_delete=models.CASCADE, related_name="tryouts")
    text = models.TextField()
    against = models.CharField(max_length=80)
    conversations = models.PositiveSmallIntegerField(default=5)

    class Meta:
        verbose_name = _("try-out")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.version} on {self.total}"


class TryOutTurn(BaseModel):
    """One answer of a try-out: what was asked, and what either prompt made of it. Only what a lead
    wrote has a conversation; an ad's is a listing or a brief, the office's a question of its own.

    ``candidate`` and ``baseline`` are :class:`agents.prompts.replay.Replayed` as JSON.
    """

    tryout = models.ForeignKey(TryOut, on_delete=models.CASCADE, related_name="turns")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, null=True, related_name="+"
    )
    ordinal = models.PositiveIntegerField()
    asked = models.TextField()
    candidate: models.JSONField[Any, Any] = models.JSONField(default=dict)
    baseline: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        ordering = ["tryout", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["tryout", "ordinal"], name="tryout_ordinal_once")
        ]

    def __str__(self) -> str:
        return f"{self.ordinal} of {self.tryout_id}"


class Scenario(BaseModel):
    """A lead the broker has made up: how they write, what they want, what must come of it.

    ``spec`` is what :class:`agents.evals.scenarios.Scenario` is made of, without key and place.
    """

    title = models.CharField(_("title"), max_length=200)
    spec: models.JSONField[Any, Any] = models.JSONField(default=dict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("scenario")
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class ScenarioCheck(Work):
    """A version and what is live, each with all the broker's scenarios, on throwaway brokers.

    ``results`` is a list of ``{"title", "candidate", "baseline"}``, both as
    :func:`agents.prompts.scenarios.told` has them.
    """

    version = models.ForeignKey(
        PromptVersion, on_delete=models.CASCADE, related_name="scenario_checks"
    )
    text = models.TextField()
    against = models.CharField(max_length=80)
    results: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        verbose_name = _("scenario check")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.version} {self.state}"

    @property
    def failed(self) -> list[str]:
        """The titles of the scenarios that the version did not pass."""
        return [each["title"] for each in self.results if not each["candidate"]["passed"]]


class TrainingRun(Work):
    """One look at past conversations for what could be said better; it only proposes."""

    specialist = models.CharField(max_length=40)
    since = models.DateTimeField()
    conversations = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("training")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["specialist"],
                condition=Q(state__in=["queued", "running"]),
                name="training_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.specialist} {self.state}"


class Proposal(BaseModel):
    """Something a training run proposes; nothing changes until a person accepts it.

    ``sources`` are ``{"message", "conversation", "text"}`` it was drawn from, masked. An accepted
    ``faq`` becomes a document of the knowledge base, an accepted ``prompt`` a draft version; an
    ``advice`` is for a person to act on.
    """

    class Kind(models.TextChoices):
        FAQ = "faq", _("frequent question")
        PROMPT = "prompt", _("prompt")
        ADVICE = "advice", _("advice")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    run = models.ForeignKey(TrainingRun, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    # What the proposal is about, so that a rejected one is not proposed again.
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    reason = models.TextField(blank=True)
    count = models.PositiveIntegerField(default=0)
    sources: models.JSONField[Any, Any] = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.ForeignKey(
        PromptVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    document_id = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "-count", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="proposal_once_a_run")]

    def __str__(self) -> str:
        return self.title
