"""``manage.py import_units``."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from crm.inventory.models import Unit

_CSV = "ref,title,operation,type,city,area,price\nB1,Loft,rent,flat,Dubai,JLT,90000\n"


@pytest.mark.usefixtures("charlie")
def test_a_file_becomes_units(tmp_path):
    file = tmp_path / "units.csv"
    file.write_text(_CSV)
    out = io.StringIO()

    call_command("import_units", "t_charlie", str(file), stdout=out)

    assert "1 added" in out.getvalue()
    assert Unit.objects.get().currency == "AED"


@pytest.mark.usefixtures("charlie")
def test_an_unknown_broker_and_a_missing_file_are_said_in_one_line(tmp_path):
    with pytest.raises(CommandError, match="no broker nobody"):
        call_command("import_units", "nobody", str(tmp_path / "x.csv"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_units", "t_charlie", str(tmp_path / "x.csv"))


@pytest.mark.usefixtures("charlie")
def test_a_file_of_bad_rows_only_fails(tmp_path):
    file = tmp_path / "units.csv"
    file.write_text(_CSV.replace("90000", "cheap"))

    with pytest.raises(CommandError, match="No row"):
        call_command("import_units", "t_charlie", str(file), stderr=io.StringIO())
