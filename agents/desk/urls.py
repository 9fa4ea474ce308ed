"""Addresses of the talk with Sofía, under /assistant/."""

from __future__ import annotations

from django.urls import path

from agents.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("ideas/", views.ideas, name="ideas"),
    path("talks/<uuid:pk>/", views.thread_page, name="thread"),
    path("talks/<uuid:pk>/ask/", views.ask, name="ask"),
    path("talks/<uuid:pk>/delete/", views.delete, name="delete"),
    path("answers/<uuid:pk>/", views.answer, name="answer"),
    path("answers/<uuid:pk>/stop/", views.stop, name="stop"),
    path("answers/<uuid:pk>/again/", views.again, name="again"),
]
