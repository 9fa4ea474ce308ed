"""The API's description: what every operation shares is said once, here.

Names and summaries come from the code: a nested ``LeadListApi.OutputSerializer`` becomes the
component ``LeadListOutput``, and the first line of a method's docstring is its summary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers

F = TypeVar("F", bound=Callable[..., Any])
_WRITES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class ErrorDetail(serializers.Serializer[Any]):
    """What was wrong: a stable code, a sentence, and the fields at fault by dotted name."""

    code = serializers.CharField()
    message = serializers.CharField()
    fields = serializers.DictField(child=serializers.CharField(), required=False)  # type: ignore[assignment]
    request_id = serializers.CharField(help_text="The answer's X-Correlation-ID.")


class Error(serializers.Serializer[Any]):
    """The one shape of every refusal."""

    error = ErrorDetail()


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How a caller proves who they are."""

    target_class = "crm.accounts.tokens.BrokerJWTAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """An access token, got by auth/login, in the Authorization header."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How other software proves who it is."""

    target_class = "crm.accounts.keys.authentication.ApiKeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """A key of the broker's settings, in the Authorization header."""
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Api-Key ` and the key. Its scopes narrow what its person may do.",
        }


class ApiSchema(AutoSchema):
    """Adds to each operation its summary, its errors, and the headers all of them know."""

    def get_serializer_name(self, serializer: Any, direction: str) -> str:
        """The class's name, with the view's before it where the class stands inside one."""
        outer, _dot, name = type(serializer).__qualname__.rpartition(".")
        return outer.rpartition(".")[2].removesuffix("Api") + name

    def get_operation_id(self) -> str:
        """The address in one word, for calls that are not named by :func:`operation`."""
        return "_".join(part.replace("-", "_") for part in self._tokenize_path())

    def get_summary(self) -> str | None:
        """The first line of the method's docstring, without what follows a semicolon."""
        first = self._docstring().partition("\n")[0]
        return first.partition(";")[0].rstrip(".") or None

    def get_description(self) -> str:  # type: ignore[override] # as drf-spectacular calls it
        """The whole docstring of the method."""
        return self._docstring()

    def _docstring(self) -> str:
        method = getattr(self.view, self.method.lower(), None)
        return " ".join(str(getattr(method, "__doc__", "") or "").split())

    def _get_parameters(self) -> list[dict[str, Any]]:
        parameters: list[dict[str, Any]] = super()._get_parameters()
        if self._repeatable():
            parameters.append(
                {
                    "name": "Idempotency-Key",
                    "in": "header",
                    "description": "The same key again replays the first answer for 24 hours.",
                    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
                }
            )
        return parameters

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status, meaning in self._refusals().items():
            if status not in bodies:
                bodies[status] = self._get_response_for_code(  # type: ignore[no-untyped-call]
                    Error, status
                )
                bodies[status]["description"] = meaning
        return bodies

    def _get_response_headers_for_code(
        self, status_code: str, direction: Any = "response"
    ) -> dict[str, Any]:
        headers: dict[str, Any] = super()._get_response_headers_for_code(status_code, direction)
        headers["X-Correlation-ID"] = {
            "description": "The caller's, or a new one.",
            "schema": {"type": "string"},
        }
        if status_code == "429":
            headers["Retry-After"] = {
                "description": "In how many seconds to come again.",
                "schema": {"type": "integer"},
            }
        return headers

    def _refusals(self) -> Mapping[str, str]:
        found = {
            "400": "Something in the request is not right.",
            "401": "No valid credential of this broker.",
        }
        if self.get_auth():
            found["403"] = "The person's role does not allow this."
        if "{" in self.path:
            found["404"] = "There is none, or none this person may see."
        if self._repeatable():
            found["409"] = "Somebody was faster, or it is in no state for this."
        if self.method in _WRITES:
            found["413"] = "The body, or a text in it, is too large."
            found["415"] = "The body is not application/json."
        if self._repeatable():
            found["422"] = "The Idempotency-Key was used with another body."
        found["429"] = "Too many calls."
        return found

    def _repeatable(self) -> bool:
        return self.method in _WRITES and bool(getattr(self.view, "idempotent", False))


def operation(
    name: str,
    *,
    answer: Any,
    body: Any = None,
    filters: type[serializers.Serializer[Any]] | None = None,
    status: int = 200,
    ordering: Mapping[str, str] | None = None,
) -> Callable[[F], F]:
    """Describe a method: its id, what it takes and what it answers."""
    parameters: list[Any] = [filters] if filters is not None else []
    if ordering is not None:
        parameters.append(
            OpenApiParameter(
                "ordering",
                OpenApiTypes.STR,
                description=f"{', '.join(ordering)}; with - before it the other way.",
            )
        )
    return extend_schema(
        operation_id=name, request=body, responses={status: answer}, parameters=parameters
    )


def without_slash(endpoints: list[tuple[Any, ...]], **_: Any) -> list[tuple[Any, ...]]:
    """Every address once, without the final slash that the API also accepts."""
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    for path, regex, method, callback in endpoints:
        plain = path.rstrip("/")
        found.setdefault((plain, method), (plain, regex, method, callback))
    return list(found.values())
