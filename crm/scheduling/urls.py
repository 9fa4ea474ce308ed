"""Addresses at the root of a broker's host."""

from __future__ import annotations

from django.urls import path

from crm.scheduling import views

app_name = "scheduling"

urlpatterns = [path("", views.today, name="today")]
