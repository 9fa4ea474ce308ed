"""What the channels listen to on the floors below them."""

from __future__ import annotations

from channels_app import further_routes, notices, presence, recovery, templates
from channels_app.channels.whatsapp.flows import filling
from channels_app.delivery import outbox, rates
from channels_app.inbound import unrouted
from channels_app.live import desk, hub
from channels_app.media import limits
from channels_app.media import tasks as media
from channels_app.settings import live_notices, sections
from channels_app.webchat import consent, progress, state

__all__ = [
    "consent",
    "desk",
    "filling",
    "further_routes",
    "hub",
    "limits",
    "live_notices",
    "media",
    "notices",
    "outbox",
    "presence",
    "progress",
    "rates",
    "recovery",
    "sections",
    "state",
    "templates",
    "unrouted",
]
