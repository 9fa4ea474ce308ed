"""Mounted at /agents/approvals/."""

from django.urls import path

from agents.approvals import views

app_name = "approvals"
urlpatterns = [
    path("", views.approval_list, name="approval-list"),
    path("rules/", views.approval_rules, name="approval-rules"),
    path("<uuid:pk>/decide/", views.approval_decision, name="approval-decide"),
]
