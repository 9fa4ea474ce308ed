"""Mounted at /settings/webhooks/."""

from django.urls import path

from channels_app.outgoing import views

app_name = "outgoing"
urlpatterns = [
    path("", views.webhook_list, name="webhook-list"),
    path("new/", views.webhook_create, name="webhook-create"),
    path("<uuid:pk>/", views.webhook_detail, name="webhook-detail"),
    path("<uuid:pk>/edit/", views.webhook_edit, name="webhook-edit"),
    path("<uuid:pk>/test/", views.webhook_test, name="webhook-test"),
    path("<uuid:pk>/rotate/", views.webhook_rotate, name="webhook-rotate"),
    path("<uuid:pk>/switch/", views.webhook_switch, name="webhook-switch"),
    path("<uuid:pk>/remove/", views.webhook_remove, name="webhook-remove"),
    path("<uuid:pk>/replay/", views.webhook_replay, name="webhook-replay"),
    path("deliveries/<uuid:pk>/replay/", views.delivery_replay, name="delivery-replay"),
]
