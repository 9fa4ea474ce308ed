"""The superadmin console: its door and the health on its first page."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from unfold.forms import AuthenticationForm

from agents.routing.breaker import Reason
from agents.routing.breakers import breakers
from config import signs
from crm.accounts.signin import count_try
from crm.brokers.models import Broker, ChannelRoute, UnroutedEvent


class SignInForm(AuthenticationForm):
    """The console's sign-in, as rarely tried as any other."""

    def clean(self) -> Any:
        """Count the try, then check it; one too many is answered 429."""
        count_try(self.request)
        return super().clean()


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the first page shows above the menu of tables."""
    return {
        **context,
        "health": signs.parts(),
        "queues": signs.queue_depths(),
        "counts": _counts(),
    }


def _counts() -> list[dict[str, Any]]:
    brokers = Broker.objects.aggregate(
        all=Count("pk"), suspended=Count("pk", filter=Q(suspended_at__isnull=False))
    )
    return [
        {
            "title": _("Brokers"),
            "value": brokers["all"],
            "note": _("%(count)s suspended") % {"count": brokers["suspended"]},
            "link": reverse("admin:brokers_broker_changelist"),
        },
        {
            "title": _("Channel routes"),
            "value": ChannelRoute.objects.count(),
            "note": "",
            "link": reverse("admin:brokers_channelroute_changelist"),
        },
        _providers(),
        {
            "title": _("Unrouted events"),
            "value": UnroutedEvent.objects.count(),
            "note": _("came in signed, and belong to nobody"),
            "link": reverse("admin:brokers_unroutedevent_changelist"),
        },
    ]


def _providers() -> dict[str, Any]:
    """Model providers that are left alone, and whether somebody has to set a key right."""
    opened = [state for _name, state in breakers.all() if state.open_until]
    refused = sum(state.reason == Reason.SETTING for state in opened)
    return {
        "title": _("Model providers left alone"),
        "value": len(opened),
        "note": _("%(count)s with a key or model that is refused") % {"count": refused},
        "link": reverse("breakers"),
    }
