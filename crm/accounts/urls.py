"""Mounted at the root of a broker's host."""

from django.urls import path

from crm.accounts import handing, opening, preferences, views

app_name = "accounts"
urlpatterns = [
    path("login/", views.sign_in_view, name="login"),
    path("logout/", views.sign_out_view, name="logout"),
    path("language/", preferences.language_set, name="language"),
    path("settings/", preferences.settings_page, name="settings"),
    path("settings/handover/", handing.handover_page, name="handover"),
    path("settings/hours/", opening.opening_page, name="hours"),
]
