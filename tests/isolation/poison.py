"""Every text a broker's tables can hold, made hostile, whichever way it got there."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models

from crm.core.crypto import EncryptedTextField
from tests.isolation.markup import HOSTILE, SHORT
from tests.isolation.test_tables import OURS

#: Words that code compares or that name something elsewhere; no text of anybody's.
WORDS: Final = {
    "account_id", "account_key", "actor_kind", "channel", "city_key", "area_key", "claimed_by",
    "currency", "dedupe_key", "external_id", "key", "language", "password", "peer", "property_type",
    "request_id", "search_key", "specialist", "verb",
}  # fmt: skip
_JSON_WORDS: Final = {"by", "at", "message", "message_id"}


def poison() -> int:
    """Write markup into every text of every row of the broker in hand; how many texts it was."""
    count = 0
    for model in OURS:
        fields = [field for field in model._meta.concrete_fields if _holds_text(field)]
        for row in model.objects.all():
            changes = {field.name: _poisoned(field, row) for field in fields}
            if changes:
                model.objects.filter(pk=row.pk).update(**changes)
                count += len(changes)
    return count


def _holds_text(field: Any) -> bool:
    if field.name in WORDS or field.choices or isinstance(field, EncryptedTextField):
        return False
    return isinstance(field, models.CharField | models.TextField | models.JSONField | ArrayField)


def _poisoned(field: Any, row: Any) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, models.JSONField):
        return _leaves(value)
    if isinstance(field, ArrayField):
        return [SHORT for _each in value]
    text = HOSTILE if (field.max_length or 10_000) >= len(HOSTILE) else SHORT
    # Names that may stand once only are told apart by their row.
    return f"{text[: (field.max_length or 10_000) - 6]}{str(row.pk)[-6:]}"


def _leaves(value: Any, name: str = "") -> Any:
    if isinstance(value, str):
        return value if name in _JSON_WORDS else HOSTILE
    if isinstance(value, list):
        return [_leaves(item) for item in value]
    if isinstance(value, dict):
        return {key: _leaves(item, key) for key, item in value.items()}
    return value
