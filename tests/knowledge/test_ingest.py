"""``manage.py ingest``."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from knowledge.models import Document

pytestmark = pytest.mark.usefixtures("alice")


def _ingest(*paths):
    out = io.StringIO()
    call_command("ingest", "t_alice", *map(str, paths), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_a_folder_is_taken_in_once(tmp_path):
    (tmp_path / "arriendo.md").write_text("# Arrendar\nUn mes de garantía.")
    (tmp_path / "horario_de_visitas.txt").write_text("Lunes a sábado.", encoding="latin-1")

    assert "2 added" in _ingest(tmp_path)
    assert "0 added, 2 already here" in _ingest(tmp_path)
    assert {row.title for row in Document.objects.all()} == {"Arrendar", "horario de visitas"}


def test_a_kind_that_cannot_be_read_is_named(tmp_path):
    file = tmp_path / "plano.pdf"
    file.write_bytes(b"%PDF-1.7")
    err = io.StringIO()

    with pytest.raises(CommandError):
        call_command("ingest", "t_alice", str(file), stdout=io.StringIO(), stderr=err)

    assert "plano.pdf: only .txt and .md" in err.getvalue()


def test_a_missing_path_and_an_unknown_broker_fail_in_one_line(tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        _ingest(tmp_path / "nada.md")
    with pytest.raises(CommandError, match="no broker nobody"):
        call_command("ingest", "nobody", str(tmp_path))
