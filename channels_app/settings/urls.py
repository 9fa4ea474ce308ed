"""Mounted at /settings/."""

from django.urls import path

from channels_app.settings import views
from channels_app.settings import workspace_views as workspace

app_name = "settings"
urlpatterns = [
    path("channels/", views.channel_list, name="channel-list"),
    path("channels/connect/<slug:channel>/", views.channel_connect, name="channel-connect"),
    path("channels/<uuid:pk>/", views.channel_detail, name="channel-detail"),
    path("channels/<uuid:pk>/credentials/", views.channel_renew, name="channel-renew"),
    path("channels/<uuid:pk>/resume/", views.channel_resume, name="channel-resume"),
    path("channels/<uuid:pk>/telegram/", views.channel_tell, name="channel-tell"),
    path("templates/", workspace.template_list, name="template-list"),
    path("templates/<uuid:pk>/", workspace.template_block, name="template-block"),
    path("templates/<uuid:pk>/fetch/", workspace.template_fetch, name="template-fetch"),
    path("webchat/", workspace.webchat_page, name="webchat"),
    path("privacy/", workspace.privacy_page, name="privacy"),
]
