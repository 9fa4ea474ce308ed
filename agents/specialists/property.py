"""Who answers about units, documents and what comes after a sale or a letting, with citations."""

from __future__ import annotations

from typing import Final

from agents.specialists.office import OfficeSpecialist

PROPERTY: Final = OfficeSpecialist(
    name="property",
    template="property",
    tools=(
        "unit_read",
        "unit_match",
        "unit_list",
        "document_search",
        "document_list",
        "document_read",
        "viewing_list",
    ),
)
