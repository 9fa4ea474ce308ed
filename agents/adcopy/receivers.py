"""What this package puts on the pages of others."""

from __future__ import annotations

from agents.adcopy.panel import unit_panel
from crm.core import slots

slots.register("unit", unit_panel)
