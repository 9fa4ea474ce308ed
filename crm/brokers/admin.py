"""The superadmin's view of brokers: every change goes through the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action, display
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminPasswordWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldAdminURLInputWidget,
)

from crm.brokers import services
from crm.brokers.embedding import chat_facts_checked
from crm.brokers.forms import OpeningForm, opening_initial
from crm.brokers.hours import DAYS
from crm.brokers.models import Broker, ChannelRoute, Domain, UnroutedEvent
from crm.core.errors import DomainError

_FACTS = ("name", "language", "country", "city", "currency", "timezone")
_OWN_WORDS = ("disclosure", "coalesce_seconds")
_MONEY = ("ai_budget_soft", "ai_budget_hard")
_CHAT = ("privacy_url", "chat_consent", "chat_origins")


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    widget = UnfoldAdminTextareaWidget

    def prepare_value(self, value: Any) -> Any:
        """The list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The lines as a list, empty ones left out."""
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the list is another one, however it is written."""
        return bool((initial or []) != self.to_python(data))


_OPENING = (*DAYS, "closed_lines", "respond_minutes")


class BrokerForm(OpeningForm, forms.ModelForm):  # type: ignore[type-arg]
    """A broker's facts, checked as the services check them, and its opening hours."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=UnfoldAdminSelectWidget
    )

    privacy_url = forms.URLField(
        label=Broker._meta.get_field("privacy_url").verbose_name,
        help_text=Broker._meta.get_field("privacy_url").help_text,
        assume_scheme="https",
        required=False,
        widget=UnfoldAdminURLInputWidget,
    )
    chat_origins = LinesField(
        label=Broker._meta.get_field("chat_origins").verbose_name,
        help_text=Broker._meta.get_field("chat_origins").help_text,
        required=False,
    )

    class Meta:
        model = Broker
        fields = ["schema_name", *_FACTS, *_OWN_WORDS, *_CHAT, *_MONEY, "respond_minutes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _OPENING:
            if name in self.fields:
                self.fields[name].widget = (
                    UnfoldAdminTextareaWidget(attrs={"rows": 4})
                    if name == "closed_lines"
                    else UnfoldAdminTextInputWidget()
                )
        self.initial = {**opening_initial(self.instance), **self.initial}

    def clean(self) -> dict[str, Any]:
        """Put each fact that cannot stand beside its field."""
        given = super().clean() or {}
        if self.errors:
            return given
        try:
            services.broker_facts_check(
                slug=given.get("schema_name") or self.instance.slug,
                **{name: given[name] for name in _FACTS if name != "city"},
            )
        except DomainError as error:
            for name, text in error.fields.items():
                self.add_error("schema_name" if name == "slug" else name, text)
        try:
            given |= chat_facts_checked({name: given[name] for name in _CHAT if name in given})
        except DomainError as error:
            for name, text in error.fields.items():
                self.add_error(name, text)
        return given


class BrokerAddForm(BrokerForm):
    """A new broker also needs somebody who runs it."""

    admin_email = forms.EmailField(
        label=_("First admin's e-mail"), widget=UnfoldAdminEmailInputWidget
    )
    admin_password = forms.CharField(
        label=_("First admin's password"), strip=False, widget=UnfoldAdminPasswordWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A new broker has the usual hours until somebody says otherwise.
        for name in _OPENING:
            self.fields.pop(name, None)

    def clean_admin_password(self) -> str:
        """A password nobody guesses."""
        password = str(self.cleaned_data["admin_password"])
        validate_password(password)
        return password


class DomainInline(TabularInline):
    """The host names a broker answers under."""

    model = Domain
    fields = ("domain", "is_primary")
    extra = 0


class RouteInline(TabularInline):
    """The accounts on channels that lead to a broker."""

    model = ChannelRoute
    fields = ("channel", "account_id")
    extra = 0


@admin.register(Broker)
class BrokerAdmin(ModelAdmin):
    """Make, look after, suspend and resume brokers; their data are not shown here."""

    list_display: tuple[str, ...] = (
        *("name", "schema_name", "city", "language", "currency", "state", "created_at"),
    )
    list_filter = ("language", "country")
    search_fields = ("name", "schema_name", "domains__domain")
    actions = ("suspend", "resume")
    actions_detail = ("open_conversations",)

    @action(description=_("Open conversations"))
    def open_conversations(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Where Sofía can be stopped in one of them."""
        broker = self.get_object(request, object_id)
        if broker is None:
            raise Http404
        return HttpResponseRedirect(reverse("broker-conversations", args=[broker.pk]))

    @display(description=_("state"), label={"suspended": "danger", "active": "success"})
    def state(self, broker: Broker) -> tuple[str, Any]:
        """Whether it works."""
        return ("suspended", _("suspended")) if broker.is_suspended else ("active", _("active"))

    @action(description=_("Suspend: pages, API, channels and Sofía off"))
    def suspend(self, request: HttpRequest, brokers: QuerySet[Broker]) -> None:
        """Switch the chosen brokers off."""
        for broker in brokers:
            services.broker_suspend(broker=broker)
        messages.success(request, _("Suspended."))

    @action(description=_("Resume"))
    def resume(self, request: HttpRequest, brokers: QuerySet[Broker]) -> None:
        """Switch the chosen brokers on again."""
        for broker in brokers:
            services.broker_resume(broker=broker)
        messages.success(request, _("Resumed."))

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs["form"] = BrokerForm if obj else BrokerAddForm
        return super().get_form(request, obj, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ("schema_name", *_FACTS, "admin_email", "admin_password")
        return ("schema_name", *_FACTS, *_OWN_WORDS, *_OPENING, *_CHAT, *_MONEY, "suspended_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("schema_name", "suspended_at")

    def get_inlines(self, request: HttpRequest, obj: Any) -> tuple[type, ...]:
        return () if obj is None else (DomainInline, RouteInline)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here: deleting a broker throws a whole schema away."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the services, which also make the schema."""
        given = form.cleaned_data
        if change:
            changed = set(form.changed_data)
            changes = {name: given[name] for name in changed.difference(_OPENING)}
            if changed.intersection(_OPENING):
                changes |= form.opening()
            services.broker_update(broker=obj, changes=changes)
            return
        made = services.broker_create(
            slug=given["schema_name"],
            admin_email=given["admin_email"],
            admin_password=given["admin_password"],
            **{name: given[name] for name in _FACTS},
        )
        obj.__dict__.update(made.__dict__)


@admin.register(Domain)
class DomainAdmin(ModelAdmin):
    """Host names and whose they are."""

    list_display = ("domain", "tenant", "is_primary")
    search_fields = ("domain", "tenant__name")
    autocomplete_fields = ("tenant",)
    list_select_related = ("tenant",)


@admin.register(ChannelRoute)
class ChannelRouteAdmin(ModelAdmin):
    """Accounts on channels and where their messages go."""

    list_display = ("channel", "account_id", "broker", "created_at")
    list_filter = ("channel",)
    search_fields = ("account_id", "broker__name")
    autocomplete_fields = ("broker",)
    list_select_related = ("broker",)


@admin.register(UnroutedEvent)
class UnroutedEventAdmin(ModelAdmin):
    """What came in truly signed and could not be given to anybody; to read and to delete."""

    list_display = ("received_at", "channel", "account_id", "reason")
    list_filter = ("channel", "reason")
    search_fields = ("account_id",)
    fields = ("received_at", "channel", "account_id", "reason", "readable_body")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @display(description=_("body"))
    def readable_body(self, event: UnroutedEvent) -> SafeString:
        """The body line by line: JSON indented, anything else as the text it nearly is."""
        lines = event.readable_body.splitlines() or [""]
        return format_html(
            "<pre>{}</pre>", format_html_join("\n", "{}", ((line,) for line in lines))
        )
