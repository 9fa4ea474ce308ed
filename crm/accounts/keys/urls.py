"""Mounted at /settings/keys/."""

from django.urls import path

from crm.accounts.keys import views

app_name = "keys"
urlpatterns = [
    path("", views.key_list, name="key-list"),
    path("new/", views.key_create, name="key-create"),
    path("<uuid:pk>/end/", views.key_revoke, name="key-revoke"),
]
