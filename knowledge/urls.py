"""Mounted at /knowledge/."""

from django.urls import path

from knowledge import views

app_name = "knowledge"
urlpatterns = [
    path("held/", views.passage_held_list, name="passage-held-list"),
    path("held/<uuid:pk>/release/", views.passage_held_release, name="passage-held-release"),
]
