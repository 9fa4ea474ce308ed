"""Who writes for the broker: whom to address, and with what. Nothing is sent."""

from __future__ import annotations

from typing import Final

from agents.specialists.office import OfficeSpecialist

MARKETING: Final = OfficeSpecialist(
    name="marketing",
    template="marketing",
    tools=(
        "campaign_segments",
        "unit_match",
        "unit_list",
        "unit_read",
        "lead_find",
        "pipeline_funnel",
        "document_search",
    ),
)
