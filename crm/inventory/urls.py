"""Addresses under /inventory/."""

from __future__ import annotations

from django.urls import path

from crm.inventory import views

app_name = "inventory"

urlpatterns = [
    path("", views.unit_list, name="unit-list"),
    path("<uuid:pk>/", views.unit_detail, name="unit-detail"),
]
