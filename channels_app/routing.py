"""The sockets' addresses."""

from __future__ import annotations

from typing import Any

from django.urls import re_path

from channels_app.live.feed import EventFeed
from channels_app.live.pages import LivePage
from channels_app.webchat.socket import ChatPage

websocket_urlpatterns: list[Any] = [
    re_path(r"^ws/live/?$", LivePage.as_asgi()),
    re_path(r"^ws/chat/?$", ChatPage.as_asgi()),
    re_path(
        r"^ws/(?P<broker>[A-Za-z0-9_-]{1,64})/(?P<user>[0-9a-fA-F-]{36})/?$",
        EventFeed.as_asgi(),
    ),
]
