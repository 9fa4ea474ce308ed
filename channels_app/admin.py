"""The superadmin's view of messaging: each broker's figures, and what could not be understood.

A broker's rows live in its own schema, where the console has no tables: they are read and tried
again through the services, in the broker's schema, and nothing of what people wrote is shown.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action, display

from channels_app.delivery.dead import dead_ids, delivery_revive
from channels_app.figures import Figures, figures_of_broker
from channels_app.inbound.retrying import event_retry
from channels_app.inbound.selectors import event_get, event_list
from channels_app.inbound.unrouted import accounts_of, unrouted_give
from channels_app.models import ChannelAccount, Delivery, InboundEvent
from crm.accounts.models import User
from crm.brokers import admin as brokers
from crm.brokers.models import Broker, UnroutedEvent
from crm.core.actors import Actor
from crm.core.errors import Conflict
from crm.core.tenancy import in_schema

_SHOWN: Final = 100

admin.site.unregister(Broker)
admin.site.unregister(UnroutedEvent)


@admin.register(Broker)
class BrokerAdmin(brokers.BrokerAdmin):
    """Brokers, each with a page of how its messages are doing."""

    list_display: tuple[str, ...] = (*brokers.BrokerAdmin.list_display, "messaging")

    @display(description=_("messages"))
    def messaging(self, broker: Broker) -> SafeString:
        """The way to the broker's page, and whether something there wants looking at."""
        with in_schema(broker.slug):
            found = figures_of_broker()
        trouble = found.dead + found.unsure + found.failed + found.paused
        words = _("%(count)d to look at") % {"count": trouble} if trouble else _("all well")
        url = reverse("admin:brokers_broker_messages", args=[broker.pk])
        return format_html('<a href="{}">{}</a>', url, words)

    def get_urls(self) -> list[URLPattern]:
        """The console's own addresses, and the page's."""
        page = self.admin_site.admin_view(self.messages_page)
        mine = path("<uuid:pk>/messages/", page, name="brokers_broker_messages")
        urls: list[URLPattern] = [mine, *super().get_urls()]
        return urls

    def messages_page(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show a broker's figures and failed events; POST tries some again."""
        broker = get_object_or_404(Broker, pk=pk)
        with in_schema(broker.slug):
            if request.method == "POST":
                _try_again(request)
                return redirect("admin:brokers_broker_messages", pk)
            context = {
                **self.admin_site.each_context(request),
                "title": broker.name,
                "broker": broker,
                "figures": _shown(figures_of_broker()),
                "events": list(event_list(state=InboundEvent.State.FAILED)[:_SHOWN]),
                "accounts": list(ChannelAccount.objects.filter(paused_at__isnull=False)),
                "causes": list(
                    Delivery.objects.filter(state__in=["dead", "unsure"])
                    .values("state", "error_code")
                    .annotate(count=Count("pk"))
                    .order_by("-count")[:_SHOWN]
                ),
            }
        return render(request, "admin/broker_messages.html", context)


@admin.register(UnroutedEvent)
class UnroutedEventAdmin(brokers.UnroutedEventAdmin):
    """What belonged to nobody; once its account is connected it can be given to its broker."""

    actions = ("give",)

    @action(description=_("Give to the broker whose account it is, if connected by now"))
    def give(self, request: HttpRequest, rows: QuerySet[UnroutedEvent]) -> None:
        """Move everything kept for the accounts of the chosen events."""
        ids = list(rows.values_list("pk", flat=True))
        moved = sum(
            unrouted_give(channel=channel, account_id=account_id)
            for channel, account_id in accounts_of(ids)
        )
        messages.info(
            request,
            ngettext(
                "%(count)d event came to its broker.",
                "%(count)d events came to their broker.",
                moved,
            )
            % {"count": moved},
        )


def _shown(found: Figures) -> list[tuple[Any, str]]:
    return [
        (_("Waiting to be sent"), str(found.queued)),
        (_("Did not arrive"), str(found.dead)),
        (_("Nobody knows"), str(found.unsure)),
        (_("Events not understood"), str(found.failed)),
        (_("Events waiting"), str(found.received)),
        (_("Paused accounts"), str(found.paused)),
        (_("Oldest waits, seconds"), f"{found.oldest_due:.0f}"),
    ]


def _try_again(request: HttpRequest) -> None:
    """What the pressed button says: one event, all failed events, or all dead messages."""
    actor = _actor(request)
    again, kept = 0, 0
    if request.POST.get("what") == "dead":
        for pk in dead_ids():
            try:
                delivery_revive(pk, actor=actor)
                again += 1
            except Conflict:
                kept += 1
    else:
        one = request.POST.get("event")
        failed = event_list(state=InboundEvent.State.FAILED)
        for event in [event_get(one)] if one else list(failed):
            try:
                event_retry(event=event, actor=actor)
                again += 1
            except Conflict:
                kept += 1
    messages.info(
        request,
        _("%(again)d are tried again, %(kept)d left as they are.") % {"again": again, "kept": kept},
    )


def _actor(request: HttpRequest) -> Actor:
    # A superadmin is nobody of the broker's: the name is kept, an id would point nowhere.
    user = request.user
    return Actor(kind="person", name=user.email if isinstance(user, User) else "console")
