"""The API's description as tests use it: its calls, and what an answer must look like."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from jsonschema import Draft202012Validator

from crm.core.apidocs import spec

PREFIX: Final = "/api/v1/"
#: Calls that need no token: signing in, and renewing a token by a token.
PUBLIC: Final = {"auth_login", "auth_refresh"}


@dataclass(frozen=True)
class Call:
    """One operation; ``path`` is below /api/v1/ and holds {id} where an object is named.

    ``template`` is the same as the description writes it: there a word has a name in braces too.
    """

    id: str
    method: str
    template: str

    @property
    def path(self) -> str:
        """The address, with a word that exists where one is asked for."""
        return self.template.replace("{name}", "lead_note")

    @property
    def is_write(self) -> bool:
        """Whether it takes a body."""
        return self.method != "GET"


@lru_cache(maxsize=1)
def calls() -> list[Call]:
    """Every operation of the description."""
    return [
        Call(operation["operationId"], method.upper(), path.removeprefix(PREFIX))
        for path, methods in spec()["paths"].items()
        for method, operation in methods.items()
    ]


def named(operation_id: str) -> Call:
    """The operation of that id."""
    return next(call for call in calls() if call.id == operation_id)


def assert_described(call: Call, answer: Any) -> None:
    """Hold an answer against its description: status, headers, every field and no other."""
    operation = spec()["paths"][PREFIX + call.template][call.method.lower()]
    described = operation["responses"].get(str(answer.status_code))
    assert described, f"{call.id} answered {answer.status_code}, which is not described"
    assert answer["X-Correlation-ID"]
    schema = {
        **described["content"]["application/json"]["schema"],
        "components": {"schemas": _strict_components()},
    }
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    problems = [
        f"{error.json_path}: {error.message}" for error in checker.iter_errors(answer.json())
    ]
    assert not problems, f"{call.id}: {problems}"


@lru_cache(maxsize=1)
def _strict_components() -> dict[str, Any]:
    found = copy.deepcopy(spec()["components"]["schemas"])
    for schema in found.values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    strict: dict[str, Any] = found
    return strict
