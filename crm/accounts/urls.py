"""Mounted at the root of a broker's host."""

from django.urls import path

from crm.accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.sign_in_view, name="login"),
    path("logout/", views.sign_out_view, name="logout"),
]
