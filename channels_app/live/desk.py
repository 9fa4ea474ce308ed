"""An answer for somebody of the broker, shown on their open pages while it is being written."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.dispatch import receiver

from agents.desk.signals import desk_drawn
from channels_app.live.frames import html_frame
from channels_app.live.hub import person_group
from channels_app.live.publisher import publish
from crm.core.tenancy import current_schema

_TOPIC: Final = "desk"


@receiver(desk_drawn, dispatch_uid="live.desk")
def tell(*, user_id: UUID, html: str, **_: Any) -> None:
    """Pass on what was drawn to the person's pages."""
    publish(person_group(current_schema(), user_id), html_frame(_TOPIC, html))
