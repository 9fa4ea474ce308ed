"""Addresses of the bare host: the platform itself, and the webhooks of every broker."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from agents.routing import console as breakers
from channels_app.channels.email.views import unsubscribe_page
from config import health
from config.chooser import choose_broker
from crm.conversations import console

urlpatterns = [
    path("", choose_broker, name="choose-broker"),
    path(
        "admin/brokers/broker/<uuid:pk>/conversations/",
        admin.site.admin_view(console.conversations_page),
        name="broker-conversations",
    ),
    path(
        "admin/brokers/broker/<uuid:pk>/conversations/<uuid:conversation>/stop/",
        admin.site.admin_view(console.conversation_stop_view),
        name="broker-conversation-stop",
    ),
    path("admin/models/", admin.site.admin_view(breakers.breakers_page), name="breakers"),
    path(
        "admin/models/close/", admin.site.admin_view(breakers.breaker_close), name="breaker-close"
    ),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("webhooks/", include("channels_app.inbound.urls")),
    path("unsubscribe/<str:token>", unsubscribe_page, name="unsubscribe"),
]
# Stand-ins for vendors whose address nobody set, on a developer's machine.
if settings.LOOPBACK_GRAPH or settings.LOOPBACK_TELEGRAM or settings.LOOPBACK_TWILIO:
    urlpatterns.append(path("loopback/", include("channels_app.loopback.urls")))
# What a benchmark compares webhooks with, in its own throwaway system.
if settings.BENCH:
    urlpatterns.append(path("bench/", include("config.bench.urls")))

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
