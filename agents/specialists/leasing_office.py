"""The leasing specialist at work for the broker's people: what to do next with a lead."""

from __future__ import annotations

from typing import Final

from agents.specialists.office import OfficeSpecialist

LEASING: Final = OfficeSpecialist(
    name="leasing",
    template="leasing_office",
    tools=(
        "lead_find",
        "lead_read",
        "lead_matches",
        "conversation_read",
        "conversation_list",
        "unit_match",
        "unit_read",
        "availability_find",
        "viewing_list",
        "document_search",
    ),
)
