"""Writing the inventory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.brokers.current import broker_current
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict, Invalid
from crm.inventory import fields
from crm.inventory.events import UNIT_CREATED, UNIT_UPDATED, UNITS_IMPORTED
from crm.inventory.models import ExchangeRate, Unit
from crm.inventory.places import forget_places

_BATCH: Final = 500
_IMPORTED: Final = (*(name for name in fields.FIELDS if name != "ref"), "city_key", "area_key",
              "amenities")  # fmt: skip


@dataclass(slots=True)
class ImportReport:
    """What became of the rows of a file; ``rejected`` holds (row number from 1, why)."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def unit_create(*, actor: Actor, **values: Any) -> Unit:
    """Add a unit. Invalid names every field at fault, Conflict a reference that exists."""
    row, errors = fields.clean_unit(values, currency=broker_current().currency)
    if errors:
        raise Invalid(_("The unit cannot be saved as it is."), fields=errors)
    unit = Unit(**row)
    _save(unit)
    events.record(UNIT_CREATED, actor=actor, object_id=unit.pk, data={"ref": unit.ref})
    return unit


@transaction.atomic
def unit_update(*, unit: Unit, changes: Mapping[str, Any], actor: Actor) -> Unit:
    """Change fields of a unit; nothing is written, nor told, when none is different."""
    current = {name: getattr(unit, name) for name in fields.FIELDS}
    row, errors = fields.clean_unit({**current, **changes}, currency=unit.currency)
    if errors:
        raise Invalid(_("The unit cannot be saved as it is."), fields=errors)
    changed = {name: row[name] for name in changes if row[name] != current[name]}
    if not changed:
        return unit
    for name, value in changed.items():
        setattr(unit, name, value)
    _save(unit)
    events.record(
        UNIT_UPDATED,
        actor=actor,
        object_id=unit.pk,
        changes={name: [str(current[name]), str(value)] for name, value in changed.items()},
        data={"ref": unit.ref, "fields": sorted(changed)},
    )
    return unit


@transaction.atomic
def units_import(
    rows: Iterable[Mapping[str, Any]],
    *,
    actor: Actor,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Add or change units by their reference; the same rows again change nothing.

    A row that cannot be read is left out with its reason and stops no other. ``progress`` is told
    how many rows were read.
    """
    report = ImportReport()
    currency = broker_current().currency
    known = {unit.ref: unit for unit in Unit.objects.all()}
    seen: set[str] = set()
    waiting: list[Unit] = []
    for number, row in enumerate(rows, start=1):
        if progress is not None:
            progress(number)
        given = {name: value for name, value in row.items() if name in fields.FIELDS}
        values, errors = fields.clean_unit(given, currency=currency)
        if not errors and values["ref"] in seen:
            errors = {"ref": _("is in this file twice")}
        if errors:
            reason = "; ".join(f"{name} {text}" for name, text in errors.items())
            report.rejected.append((number, reason))
            continue
        seen.add(values["ref"])
        before = known.get(values["ref"])
        if before is not None and _is_same(before, values):
            report.unchanged += 1
            continue
        if before is None:
            report.created += 1
        else:
            report.updated += 1
        waiting.append(_merged(before, values))
        if len(waiting) >= _BATCH:
            _write(waiting)
            waiting.clear()
    _write(waiting)
    if report.created or report.updated:
        events.record(
            UNITS_IMPORTED,
            actor=actor,
            data={"created": report.created, "updated": report.updated},
        )
        forget_places()
        transaction.on_commit(forget_places)
    return report


@transaction.atomic
def rate_set(*, currency: str, rate: Decimal, actor: Actor) -> ExchangeRate:
    """Say what one unit of a currency is worth in the broker's own, as of today."""
    if rate <= 0:
        raise Invalid(_("A rate is more than zero."), fields={"rate": _("is not more than zero")})
    row, _made = ExchangeRate.objects.update_or_create(
        currency=currency.upper(),
        defaults={"rate": rate, "as_of": timezone.localdate()},
    )
    return row


def _save(unit: Unit) -> None:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise Conflict(
            _("A unit with the reference %(ref)s exists.") % {"ref": unit.ref},
            code="ref_exists",
            fields={"ref": _("exists")},
        ) from error


def _is_same(unit: Unit, values: Mapping[str, Any]) -> bool:
    return all(getattr(unit, name) == value for name, value in values.items())


def _merged(before: Unit | None, values: Mapping[str, Any]) -> Unit:
    """The unit as the row has it, keeping what a known one has and the row does not tell."""
    unit = before or Unit()
    for name, value in values.items():
        setattr(unit, name, value)
    unit.derive()
    return unit


def _write(units: list[Unit]) -> None:
    # Conflicting on the reference makes a second import running beside this one harmless.
    Unit.objects.bulk_create(
        units,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["ref"],
        update_fields=[*_IMPORTED, "updated_at"],
    )
