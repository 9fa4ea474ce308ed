"""The API's description: as OpenAPI for programs, as one page without scripts for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from crm.core.apiviews import PublicAPIView

_METHODS: Final = ("get", "post", "patch", "put", "delete")


@lru_cache(maxsize=1)
def spec() -> dict[str, Any]:
    """The whole description; it depends on the code only, so it is made once a process."""
    with translation.override("en"):
        generator = SchemaGenerator(urlconf=settings.ROOT_URLCONF)  # type: ignore[no-untyped-call]
        made: dict[str, Any] = generator.get_schema(public=True)  # type: ignore[no-untyped-call]
        return made


class SchemaApi(PublicAPIView):
    """The description for programs: JSON, or YAML for those who ask for it."""

    renderer_classes = (
        OpenApiJsonRenderer,
        OpenApiJsonRenderer2,
        OpenApiYamlRenderer,
        OpenApiYamlRenderer2,
    )

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """The OpenAPI document."""
        return Response(spec(), headers={"Cache-Control": "public, max-age=300"})


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a body, in words; ``ref`` names the component it consists of."""

    name: str
    kind: str
    ref: str
    required: bool
    note: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One call."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    public: bool
    parameters: list[Field]
    body: str
    answers: list[tuple[str, str, str]]
    refusals: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Component:
    """A JSON object that bodies and answers are made of."""

    name: str
    note: str
    fields: list[Field]


@require_safe
def docs_page(request: HttpRequest) -> HttpResponse:
    """Every call of the API on one page."""
    found = spec()
    context = {
        "title": found["info"]["title"],
        "about": found["info"]["description"],
        "groups": groups(found),
        "components": components(found),
    }
    # What the code says of itself is English, and so is the page around it.
    with translation.override("en"):
        return render(request, "api/docs.html", context)


def groups(found: Mapping[str, Any]) -> list[tuple[str, list[Operation]]]:
    """The calls by their tag, in the order of their addresses."""
    by_tag: dict[str, list[Operation]] = {}
    for path, calls in found["paths"].items():
        for method in _METHODS:
            if method in calls:
                by_tag.setdefault(calls[method]["tags"][0], []).append(
                    _operation(path, method, calls[method])
                )
    return list(by_tag.items())


def components(found: Mapping[str, Any]) -> list[Component]:
    """The JSON objects by name."""
    return [
        Component(name, schema.get("description", ""), list(_fields(schema)))
        for name, schema in sorted(found["components"]["schemas"].items())
    ]


def _operation(path: str, method: str, call: Mapping[str, Any]) -> Operation:
    answers = [
        (status, answer.get("description", ""), _ref(_content(answer)))
        for status, answer in sorted(call["responses"].items())
    ]
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Operation(
        id=call["operationId"],
        method=method.upper(),
        path=path,
        summary=call.get("summary", ""),
        description=call.get("description", ""),
        public=not any(call.get("security", [])),
        parameters=[
            _field(
                each["name"], each["schema"], each.get("required", False), each.get("description")
            )
            for each in call.get("parameters", [])
        ],
        body=_ref(body.get("schema", {})),
        answers=[each for each in answers if each[0] < "400"],
        refusals=[each for each in answers if each[0] >= "400"],
    )


def _content(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    for media in answer.get("content", {}).values():
        schema: Mapping[str, Any] = media.get("schema", {})
        return schema
    return {}


def _fields(schema: Mapping[str, Any]) -> Iterator[Field]:
    required = schema.get("required", [])
    for name, inner in schema.get("properties", {}).items():
        yield _field(name, inner, name in required, inner.get("description"))


def _field(name: str, schema: Mapping[str, Any], required: bool, note: str | None) -> Field:
    return Field(name, _kind(schema), _ref(schema), required, note or "")


def _ref(schema: Mapping[str, Any]) -> str:
    """The name of the component a value is, or a list or map of them holds; "" for none."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for part in ("allOf", "oneOf", "anyOf"):
        for inner in schema.get(part, []):
            if name := _ref(inner):
                return name
    for part in ("items", "additionalProperties"):
        if isinstance(schema.get(part), Mapping) and (name := _ref(schema[part])):
            return name
    return ""


def _kind(schema: Mapping[str, Any]) -> str:
    """The type of a value in words: ``string (uuid) or null``, ``list of integer``."""
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if "enum" in schema:
        words = " | ".join("null" if each is None else str(each) for each in schema["enum"])
    elif "array" in kinds:
        inner = _kind(schema.get("items", {})) or _ref(schema.get("items", {}))
        words = f"list of {inner}"
    elif not kinds:
        words = _ref(schema)
    else:
        words = " or ".join(each for each in kinds if each != "null")
        if schema.get("format"):
            words += f" ({schema['format']})"
    nullable = "null" in kinds or {"type": "null"} in schema.get("oneOf", [])
    return f"{words} or null" if nullable and "null" not in words.split(" | ") else words
