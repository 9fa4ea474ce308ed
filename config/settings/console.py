"""The superadmin console's look and its menu."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

UNFOLD = {
    "SITE_TITLE": "Sofía",
    "SITE_HEADER": "Sofía",
    "SITE_SUBHEADER": _("Platform console"),
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda request: static("img/mark.svg"),
        }
    ],
    "STYLES": [lambda request: static("css/console.css")],
    "SHOW_HISTORY": True,
    "DASHBOARD_CALLBACK": "config.console.dashboard",
    "LOGIN": {"form": "config.console.SignInForm"},
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": _("Platform"),
                "items": [
                    {
                        "title": _("Health"),
                        "icon": "monitor_heart",
                        "link": reverse_lazy("admin:index"),
                    },
                    {
                        "title": _("Brokers"),
                        "icon": "apartment",
                        "link": reverse_lazy("admin:brokers_broker_changelist"),
                    },
                    {
                        "title": _("Domains"),
                        "icon": "language",
                        "link": reverse_lazy("admin:brokers_domain_changelist"),
                    },
                    {
                        "title": _("Channel routes"),
                        "icon": "alt_route",
                        "link": reverse_lazy("admin:brokers_channelroute_changelist"),
                    },
                    {
                        "title": _("Unrouted events"),
                        "icon": "unknown_document",
                        "link": reverse_lazy("admin:brokers_unroutedevent_changelist"),
                    },
                    {
                        "title": _("Model providers"),
                        "icon": "neurology",
                        "link": reverse_lazy("breakers"),
                    },
                    {
                        "title": _("Superadmins"),
                        "icon": "shield_person",
                        "link": reverse_lazy("admin:accounts_user_changelist"),
                    },
                ],
            },
            {
                "title": _("Beat schedule"),
                "items": [
                    {
                        "title": _("Periodic tasks"),
                        "icon": "schedule",
                        "link": reverse_lazy("admin:django_celery_beat_periodictask_changelist"),
                    },
                    {
                        "title": _("Intervals"),
                        "icon": "timer",
                        "link": reverse_lazy(
                            "admin:django_celery_beat_intervalschedule_changelist"
                        ),
                    },
                ],
            },
        ],
    },
}
