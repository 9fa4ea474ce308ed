"""A person who wants a home, and everything the broker knows of what they want."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.core.models import BaseModel


class Contact(BaseModel):
    """One person, however many numbers, accounts and cookies they write from.

    Two that turn out to be one are merged: everything goes to the one that stays, and the other
    row remains only to say where (``merged_into``).
    """

    name = models.CharField(_("name"), max_length=160, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True, help_text="E.164")
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    search_key = models.TextField(editable=False, blank=True)
    opted_out_at = models.DateTimeField(_("opted out"), null=True, blank=True)
    marketing_opted_out_at = models.DateTimeField(_("no marketing"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="merged"
    )

    class Meta:
        verbose_name = _("contact")
        indexes = [
            models.Index(fields=["phone"], name="contact_phone"),
            models.Index(fields=["email"], name="contact_email"),
        ]

    def __str__(self) -> str:
        return self.name or self.phone or self.email or str(_("No name yet"))

    @property
    def accepts_messages(self) -> bool:
        """Whether messages nobody of the broker typed may go to this person."""
        return self.opted_out_at is None

    @property
    def accepts_marketing(self) -> bool:
        """Whether campaigns may; who wants no messages wants no marketing either."""
        return self.opted_out_at is None and self.marketing_opted_out_at is None


class Consent(BaseModel):
    """What a person said about being written to, in their own words; a row is never changed.

    ``words`` is what they wrote, pressed or ticked, ``wording`` the text they agreed to. The
    contact's ``opted_out_at`` and ``marketing_opted_out_at`` say what holds now; these rows prove
    it. ``message_id`` is the message that said it, where one did.
    """

    class Kind(models.TextChoices):
        MESSAGES = "messages", _("messages")
        MARKETING = "marketing", _("marketing")

    class Source(models.TextChoices):
        MESSAGE = "message", _("wrote it")
        CHANNEL = "channel", _("the channel says so")
        FORM = "form", _("in a form")
        CHAT = "chat", _("in the web chat")
        PERSON = "person", _("told a person")

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    granted = models.BooleanField()
    at = models.DateTimeField()
    channel = models.CharField(max_length=20, blank=True)
    account_id = models.CharField(max_length=128, blank=True)
    words = models.TextField(blank=True)
    wording = models.TextField(blank=True)
    source = models.CharField(max_length=8, choices=Source.choices)
    message_id = models.UUIDField(null=True, blank=True)
    actor_kind = models.CharField(max_length=16)
    actor_name = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("consent")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["contact", "-at"], name="consent_of_contact")]

    def __str__(self) -> str:
        return f"{self.kind} {'in' if self.granted else 'out'} {self.at:%Y-%m-%d}"


class Identity(BaseModel):
    """One way a contact is known on a channel; merging contacts moves these rows.

    ``retired_at`` is when the channel told us that it is no longer theirs: a number they gave up
    is kept as history, finds nobody any more, and may become somebody else's.
    """

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        WHATSAPP_USER = "bsuid", _("WhatsApp user id")
        TELEGRAM = "telegram", _("Telegram")
        CHAT = "chat", _("web chat")
        EMAIL = "email", _("e-mail")
        # "channel:id" of the entry in the ad's form
        LEAD_AD = "lead_ad", _("ad form")
        LINKEDIN = "linkedin", "LinkedIn"
        TIKTOK = "tiktok", "TikTok"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    value = models.CharField(max_length=254)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=models.Q(retired_at__isnull=True),
                name="identity_one_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


class Stage(BaseModel):
    """A step of the broker's pipeline; ``key`` is what the rules know it by."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        WON = "won", _("won")
        LOST = "lost", _("lost")

    key = models.SlugField(max_length=40)
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"))
    outcome = models.CharField(max_length=4, choices=Outcome.choices, default=Outcome.OPEN)
    rotting_days = models.PositiveSmallIntegerField(_("days until it rots"), default=7)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["key"], name="stage_key_once")]

    def __str__(self) -> str:
        return self.name


class Lead(BaseModel):
    """One search of one contact, on its way through the pipeline.

    The ``last_message_*`` columns repeat the newest message, so that a board of thousands is
    drawn without touching the messages. A lead folded into another one of the same person is
    ``merged``: nothing hangs on it any more, and ``merged_into`` says where it went.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        WON = "won", _("won")
        LOST = "lost", _("lost")
        MERGED = "merged", _("merged")

    class Temperature(models.TextChoices):
        COLD = "cold", _("cold")
        WARM = "warm", _("warm")
        HOT = "hot", _("hot")

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="leads")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="leads")
    stage_entered_at = models.DateTimeField()
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="leads"
    )
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.OPEN)
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="merged"
    )
    source = models.CharField(_("source"), max_length=40, default="manual")
    persona = models.CharField(_("persona"), max_length=40, blank=True)
    score = models.PositiveSmallIntegerField(_("score"), default=0)
    qualified = models.BooleanField(_("qualified"), default=False)
    temperature = models.CharField(
        max_length=4, choices=Temperature.choices, default=Temperature.COLD
    )
    last_activity_at = models.DateTimeField()
    last_message_text = models.CharField(max_length=160, blank=True)
    last_message_by = models.CharField(max_length=8, blank=True)
    last_message_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lead")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__lte=100), name="lead_score_at_most_100"
            ),
            models.CheckConstraint(
                condition=models.Q(status="merged", merged_into__isnull=False)
                | (~models.Q(status="merged") & models.Q(merged_into__isnull=True)),
                name="lead_merged_says_where",
            ),
            models.UniqueConstraint(
                fields=["contact"],
                condition=models.Q(status="open"),
                name="lead_one_open_per_contact",
                violation_error_message=_("This person already has an open lead."),
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "-last_activity_at", "-id"], name="lead_board"),
            models.Index(fields=["-last_activity_at", "-id"], name="lead_recent"),
            models.Index(fields=["owner", "-last_activity_at"], name="lead_owner_recent"),
            models.Index(fields=["-score"], name="lead_score"),
        ]

    def __str__(self) -> str:
        return str(self.contact)


class LeadProfile(BaseModel):
    """What the lead wants. ``sources`` tells for each field who said it, and in which message."""

    class Operation(models.TextChoices):
        BUY = "buy", _("buy")
        RENT = "rent", _("rent")
        SELL = "sell", _("sell")
        RENT_OUT = "rent_out", _("rent out")

    class Period(models.TextChoices):
        MONTH = "month", _("a month")
        YEAR = "year", _("a year")

    class Financing(models.TextChoices):
        CASH = "cash", _("cash")
        MORTGAGE = "mortgage", _("mortgage")

    class DayPart(models.TextChoices):
        MORNING = "morning", _("morning")
        AFTERNOON = "afternoon", _("afternoon")
        EVENING = "evening", _("evening")

    lead = models.OneToOneField(Lead, on_delete=models.CASCADE, related_name="profile")
    operation = models.CharField(max_length=8, choices=Operation.choices, blank=True)
    property_type = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=120, blank=True)
    areas = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    beds = models.PositiveSmallIntegerField(null=True, blank=True)
    baths = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    area_m2 = models.PositiveIntegerField(null=True, blank=True)
    budget_min = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    budget_max = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    period = models.CharField(max_length=5, choices=Period.choices, blank=True)
    approx = models.BooleanField(null=True, blank=True)
    timeline = models.CharField(max_length=160, blank=True)
    timeline_from = models.DateField(null=True, blank=True)
    timeline_to = models.DateField(null=True, blank=True)
    preapproved = models.BooleanField(null=True, blank=True)
    financing = models.CharField(max_length=8, choices=Financing.choices, blank=True)
    # What the home must have (or must not): yes, no, or never spoken of. Of an owner's property,
    # what it has.
    pets = models.BooleanField(null=True, blank=True)
    parking = models.BooleanField(null=True, blank=True)
    furnished = models.BooleanField(null=True, blank=True)
    laundry = models.BooleanField(null=True, blank=True)
    # When they said they can see a home: a wish, no appointment.
    viewing = models.CharField(max_length=160, blank=True)
    viewing_from = models.DateField(null=True, blank=True)
    viewing_to = models.DateField(null=True, blank=True)
    viewing_part = models.CharField(max_length=9, choices=DayPart.choices, blank=True)
    sources = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(budget_min__isnull=True)
                | models.Q(budget_max__isnull=True)
                | models.Q(budget_min__lte=models.F("budget_max")),
                name="profile_budget_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"profile of {self.lead_id}"


class Qualification(BaseModel):
    """A verdict on a lead with its reasons; the newest one is current, the others are history.

    ``parts`` is ``{name: {"points": int, "max": int, "reason": str}}``. ``words`` tells it to the
    broker in two sentences, written by ``words_by`` after the commit; ``words_asked_at`` is when a
    worker last set about it.
    """

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="qualifications")
    score = models.PositiveSmallIntegerField()
    qualified = models.BooleanField()
    parts: models.JSONField[Any, Any] = models.JSONField(default=dict)
    reasons: models.JSONField[Any, Any] = models.JSONField(default=list)
    next_step = models.CharField(max_length=240, blank=True)
    top_matches: models.JSONField[Any, Any] = models.JSONField(default=list)
    by_person = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_current = models.BooleanField(default=True)
    words = models.TextField(blank=True)
    words_by = models.CharField(max_length=80, blank=True)
    words_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=models.Q(is_current=True),
                name="qualification_one_current",
            )
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(is_current=True, words="", by_person__isnull=True),
                name="qualification_untold",
            )
        ]

    def __str__(self) -> str:
        return f"{self.score} for {self.lead_id}"


class Activity(BaseModel):
    """A line of the lead's timeline, written for people to read."""

    class Kind(models.TextChoices):
        CREATED = "created", _("created")
        NOTE = "note", _("note")
        STAGE = "stage", _("stage")
        PROFILE = "profile", _("profile")
        SCORE = "score", _("score")
        OWNER = "owner", _("owner")
        VIEWING = "viewing", _("viewing")
        HANDOVER = "handover", _("hand-over")
        TASK = "task", _("task")
        CONTACT = "contact", _("contact")
        CONSENT = "consent", _("consent")
        MERGED = "merged", _("merged")

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    actor_kind = models.CharField(max_length=16)
    actor_name = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    data: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["lead", "-id"], name="activity_timeline")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:40]}"


class Task(BaseModel):
    """Something a person of the broker has to do for a lead."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(_("title"), max_length=200)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    assignee = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks"
    )

    class Meta:
        ordering = ["done_at", "due_at", "-id"]
        indexes = [
            models.Index(
                fields=["assignee", "due_at"],
                name="task_open",
                condition=models.Q(done_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.title
