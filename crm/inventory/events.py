"""What happens to the inventory."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

UNIT_CREATED: Final = register("crm.unit.created", "Unit added")
UNIT_UPDATED: Final = register("crm.unit.updated", "Unit changed")
UNITS_IMPORTED: Final = register("crm.unit.imported", "Units imported")
