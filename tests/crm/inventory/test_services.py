"""Writing units, one by one and from files."""

from __future__ import annotations

import pytest

from crm.core.actors import SYSTEM
from crm.core.errors import Conflict, Invalid, NotFound
from crm.core.models import AuditLog
from crm.inventory.csvfile import Unreadable, parse_units
from crm.inventory.models import Unit
from crm.inventory.selectors import unit_by_ref
from crm.inventory.services import unit_create, unit_update, units_import
from tests.crm.inventory.listings import listing

_HEADER = "Código;Título;Operación;Tipo;Ciudad;Comuna;Dormitorios;Superficie (m²);Precio;Moneda\n"
_ROW = "PRV-1;Depto luminoso;Venta;Departamento;Santiago;Ñuñoa;2;58,5;4.500;UF\n"


@pytest.mark.usefixtures("alice")
def test_a_unit_with_faults_names_every_field():
    with pytest.raises(Invalid) as caught:
        unit_create(actor=SYSTEM, ref="A1", title="", operation="swap", property_type="house",
                    city="Santiago", price="caro")  # fmt: skip

    assert set(caught.value.fields) == {"title", "operation", "price"}


@pytest.mark.usefixtures("alice")
def test_a_reference_exists_once():
    listing("A1")

    with pytest.raises(Conflict):
        listing("A1")


@pytest.mark.usefixtures("alice")
def test_an_update_writes_and_tells_only_what_changed():
    unit = listing("A1")
    unit_update(unit=unit, changes={"price": 3900, "beds": 2}, actor=SYSTEM)

    row = AuditLog.objects.filter(verb="crm.unit.updated").get()

    assert row.data["fields"] == ["price"]
    assert int(Unit.objects.get().price) == 3900


@pytest.mark.usefixtures("alice")
def test_an_update_that_changes_nothing_leaves_no_trace():
    unit_update(unit=listing("A1"), changes={"beds": "2"}, actor=SYSTEM)

    assert not AuditLog.objects.filter(verb="crm.unit.updated").exists()


@pytest.mark.usefixtures("alice")
def test_a_reference_is_found_whatever_its_case():
    unit = listing("PRV-1")

    assert unit_by_ref(" prv-1 ") == unit
    with pytest.raises(NotFound):
        unit_by_ref("PRV-2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
@pytest.mark.usefixtures("alice")
def test_a_spanish_file_is_read_in_its_encoding(encoding):
    rows = parse_units((_HEADER + _ROW).encode(encoding))
    units_import(rows, actor=SYSTEM)

    unit = Unit.objects.get()

    assert (unit.area, int(unit.price), str(unit.area_m2), unit.operation) == (
        "Ñuñoa", 4500, "58.5", "sale",
    )  # fmt: skip


@pytest.mark.usefixtures("alice")
def test_the_same_file_again_changes_nothing():
    rows = parse_units((_HEADER + _ROW).encode())
    units_import(rows, actor=SYSTEM)

    again = units_import(rows, actor=SYSTEM)

    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)


@pytest.mark.usefixtures("alice")
def test_a_changed_price_updates_the_unit_it_names():
    units_import(parse_units((_HEADER + _ROW).encode()), actor=SYSTEM)
    before = Unit.objects.get().pk

    units_import(parse_units((_HEADER + _ROW.replace("4.500", "4.300")).encode()), actor=SYSTEM)

    after = Unit.objects.get()
    assert (after.pk, int(after.price)) == (before, 4300)


@pytest.mark.usefixtures("alice")
def test_a_bad_row_is_left_out_with_its_reason_and_stops_no_other():
    rows = parse_units(
        (
            _HEADER + _ROW + _ROW + _ROW.replace("PRV-1", "PRV-2").replace("Venta", "Trueque")
        ).encode()
    )

    report = units_import(rows, actor=SYSTEM)

    assert (report.created, [number for number, _ in report.rejected]) == (1, [2, 3])
    assert "trueque" in report.rejected[1][1]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"ref,title\nA,b\n", "operation"),
        (b"PK\x03\x04\x00\x00", "not a text file"),
    ],
)
def test_a_file_that_is_no_listing_is_refused_in_one_line(raw, said):
    with pytest.raises(Unreadable) as caught:
        parse_units(raw)

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
