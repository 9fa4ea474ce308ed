"""Under /webhooks/ on the bare host. Answered without a trailing slash, as vendors write them."""

from __future__ import annotations

from django.urls import path

from channels_app.inbound import views

app_name = "inbound"

urlpatterns = [
    path("whatsapp", views.whatsapp, name="whatsapp"),
    path("telegram", views.telegram, name="telegram"),
]
