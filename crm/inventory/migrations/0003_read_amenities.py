"""What the listings there are tell of pets, parking, furniture and laundry."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from crm.inventory import amenities

_BATCH = 500


def read(apps: Any, _editor: Any) -> None:
    """Read every listing once; nobody has stated anything yet."""
    model = apps.get_model("inventory", "Unit")
    changed = []
    for unit in model.objects.only("title", "features", "description").iterator(_BATCH):
        unit.amenities = amenities.tokens(
            amenities.read([unit.title, *unit.features, unit.description])
        )
        if unit.amenities:
            changed.append(unit)
    model.objects.bulk_update(changed, ["amenities"], batch_size=_BATCH)


class Migration(migrations.Migration):
    dependencies = [("inventory", "0002_amenities")]

    operations = [migrations.RunPython(read, migrations.RunPython.noop, elidable=True)]
