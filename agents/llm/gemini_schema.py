"""Tool schemas in the part of JSON Schema that Gemini takes.

Gemini refuses a declaration with a keyword it does not know. What is dropped here is checked
again by the tool itself, so the model only loses a hint.
"""

from __future__ import annotations

from typing import Any

from agents.llm.base import JSON

_KEPT = {
    "description",
    "title",
    "required",
    "minItems",
    "maxItems",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "pattern",
}
_FORMATS = {
    "string": {"date-time", "enum"},
    "number": {"float", "double"},
    "integer": {"int32", "int64"},
}
_DEEPEST = 12  # a schema may refer to itself; Gemini has no form for that


def gemini_schema(schema: JSON) -> JSON | None:
    """The schema for ``parameters``; None for a tool without any, as Gemini wants it."""
    if not schema.get("properties"):
        return None
    definitions = {**schema.get("definitions", {}), **schema.get("$defs", {})}
    return _converted(schema, definitions, depth=0)


def _converted(schema: Any, definitions: JSON, *, depth: int) -> JSON:
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return {"type": "STRING"}  # "true", or too deep: anything written down
    schema = _resolved(schema, definitions)
    branches = [*schema.get("anyOf", []), *schema.get("oneOf", [])]
    if branches:
        return _any_of(schema, branches, definitions, depth)
    kind, nullable = _type_of(schema)
    result: JSON = {"type": kind.upper()}
    if nullable:
        result["nullable"] = True
    result.update({key: value for key, value in schema.items() if key in _KEPT})
    if schema.get("format") in _FORMATS.get(kind, set()):
        result["format"] = schema["format"]
    if kind == "string" and (values := _choices(schema)):
        result["enum"] = values
    if kind == "array":
        result["items"] = _converted(schema.get("items", True), definitions, depth=depth + 1)
    if kind == "object":
        _add_properties(result, schema, definitions, depth)
    return result


def _add_properties(result: JSON, schema: JSON, definitions: JSON, depth: int) -> None:
    properties = schema.get("properties") or {}
    if not properties:
        # An object without declared members is refused; its JSON as text is not.
        result["type"] = "STRING"
        result.pop("required", None)
        return
    result["properties"] = {
        name: _converted(part, definitions, depth=depth + 1) for name, part in properties.items()
    }
    required = [name for name in schema.get("required", []) if name in properties]
    result.pop("required", None)
    if required:
        result["required"] = required


def _resolved(schema: JSON, definitions: JSON) -> JSON:
    """The schema a reference points at, with what stands beside the reference on top."""
    seen: set[str] = set()
    while (target := schema.get("$ref")) and target not in seen:
        seen.add(target)
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**definitions.get(target.rsplit("/", 1)[-1], {}), **beside}
    if (parts := schema.get("allOf")) and len(parts) == 1:
        beside = {key: value for key, value in schema.items() if key != "allOf"}
        return _resolved({**parts[0], **beside}, definitions)
    return schema


def _any_of(schema: JSON, branches: list[Any], definitions: JSON, depth: int) -> JSON:
    real = [part for part in branches if part != {"type": "null"}]
    beside = {key: value for key, value in schema.items() if key in {"description", "title"}}
    if len(real) == 1:
        result = {**_converted(real[0], definitions, depth=depth + 1), **beside}
    else:
        parts = [_converted(part, definitions, depth=depth + 1) for part in real]
        result = {**beside, "anyOf": parts}
    if len(real) < len(branches):
        result["nullable"] = True
    return result


def _type_of(schema: JSON) -> tuple[str, bool]:
    """The one type Gemini allows, and whether null is allowed beside it."""
    kind = schema.get("type")
    if isinstance(kind, list):
        named = [word for word in kind if word != "null"]
        return (named[0] if named else "string"), "null" in kind
    if isinstance(kind, str) and kind != "null":
        return kind, False
    if "properties" in schema:
        return "object", False
    return ("array" if "items" in schema else "string"), kind == "null"


def _choices(schema: JSON) -> list[str]:
    values = [schema["const"]] if "const" in schema else schema.get("enum") or []
    return [value for value in values if isinstance(value, str) and value]
