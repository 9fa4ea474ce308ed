"""Mounted at /api/v1/auth/."""

from django.urls import re_path

from crm.accounts import api

app_name = "auth"
# With and without the final slash: the contract writes them without.
urlpatterns = [
    re_path(r"^login/?$", api.LoginApi.as_view(), name="login"),
    re_path(r"^refresh/?$", api.RefreshApi.as_view(), name="refresh"),
    re_path(r"^me/?$", api.MeApi.as_view(), name="me"),
]
