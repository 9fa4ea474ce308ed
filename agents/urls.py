"""Addresses under /agents/."""

from __future__ import annotations

from django.urls import path

from agents import views

app_name = "agents"

urlpatterns = [
    path("leads/<uuid:pk>/runs/", views.lead_runs, name="lead-runs"),
    path("turns/<uuid:turn>/", views.turn_story, name="turn-story"),
]
