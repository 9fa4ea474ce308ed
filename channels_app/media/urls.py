"""Addresses under /media/."""

from __future__ import annotations

from django.urls import path

from channels_app.media import views

app_name = "media"

urlpatterns = [path("<uuid:pk>", views.file, name="file")]
