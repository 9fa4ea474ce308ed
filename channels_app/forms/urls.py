"""Mounted at /settings/forms/."""

from django.urls import path

from channels_app.forms import views

app_name = "forms"
urlpatterns = [
    path("", views.form_page, name="page"),
    path("questions/", views.form_map, name="map"),
    path("<uuid:pk>/again/", views.entry_again, name="entry-again"),
]
