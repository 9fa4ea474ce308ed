"""Under /loopback/ on the bare host, where DEBUG=1 and nobody set the vendors' addresses."""

from __future__ import annotations

from django.urls import path

from channels_app.loopback import telegram, views

app_name = "loopback"

urlpatterns = [
    path("graph/<str:number_id>/messages", views.graph_messages, name="graph-messages"),
    path("telegram/bot<str:token>/<str:method>", telegram.telegram_method, name="telegram-method"),
    path("telegram/file/bot<str:token>/<path:path>", telegram.telegram_file, name="telegram-file"),
    path("outbox", views.outbox, name="outbox"),
]
