"""Addresses under /leads/."""

from __future__ import annotations

from django.urls import path

from crm.leads import views

app_name = "leads"

urlpatterns = [
    path("", views.lead_list, name="lead-list"),
    path("new/", views.lead_create, name="lead-create"),
    path("tasks/<uuid:pk>/complete/", views.task_complete, name="task-complete"),
    path("<uuid:pk>/", views.lead_detail, name="lead-detail"),
    path("<uuid:pk>/contact/", views.contact_edit, name="contact-edit"),
    path("<uuid:pk>/wants/<slug:key>/", views.want_edit, name="want-edit"),
    path("<uuid:pk>/assign/", views.lead_assign, name="lead-assign"),
    path("<uuid:pk>/consent/", views.consent_edit, name="consent-edit"),
    path("<uuid:pk>/merge/", views.lead_merge, name="lead-merge"),
    path("<uuid:pk>/notes/", views.note_add, name="note-add"),
    path("<uuid:pk>/tasks/", views.task_add, name="task-add"),
]
