"""Addresses under /pipeline/."""

from __future__ import annotations

from django.urls import path

from crm.pipeline import views

app_name = "pipeline"

urlpatterns = [
    path("", views.board, name="board"),
    path("stages/<slug:key>/", views.column_more, name="column-more"),
    path("leads/<uuid:pk>/move/", views.lead_move, name="lead-move"),
]
