"""What the channels listen to on the floors below them."""

from __future__ import annotations

from channels_app import recovery
from channels_app.delivery import outbox

__all__ = ["outbox", "recovery"]
