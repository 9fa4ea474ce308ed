"""Where a broker's files lie: a folder of its own under MEDIA_ROOT, named by us alone."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from crm.core.ids import uuid7
from crm.core.tenancy import require_broker


def new_name(folder: str) -> str:
    """A name no file of the broker in hand has: nothing a stranger wrote is in it."""
    name = uuid7().hex
    return f"{folder}/{name[-2:]}/{name}"


def path_of(name: str) -> Path:
    """Where the broker in hand's file of that name lies; ValueError for one that leads outside."""
    root = Path(settings.MEDIA_ROOT) / require_broker()
    path = (root / name).resolve()
    if root.resolve() not in path.parents:
        raise ValueError("This name leads out of the broker's folder.")
    return path
