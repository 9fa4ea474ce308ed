"""Filled-in forms of ads, what their questions mean, and how their accounts are doing."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.core.models import BaseModel
from crm.leads.models import Lead

#: What a question of a form may tell, as the page offers it.
FIELDS: Final = {
    "name": _("name"),
    "first_name": _("first name"),
    "last_name": _("last name"),
    "email": _("e-mail"),
    "phone": _("phone"),
    "operation": _("wants to"),
    "property_type": _("type"),
    "areas": _("where"),
    "city": _("city"),
    "beds": _("bedrooms"),
    "baths": _("bathrooms"),
    "area_m2": _("size"),
    "budget": _("budget"),
    "timeline": _("when"),
    "preapproved": _("financing"),
    "wishes": _("all of it, in their own words"),
    "nothing": _("only shown"),
}


class FormEntry(BaseModel):
    """A form somebody filled in, from the notice to the lead it became.

    ``answers`` is as given, ``{question: [value, …]}``, and None until they are known; ``labels``
    says how a question reads whose name is a code. ``due_at`` is when to try next. A withdrawn
    entry keeps its id and nothing else: a late notice of it must do nothing. ``made_contact`` says
    that this entry first told us of the person.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        FETCHING = "fetching", _("being fetched")
        DONE = "done", _("lead")
        FAILED = "failed", _("failed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TEST = "test", _("test")

    channel = models.CharField(max_length=20)
    account_id = models.CharField(max_length=128)
    external_id = models.CharField(max_length=254)
    form_id = models.CharField(max_length=128, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    submitted_at = models.DateTimeField()
    answers: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    labels: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    consents: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    origin: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    is_proven = models.BooleanField(default=True)
    lead = models.ForeignKey(
        Lead, on_delete=models.SET_NULL, null=True, blank=True, related_name="form_entries"
    )
    made_contact = models.BooleanField(default=False)
    first_touch = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("form entry")
        verbose_name_plural = "form entries"
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "account_id", "external_id"], name="form_entry_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="form_entry_due",
                condition=Q(state__in=["waiting", "fetching"]),
            ),
            models.Index(fields=["state", "-id"], name="form_entry_state"),
            models.Index(fields=["lead"], name="form_entry_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.external_id}"


class FormMapping(BaseModel):
    """The broker's own word on what a question tells; no account or form means any.

    ``question`` is folded: without case, accents and marks, as :func:`mapping.folded` does.
    """

    channel = models.CharField(max_length=20, blank=True)
    account_id = models.CharField(max_length=128, blank=True)
    form_id = models.CharField(max_length=128, blank=True)
    question = models.CharField(max_length=200)
    field = models.CharField(max_length=20, choices=list(FIELDS.items()))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "account_id", "form_id", "question"], name="form_mapping_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} -> {self.field}"


class AccountWatch(BaseModel):
    """What is looked after for an account: leads whose notice never came, a token that ends.

    ``covered_until`` is the moment up to which every lead has been asked for. ``was_paused`` is
    what the last look saw: an account that is no longer paused is asked at once. ``warned_for`` is
    the end of the token that was told of, ``asked_at`` when Meta was last asked for it.
    """

    channel = models.CharField(max_length=20)
    account_id = models.CharField(max_length=128)
    covered_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    was_paused = models.BooleanField(default=False)
    found = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=240, blank=True)
    warned_for = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "account_id"], name="account_watch_once")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.account_id}"
