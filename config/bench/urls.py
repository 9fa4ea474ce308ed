"""Under /bench/ on the bare host, only where BENCH=1."""

from __future__ import annotations

from django.urls import path

from config.bench import views

urlpatterns = [path("insert", views.insert)]
