"""The platform's own rows, shared by all: who the brokers are and how the world reaches them."""

from __future__ import annotations

from typing import Any

import orjson
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from crm.brokers.hours import usual_hours
from crm.core.ids import uuid7

SLUG = RegexValidator(
    r"^[a-z][a-z0-9_]{1,40}\Z",
    _("Lower-case letters, digits and underscores, beginning with a letter; 2 to 41 of them."),
)


class Broker(TenantMixin):
    """A real-estate broker: one tenant, one PostgreSQL schema named like its slug."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    schema_name = models.CharField(_("slug"), max_length=63, unique=True, validators=[SLUG])
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, default="es")
    country = models.CharField(_("country"), max_length=2, default="CL", help_text="ISO 3166-1")
    city = models.CharField(_("city"), max_length=120, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, default="CLP", help_text="ISO 4217, or UF"
    )
    timezone = models.CharField(_("time zone"), max_length=64, default="America/Santiago")
    disclosure = models.TextField(
        _("AI disclosure"),
        blank=True,
        help_text=_("Said by Sofía in her first message to a lead, in the broker's words."),
    )
    coalesce_seconds = models.FloatField(
        _("burst window, seconds"),
        null=True,
        blank=True,
        help_text=_("How long a turn waits for the rest of a burst; empty for the platform's."),
    )
    opening_hours = models.JSONField(_("opening hours"), default=usual_hours, blank=True)
    closed_days = models.JSONField(_("closed days"), default=list, blank=True)
    respond_minutes = models.PositiveSmallIntegerField(
        _("minutes until a person answers"),
        default=15,
        help_text=_("During opening hours; what Sofía promises when she calls a person."),
    )
    handover_sentiment = models.FloatField(
        _("tone at which a person is called"),
        default=-0.8,
        null=True,
        blank=True,
        help_text=_("From -1, furious, to 0; empty to leave the tone aside."),
    )
    handover_misses = models.PositiveSmallIntegerField(
        _("misunderstandings until a person is called"),
        default=2,
        help_text=_("In a row, by what the lead writes; 0 to call nobody for them."),
    )
    handover_value = models.DecimalField(
        _("budget from which a person is called"),
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("In your own currency, once a lead; empty for none."),
    )
    handover_when_urgent = models.BooleanField(
        _("call a person when it is urgent"),
        default=False,
        help_text=_("When a lead says that it presses; an emergency always calls one."),
    )
    privacy_url = models.URLField(
        _("privacy notice"),
        max_length=300,
        blank=True,
        help_text=_("Address of the broker's own notice; the web chat links to it."),
    )
    chat_consent = models.TextField(
        _("web chat consent line"),
        max_length=400,
        blank=True,
        help_text=_("Shown before a visitor's first message; empty for Sofía's own words."),
    )
    chat_origins: models.JSONField[Any, Any] = models.JSONField(
        _("sites that may embed the web chat"),
        default=list,
        blank=True,
        help_text=_("One a line, as in https://www.example.com; empty for any site."),
    )
    ai_budget_soft = models.DecimalField(
        _("told at, US dollars a month"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("The admins are told when Sofía's models have cost so much; empty for never."),
    )
    ai_budget_hard = models.DecimalField(
        _("limit, US dollars a month"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_(
            "Beyond it no paid model is asked until next month, the built-in rules answer; empty "
            "for no limit."
        ),
    )
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # The schema is made by services.broker_create, which says what went wrong in words.
    auto_create_schema = False

    class Meta:
        ordering = ["name"]
        verbose_name = _("broker")

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The broker's name in addresses and of its schema."""
        return str(self.schema_name)

    @property
    def is_suspended(self) -> bool:
        """Whether its pages, API and Sofía are switched off."""
        return self.suspended_at is not None


class Domain(DomainMixin):
    """A host name under which a broker's pages and API answer."""

    class Meta:
        verbose_name = _("domain")

    def __str__(self) -> str:
        return str(self.domain)


class ChannelRoute(models.Model):
    """An account on a channel, and the broker whose messages arrive there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(_("channel"), max_length=20)
    account_id = models.CharField(_("account id"), max_length=128)
    broker = models.ForeignKey(Broker, on_delete=models.CASCADE, related_name="routes")
    secret_digest = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="SHA-256 of the secret by which calls for this account are known (Telegram).",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["channel", "account_id"]
        verbose_name = _("channel route")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "account_id"],
                name="route_one_broker_per_account",
                violation_error_message=_("This account is already routed to a broker."),
            ),
            models.UniqueConstraint(
                fields=["channel", "secret_digest"],
                condition=~models.Q(secret_digest=""),
                name="route_secret_once",
                violation_error_message=_("Another account already uses this secret."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.account_id}"


class UnroutedEvent(models.Model):
    """Something truly signed that no broker could be found for, or that could not be read."""

    class Reason(models.TextChoices):
        UNKNOWN_ACCOUNT = "unknown_account", _("unknown account")
        UNREADABLE = "unreadable", _("could not be read")
        UNKNOWN_KIND = "unknown_kind", _("unknown kind")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(_("channel"), max_length=20)
    account_id = models.CharField(_("account id"), max_length=128, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    dedupe_key = models.CharField(max_length=80)
    body = models.BinaryField(_("body"))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        ordering = ["-received_at"]
        verbose_name = _("unrouted event")
        constraints = [
            models.UniqueConstraint(fields=["channel", "dedupe_key"], name="unrouted_once")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.reason}"

    @property
    def readable_body(self) -> str:
        """The body for people: JSON indented, else the text with odd bytes replaced."""
        raw = bytes(self.body)
        try:
            return orjson.dumps(orjson.loads(raw), option=orjson.OPT_INDENT_2).decode()
        except orjson.JSONDecodeError:
            return raw.decode("utf-8", "replace")
