"""Units for tests: a plain flat in Ñuñoa unless told otherwise."""

from __future__ import annotations

from typing import Any

from crm.core.actors import SYSTEM
from crm.inventory.models import Unit
from crm.inventory.services import unit_create

_FLAT = {
    "title": "Departamento con balcón",
    "operation": "sale",
    "property_type": "apartment",
    "city": "Santiago",
    "area": "Ñuñoa",
    "beds": 2,
    "baths": 1,
    "area_m2": 60,
    "price": 4000,
    "currency": "UF",
}


def listing(ref: str, **changes: Any) -> Unit:
    """A saved unit."""
    return unit_create(actor=SYSTEM, **{**_FLAT, "ref": ref, **changes})
