"""Addresses of a broker's host, every include with its prefix."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from channels_app.webchat.widget import widget
from crm.core.catalogue import catalogue

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("crm.accounts.urls")),
    path("", include("crm.scheduling.urls")),
    path("pipeline/", include("crm.pipeline.urls")),
    path("leads/", include("crm.leads.urls")),
    path("inbox/", include("crm.conversations.urls")),
    path("media/", include("channels_app.media.urls")),
    path("inventory/", include("crm.inventory.urls")),
    path("agents/ads/", include("agents.adcopy.urls")),
    path("agents/approvals/", include("agents.approvals.urls")),
    path("agents/", include("agents.prompts.urls")),
    path("agents/", include("agents.urls")),
    path("settings/keys/", include("crm.accounts.keys.urls")),
    path("knowledge/", include("knowledge.urls")),
    path("assistant/", include("agents.desk.urls")),
    path("settings/webhooks/", include("channels_app.outgoing.urls")),
    path("settings/models/", include("agents.routing.urls")),
    path("settings/forms/", include("channels_app.forms.urls")),
    path("settings/", include("channels_app.settings.urls")),
    path("chat/", include("channels_app.webchat.urls")),
    path("widget.js", widget, name="widget"),
    path("api/v1/auth/", include("crm.accounts.api_urls")),
    path("api/v1/", include("config.urls.api")),
]

if settings.DEBUG:
    urlpatterns += [path("_components/", catalogue, name="components")]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
