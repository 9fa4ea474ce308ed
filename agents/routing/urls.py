"""Mounted at /settings/models/."""

from django.urls import path

from agents.routing import views

app_name = "routing"
urlpatterns = [
    path("", views.model_list, name="model-list"),
    path("new/", views.model_add, name="model-add"),
    path("<uuid:pk>/key/", views.model_key, name="model-key"),
    path("<uuid:pk>/raise/", views.model_raise, name="model-raise"),
    path("<uuid:pk>/remove/", views.model_remove, name="model-remove"),
]
