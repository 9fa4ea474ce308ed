"""Under /loopback/ on the bare host, where DEBUG=1 and nobody set the vendors' addresses."""

from __future__ import annotations

from django.urls import path

from channels_app.loopback import graph, telegram, twilio, views

app_name = "loopback"

urlpatterns = [
    path("graph/<str:number_id>/messages", graph.messages, name="graph-messages"),
    path("graph/<str:number_id>/media", graph.upload, name="graph-upload"),
    path("graph/<str:waba_id>/message_templates", graph.message_templates, name="graph-templates"),
    path("graph/<str:number_id>/whatsapp_business_encryption", graph.encryption, name="graph-key"),
    path("graph/<str:page_id>/leadgen_forms", graph.leadgen_forms, name="graph-forms"),
    path("graph/media/<str:media_id>", graph.media_bytes, name="graph-bytes"),
    path("graph/<str:media_id>", graph.media, name="graph-media"),
    path("telegram/bot<str:token>/<str:method>", telegram.telegram_method, name="telegram-method"),
    path("telegram/file/bot<str:token>/<path:path>", telegram.telegram_file, name="telegram-file"),
    path(
        "twilio/2010-04-01/Accounts/<str:sid>/Messages.json",
        twilio.messages,
        name="twilio-messages",
    ),
    path("outbox", views.outbox, name="outbox"),
]
