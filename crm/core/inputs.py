"""What callers of the API send: read strictly, refused with the names of the fields at fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers


class Input(serializers.Serializer[Any]):
    """A JSON object with these fields and no others, nested ones included.

    A misspelt field would otherwise be dropped in silence, and the caller believe it was saved.
    """

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The values by field; names every unknown field beside those that are wrong."""
        unknown: dict[str, Any] = {}
        if isinstance(data, Mapping):
            fields = self.fields
            unknown = {str(name): [_unknown()] for name in data if name not in fields}
        try:
            values: dict[str, Any] = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if not unknown or not isinstance(error.detail, dict):
                raise
            raise serializers.ValidationError({**unknown, **error.detail}) from error
        if unknown:
            raise serializers.ValidationError(unknown)
        return values


class NothingInput(Input):
    """Nothing needs to be said."""


class Filters(serializers.Serializer[Any]):
    """Parameters of a list; those it does not know belong to pages of lists, or to nobody."""


def read(kind: type[serializers.Serializer[Any]], data: Any) -> dict[str, Any]:
    """The values the caller gave, ValidationError when they cannot be accepted."""
    given = kind(data=data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def _unknown() -> str:
    return _("There is no such field.")
