"""Addresses under /inbox/."""

from __future__ import annotations

from django.urls import path

from crm.conversations import views

app_name = "conversations"

urlpatterns = [
    path("", views.inbox_page, name="inbox"),
    path("waiting/", views.waiting_count, name="waiting-count"),
    path("messages/<uuid:pk>/", views.message_quote, name="message-quote"),
    path("messages/<uuid:pk>/resend/", views.message_resend, name="message-resend"),
    path("messages/<uuid:pk>/settle/", views.message_settle, name="message-settle"),
    path("<uuid:pk>/templates/", views.templates, name="templates"),
    path("<uuid:pk>/", views.thread_page, name="thread"),
    path("<uuid:pk>/read/", views.read, name="read"),
    path("<uuid:pk>/reply/", views.reply, name="reply"),
    path("<uuid:pk>/attachments", views.attach, name="attach"),
    path("<uuid:pk>/take/", views.take, name="take"),
    path("<uuid:pk>/release/", views.release, name="release"),
    path("<uuid:pk>/close/", views.close, name="close"),
]
