"""Under /webhooks/ on the bare host. Answered without a trailing slash, as vendors write them.

A channel has one endpoint or several parts; a second path component is its part.
"""

from __future__ import annotations

from django.urls import path

from channels_app.channels.whatsapp.flows.endpoint import flow_data
from channels_app.inbound import views

app_name = "inbound"

urlpatterns = [
    path("whatsapp", views.webhook, {"channel": "whatsapp"}, name="whatsapp"),
    path("whatsapp/flows", flow_data, name="whatsapp-flows"),
    path("whatsapp/flows/<str:account_id>", flow_data, name="whatsapp-flows-number"),
    path("telegram", views.webhook, {"channel": "telegram"}, name="telegram"),
    path("leadads", views.webhook, {"channel": "leadads"}, name="leadads"),
    path("googleads", views.webhook, {"channel": "googleads"}, name="googleads"),
    path("tiktok", views.webhook, {"channel": "tiktok"}, name="tiktok"),
    path("tiktok/<str:part>", views.webhook, {"channel": "tiktok"}, name="tiktok-part"),
    path("linkedin", views.webhook, {"channel": "linkedin"}, name="linkedin"),
    path("twilio/sms", views.webhook, {"channel": "twilio", "part": "sms"}, name="twilio-sms"),
    path(
        "twilio/status",
        views.webhook,
        {"channel": "twilio", "part": "status"},
        name="twilio-status",
    ),
    path("sendgrid", views.webhook, {"channel": "email", "part": "sendgrid"}, name="sendgrid"),
    path("email/<str:part>", views.webhook, {"channel": "email"}, name="email"),
]
