"""``python -m config.bench.seed``: a broker with a number and listings, for a throwaway system."""

from __future__ import annotations

import os
from typing import Final

SLUG: Final = "bench"
_AREAS: Final = (
    *("Ñuñoa", "Providencia", "Las Condes", "La Reina", "Macul", "San Miguel", "La Florida"),
    *("Vitacura", "Peñalolén", "Santiago Centro", "Estación Central", "Independencia"),
)
_LISTINGS: Final = 300


def seed() -> None:
    """Make the broker, and the table of the bare limit."""
    from django.db import connection

    from channels_app.accounts import account_connect
    from config.bench.outside import NUMBER, TOKEN
    from crm.brokers.services import broker_create
    from crm.core.actors import SYSTEM
    from crm.core.tenancy import in_schema
    from crm.inventory.services import units_import

    broker = broker_create(
        slug=SLUG,
        name="Bench Propiedades",
        admin_email="admin@bench.test",
        admin_password=os.urandom(16).hex(),
        city="Santiago",
    )
    account_connect(broker=broker, channel="whatsapp", account_id=NUMBER, token=TOKEN)
    with in_schema(SLUG):
        units_import((_listing(place) for place in range(_LISTINGS)), actor=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.bench_bare (id bigserial PRIMARY KEY, body jsonb)")


def _listing(place: int) -> dict[str, object]:
    area = _AREAS[place % len(_AREAS)]
    return {
        "ref": f"B-{place:04d}",
        "title": f"Departamento en {area}",
        "operation": "sale" if place % 2 else "rent",
        "property_type": "apartment",
        "city": "Santiago",
        "area": area,
        "beds": 1 + place % 4,
        "baths": 1 + place % 2,
        "area_m2": 40 + place % 80,
        "price": 3000 + 10 * place if place % 2 else 400_000 + 1000 * place,
        "currency": "UF" if place % 2 else "CLP",
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    seed()
