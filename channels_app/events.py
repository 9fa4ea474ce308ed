"""What happens to a broker's accounts on the channels."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

PAUSED: Final = register("crm.channel.paused", "Channel paused", public="channel_paused")
RESUMED: Final = register("crm.channel.resumed", "Channel works again")
CONNECTED: Final = register("crm.channel.connected", "Channel connected")
CHANGED: Final = register("crm.channel.changed", "Channel settings changed")
EVENT_RETRIED: Final = register("crm.inbound.retried", "Inbound event tried again")
EVENTS_GIVEN: Final = register("crm.inbound.given", "Kept events came to their broker")
