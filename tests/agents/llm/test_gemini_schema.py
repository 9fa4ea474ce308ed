"""Tool schemas are brought into the part of JSON Schema that Gemini takes."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, Field

from agents.llm.gemini_schema import gemini_schema
from tests.fakes.llm.gemini import schema_flaw


class Place(BaseModel):
    """An area of a city."""

    city: str = Field(min_length=2)
    areas: list[str] = []


class Search(BaseModel):
    """The kind of schema pydantic writes for a tool."""

    place: Place
    elsewhere: Place | None = None
    operation: str = Field("rent", json_schema_extra={"enum": ["rent", "buy", ""]})
    beds: int | None = Field(None, ge=0, le=20, description="Bedrooms")
    price: int | float | None = Field(None, gt=0)
    extra: dict[str, str] = {}


def one(schema: dict[str, Any]) -> Any:
    """The converted form of one parameter."""
    converted = gemini_schema({"type": "object", "properties": {"x": schema}})
    assert converted is not None
    return converted["properties"]["x"]


def test_a_pydantic_schema_has_no_keyword_gemini_refuses() -> None:
    converted = gemini_schema(Search.model_json_schema())

    assert schema_flaw(converted) is None
    assert converted is not None
    assert converted["required"] == ["place"]
    assert converted["properties"]["place"]["required"] == ["city"]
    assert converted["properties"]["elsewhere"]["nullable"] is True


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["integer", "null"]}, {"type": "INTEGER", "nullable": True}),
        ({"const": "rent"}, {"type": "STRING", "enum": ["rent"]}),
        ({"type": "integer", "enum": [1, 2]}, {"type": "INTEGER"}),
        ({"type": "string", "format": "uuid"}, {"type": "STRING"}),
        ({"type": "string", "format": "date-time"}, {"type": "STRING", "format": "date-time"}),
        ({"type": "array"}, {"type": "ARRAY", "items": {"type": "STRING"}}),
        ({"type": "object"}, {"type": "STRING"}),
        (
            {"anyOf": [{"type": "integer"}, {"type": "null"}], "default": None, "title": "N"},
            {"type": "INTEGER", "nullable": True, "title": "N"},
        ),
        (
            {"anyOf": [{"type": "integer"}, {"type": "string"}]},
            {"anyOf": [{"type": "INTEGER"}, {"type": "STRING"}]},
        ),
    ],
)
def test_each_form_has_its_like(schema: dict[str, Any], expected: dict[str, Any]) -> None:
    assert one(schema) == expected


def test_a_tool_without_parameters_has_no_schema() -> None:
    assert gemini_schema({"type": "object", "properties": {}}) is None


def test_a_schema_that_refers_to_itself_ends() -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}}
    schema = {**node, "$defs": {"Node": node}}

    assert schema_flaw(gemini_schema(schema)) is None
