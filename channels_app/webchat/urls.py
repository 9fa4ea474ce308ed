"""Mounted at /chat/ of a broker's host."""

from django.urls import path

from channels_app.webchat import views

app_name = "webchat"
urlpatterns = [
    path("", views.chat, name="chat"),
    path("messages/", views.messages, name="messages"),
    path("forget/", views.forget, name="forget"),
]
