"""Addresses under /agents/ads/."""

from __future__ import annotations

from django.urls import path

from agents.adcopy import views

app_name = "adcopy"

urlpatterns = [path("units/<uuid:pk>/", views.unit_ads, name="unit-ads")]
