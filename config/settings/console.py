"""The superadmin console's look and its menu."""

from django.templatetags.static import static
from django.urls import reverse_lazy

UNFOLD = {
    "SITE_TITLE": "Sofía",
    "SITE_HEADER": "Sofía",
    "SITE_SUBHEADER": "Platform console",
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda request: static("img/mark.svg"),
        }
    ],
    "SHOW_HISTORY": True,
    "DASHBOARD_CALLBACK": "config.console.dashboard",
    "LOGIN": {"form": "config.console.SignInForm"},
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": "Platform",
                "items": [
                    {
                        "title": "Health",
                        "icon": "monitor_heart",
                        "link": reverse_lazy("admin:index"),
                    },
                    {
                        "title": "Brokers",
                        "icon": "apartment",
                        "link": reverse_lazy("admin:brokers_broker_changelist"),
                    },
                    {
                        "title": "Domains",
                        "icon": "language",
                        "link": reverse_lazy("admin:brokers_domain_changelist"),
                    },
                    {
                        "title": "Channel routes",
                        "icon": "alt_route",
                        "link": reverse_lazy("admin:brokers_channelroute_changelist"),
                    },
                    {
                        "title": "Unrouted events",
                        "icon": "unknown_document",
                        "link": reverse_lazy("admin:brokers_unroutedevent_changelist"),
                    },
                    {
                        "title": "Model providers",
                        "icon": "neurology",
                        "link": reverse_lazy("breakers"),
                    },
                    {
                        "title": "Superadmins",
                        "icon": "shield_person",
                        "link": reverse_lazy("admin:accounts_user_changelist"),
                    },
                ],
            },
            {
                "title": "Beat schedule",
                "items": [
                    {
                        "title": "Periodic tasks",
                        "icon": "schedule",
                        "link": reverse_lazy("admin:django_celery_beat_periodictask_changelist"),
                    },
                    {
                        "title": "Intervals",
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
