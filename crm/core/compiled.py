"""Queries whose SQL is made once a process, for the few that every message asks.

Django compiles a queryset each time it is evaluated; for a wide row by its key that costs more
than asking the database. A compiled query is built once with parameters where the values go, and is
then only executed::

    _BY_ID = Compiled(lambda: Lead.objects.filter(pk=Param("id")))
    lead = _BY_ID.one(id=lead_id)

Rows are made as ``QuerySet`` makes them (``ModelIterable``): related rows, annotations, converters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar, cast
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet, Value
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)

#: What is true of one call only; as a constant of the statement it would be a mistake.
_OF_ONE_CALL: Final = (date, UUID)


class Param(Value):
    """Where a value goes that is given with each call."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A parameter whose value is not known yet."""
        return "%s", (self,)


@dataclass(frozen=True, slots=True)
class _Statement:
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]

    def rows(self, values: dict[str, Any]) -> list[Any]:
        params = [values[each.value] if isinstance(each, Param) else each for each in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found: list[Any] = cursor.fetchall()
        converters = self.compiler.get_converters([each[0] for each in self.compiler.select])
        return list(self.compiler.apply_converters(found, converters)) if converters else found


class Compiled(Generic[M]):
    """A query for model instances; ``build`` makes the queryset, once, with parameters in it."""

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build
        self._made: _Statement | None = None

    def one(self, **values: Any) -> M | None:
        """The first row, None when there is none; a value for each parameter by its name."""
        return next(iter(self.all(**values)), None)

    def all(self, **values: Any) -> list[M]:
        """Every row. KeyError for a parameter that was given no value."""
        statement = self._made or self._make()
        compiler = statement.compiler
        klass = compiler.klass_info
        fields = klass["select_fields"]
        first, end = fields[0], fields[-1] + 1
        names = [each[0].target.attname for each in compiler.select[first:end]]
        populators = get_related_populators(
            klass,
            compiler.select,
            connection.alias,  # type: ignore[call-arg] # the stubs are a Django ahead
        )
        found: list[M] = []
        for row in statement.rows(values):
            instance = cast(M, klass["model"].from_db(connection.alias, names, row[first:end]))
            for populator in populators:
                populator.populate(row, instance)
            for name, place in compiler.annotation_col_map.items():
                setattr(instance, name, row[place])
            found.append(instance)
        return found

    def _make(self) -> _Statement:
        compiler = self._build().query.get_compiler(connection.alias)
        sql, params = compiler.as_sql()
        frozen = [each for each in params if isinstance(each, _OF_ONE_CALL)]
        if frozen:
            raise ValueError(
                f"A compiled query would keep {frozen[0]!r} for ever: make it a Param."
            )
        self._made = _Statement(compiler, sql, tuple(params))
        return self._made
