"""What happens on the board."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

LEAD_MOVED: Final = register("crm.lead.moved", "Lead moved", public="stage_changed")
