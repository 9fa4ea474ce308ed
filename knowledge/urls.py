"""Mounted at /knowledge/."""

from django.urls import path

from knowledge import views
from knowledge.cache import views as answers

app_name = "knowledge"
urlpatterns = [
    path("held/", views.passage_held_list, name="passage-held-list"),
    path("held/<uuid:pk>/release/", views.passage_held_release, name="passage-held-release"),
    path("answers/", answers.answer_list, name="answer-list"),
    path("answers/<uuid:pk>/refuse/", answers.answer_refuse, name="answer-refuse"),
    path("answers/<uuid:pk>/allow/", answers.answer_allow, name="answer-allow"),
]
