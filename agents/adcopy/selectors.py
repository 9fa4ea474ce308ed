"""Reading the ads that were written."""

from __future__ import annotations

from agents.adcopy.models import AdCopy
from crm.inventory.models import Unit


def newest_of(unit: Unit) -> dict[str, AdCopy]:
    """The unit's newest ads of each platform, by its key. Units are for everybody of the broker."""
    copies = AdCopy.objects.filter(unit=unit).order_by("platform", "-id").distinct("platform")
    return {copy.platform: copy for copy in copies}
