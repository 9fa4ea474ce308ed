"""A column of vectors: pgvector's ``halfvec``, half the size at no loss that a ranking shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import models

if TYPE_CHECKING:
    _Field: TypeAlias = models.Field[Any, Any]
else:
    _Field = models.Field


class HalfVectorField(_Field):
    """``dimensions`` numbers of 16 bits; written from any sequence of floats.

    The type is named with its schema, because the extension is in the public one and a broker's
    tables are copied with nothing on the search path.
    """

    description = "A vector of half-precision numbers"

    def __init__(self, *args: Any, dimensions: int, **kwargs: Any) -> None:
        self.dimensions = dimensions
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """As Django's migrations write it down."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "dimensions": self.dimensions}

    def db_type(self, connection: Any) -> str:
        """The column's type."""
        return f"public.halfvec({self.dimensions})"

    def get_prep_value(self, value: Any) -> str | None:
        """The vector as pgvector reads it."""
        return value if value is None or isinstance(value, str) else vector_text(value)


def vector_text(numbers: Iterable[float]) -> str:
    """A vector as a literal; 16 bits hold four decimal digits, five are written."""
    return f"[{','.join(format(number, '.5g') for number in numbers)}]"
