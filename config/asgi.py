"""The server's entrance: pages and API by Django, sockets by Channels, MCP by its SDK.

Django is set up first: importing consumers imports models.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from agents.mcp.door import PATHS, McpDoor  # noqa: E402
from agents.mcp.lifespan import lifespan  # noqa: E402
from channels_app.routing import websocket_urlpatterns  # noqa: E402
from config.limits import BodyLimit, Receive, Scope, Send  # noqa: E402
from crm.brokers.sockets import BrokerSockets  # noqa: E402
from crm.core import garbage  # noqa: E402
from crm.leads.voter import votes  # noqa: E402


class OneThreadHandler(ASGIHandler):
    """Runs a request's whole middleware chain in one thread.

    All our middleware and nearly all views are synchronous. Django's own handler goes to the
    thread and back for each middleware that could be asynchronous, which cost more than the
    middleware themselves.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """The synchronous chain, whatever the server is."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of the synchronous chain, run in the request's own thread."""
        response = await sync_to_async(self.get_response, thread_sensitive=True)(request)
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            # A file: read piece by piece. Django would read all of it first, and warn.
            response.streaming_content = _pieces(iter(response))
        return response


async def _pieces(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The pieces of a file, each read off the event loop."""
    while piece := await sync_to_async(_next, thread_sensitive=True)(pieces):
        yield piece


def _next(pieces: Iterator[bytes]) -> bytes:
    return next(pieces, b"")


def _warm_up() -> None:
    """Load what the first visitor and the first message would wait for."""
    for urlconf in (settings.ROOT_URLCONF, settings.PUBLIC_SCHEMA_URLCONF):
        _patterns = get_resolver(urlconf).url_patterns
    votes.MODEL.load()
    garbage.settle()


_pages: Any = OneThreadHandler()
_mcp = McpDoor()


async def _http(scope: Scope, receive: Receive, send: Send) -> None:
    await (_mcp if scope["path"] in PATHS else _pages)(scope, receive, send)


async def _lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    """Only MCP has something to start; connections are opened on first use."""
    _warm_up()
    await lifespan(_mcp, scope, receive, send)


application: Any = ProtocolTypeRouter(
    {
        "http": BodyLimit(_http),
        "websocket": BrokerSockets(URLRouter(websocket_urlpatterns)),
        "lifespan": _lifespan,
    }
)
