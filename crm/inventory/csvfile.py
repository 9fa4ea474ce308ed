"""Units in a CSV file, as brokers export them: Spanish or English headers, commas or semicolons."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from crm.core.text import fold
from crm.inventory.fields import REQUIRED

_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "ref": ("ref", "reference", "referencia", "codigo", "code", "id", "listing_id", "cod"),
    "title": ("title", "titulo", "name", "nombre"),
    "operation": ("operation", "operacion", "transaction", "tipo operacion", "purpose"),
    "property_type": ("property_type", "type", "tipo", "tipo propiedad", "property type",
                      "tipo de propiedad"),
    "status": ("status", "estado"),
    "city": ("city", "ciudad"),
    "area": ("area", "comuna", "barrio", "sector", "zona", "neighbourhood", "neighborhood",
             "district", "community"),
    "address": ("address", "direccion", "calle"),
    "beds": ("beds", "bedrooms", "dormitorios", "habitaciones", "recamaras", "dorms"),
    "baths": ("baths", "bathrooms", "banos"),
    "area_m2": ("area_m2", "m2", "superficie", "size", "size_m2", "area m2", "metros",
                "sqm", "superficie m2"),
    "price": ("price", "precio", "valor"),
    "currency": ("currency", "moneda", "divisa"),
    "description": ("description", "descripcion"),
    "pets": ("pets", "pets_allowed", "pet_friendly", "mascotas", "acepta mascotas",
             "se aceptan mascotas", "admite mascotas"),
    "parking": ("parking", "parkings", "has_garage", "garage", "garages", "garaje",
                "estacionamiento", "estacionamientos", "cochera", "cocheras", "parqueadero"),
    "furnished": ("furnished", "amoblado", "amueblado"),
    "laundry": ("laundry", "in_unit_laundry", "lavanderia", "lavadora", "washer"),
    "features": ("features", "amenities", "caracteristicas", "amenidades"),
}  # fmt: skip
_MARKS: Final = re.compile(r"[():.*]")
_FIELD_OF: Final = {header: name for name, headers in _HEADERS.items() for header in headers}


class Unreadable(ValueError):
    """The file cannot be read as units; the text says why, in one line."""


def read_units(path: Path) -> list[dict[str, str]]:
    """The file's rows by field name. Raises :class:`Unreadable`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}") from error
    return parse_units(raw)


def parse_units(raw: bytes) -> list[dict[str, str]]:
    """The rows of a file's bytes, UTF-8 or Latin-1. Raises :class:`Unreadable`."""
    text = _decoded(raw)
    if not text.strip():
        raise Unreadable("the file is empty")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        lines = [line for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise Unreadable(f"line {reader.line_num} is not CSV: {error}") from error
    names = [_FIELD_OF.get(_plain(header), "") for header in lines[0]]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise Unreadable(f"the first line names no column for: {', '.join(missing)}")
    return list(_rows(names, lines[1:]))


def _rows(names: list[str], lines: list[list[str]]) -> Iterator[dict[str, str]]:
    for line in lines:
        yield {name: cell for name, cell in zip(names, line, strict=False) if name}


def _decoded(raw: bytes) -> str:
    if b"\x00" in raw[:1000]:
        raise Unreadable("this is not a text file; export it as CSV")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _delimiter(text: str) -> str:
    first = text.lstrip().splitlines()[0]
    return max((",", ";", "\t"), key=first.count)


def _plain(header: str) -> str:
    key = fold(_MARKS.sub(" ", header))
    return key if key in _FIELD_OF else key.replace("_", " ")
