"""The one registry of what Sofía can do; the loop, MCP and the API call the same functions.

A tool is a typed function over a door and a service. Its docstring is written for the model. The
broker, the lead and the person come from the context the server made, never from the arguments a
model wrote. The type of its first parameter says who may call it: a ``TurnContext`` only a lead's
turn, a ``StaffContext`` only the broker's people and their programs, a ``Desk`` both.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, get_type_hints

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError

from agents.llm.base import ToolSpec
from agents.tools.desk import Audience, Desk
from agents.tools.limit import limited
from agents.tools.staff import StaffContext
from crm.accounts.permissions import ABILITIES
from crm.core.errors import Forbidden
from crm.core.text import storable_json

TIMEOUT: Final = 10.0


class Effect(StrEnum):
    """What a call leaves behind."""

    READ = "read"
    WRITE = "write"  # can be taken back: by dropping the turn's draft, or by another call
    IRREVERSIBLE = "irreversible"  # seen by others at once


class Arguments(BaseModel):
    """Base of every tool's arguments: unknown ones are refused, so that a model learns of them."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, str_max_length=4000)


class ToolError(Exception):
    """Something the caller should know and can act on; its text is the tool's result.

    ``fields`` names the arguments at fault, where there are any.
    """

    def __init__(self, message: str, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})


class BadArguments(ToolError):
    """The arguments do not fit the tool's schema."""


@dataclass(frozen=True)
class Tool:
    """A registered tool.

    ``right`` is the ability a person and a key need; ``timeout`` the seconds its database work may
    take; ``repeatable`` whether the same call twice leaves what one leaves. ``closes_turn`` ends a
    lead's turn with what the tool said.
    """

    name: str
    effect: Effect
    arguments: type[Arguments]
    run: Callable[[Any, Any], dict[str, Any]]
    description: str
    right: str = ""
    audience: Audience = Audience.LEAD
    timeout: float = TIMEOUT
    repeatable: bool = True
    closes_turn: bool = False

    @functools.cached_property
    def spec(self) -> ToolSpec:
        """The tool as a model sees it."""
        return ToolSpec(
            name=self.name,
            description=self.description,
            parameters=_schema(self.arguments),
        )

    def is_for(self, context: Desk) -> bool:
        """Whether the caller is one of those it is made for and has the right to it."""
        if isinstance(context, StaffContext):
            return self.audience is not Audience.LEAD and context.may(self.right)
        return self.audience is not Audience.STAFF

    def call(self, context: Desk, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Check the caller's right, validate the arguments and run.

        Raises :class:`ToolError` with a readable reason, Forbidden, and what services refuse.
        """
        if not self.is_for(context):
            raise Forbidden(_("You may not do this."), code="tool_forbidden")
        try:
            # A model may write a NUL or half a character, which no query could carry.
            parsed = self.arguments.model_validate(storable_json(dict(arguments)))
        except ValidationError as error:
            raise _bad(error) from error
        with limited(self.timeout):
            return self.run(context, parsed)


_tools: dict[str, Tool] = {}
Function = Callable[..., dict[str, Any]]


def tool(
    *,
    effect: Effect,
    right: str = "",
    audience: Audience | None = None,
    timeout: float = TIMEOUT,
    repeatable: bool | None = None,
    closes_turn: bool = False,
) -> Callable[[Function], Function]:
    """Register a function ``(context, arguments) -> result`` under its own name.

    ``right`` is the ability the broker's people need, required where they may call it.
    """

    def register(function: Function) -> Function:
        hints = get_type_hints(function)
        arguments = hints.get("arguments")
        if not (isinstance(arguments, type) and issubclass(arguments, Arguments)):
            raise TypeError(f"{function.__name__} must take arguments: a subclass of Arguments")
        if function.__name__ in _tools:
            raise ValueError(f"Tool {function.__name__} is registered twice")
        callers = _callers(hints.get("context"))
        if audience is not None and callers not in (audience, Audience.BOTH):
            raise TypeError(f"{function.__name__} takes a context that is not {audience}'s")
        whose = audience or callers
        if whose is not Audience.LEAD and right not in ABILITIES:
            raise ValueError(f"{function.__name__} names no ability: {right!r}")
        _tools[function.__name__] = Tool(
            name=function.__name__,
            effect=effect,
            arguments=arguments,
            run=function,
            description=" ".join((function.__doc__ or "").split()),
            right=right,
            audience=whose,
            timeout=timeout,
            repeatable=effect is Effect.READ if repeatable is None else repeatable,
            closes_turn=closes_turn,
        )
        return function

    return register


def tool_named(name: str) -> Tool | None:
    """The tool of that name, if there is one."""
    return _tools.get(name)


def tools_named(names: tuple[str, ...]) -> tuple[Tool, ...]:
    """These tools, in this order; KeyError for one nobody registered."""
    return tuple(_tools[name] for name in names)


def tools_for(context: Desk) -> tuple[Tool, ...]:
    """Every tool this caller may use, by name."""
    return tuple(each for _name, each in sorted(_tools.items()) if each.is_for(context))


def tools_all() -> tuple[Tool, ...]:
    """Every registered tool, by name."""
    return tuple(each for _name, each in sorted(_tools.items()))


def _callers(context: Any) -> Audience:
    if context is StaffContext:
        return Audience.STAFF
    return Audience.BOTH if context is Desk else Audience.LEAD


def _schema(model: type[Arguments]) -> dict[str, Any]:
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})
    plain: dict[str, Any] = _inlined(schema, parts)
    plain.pop("description", None)
    return plain


def _inlined(value: Any, parts: Mapping[str, Any]) -> Any:
    """The schema without references, which not every vendor follows, and without titles."""
    if isinstance(value, list):
        return [_inlined(each, parts) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        name = str(value["$ref"]).rpartition("/")[2]
        value = {**parts[name], **{key: each for key, each in value.items() if key != "$ref"}}
    return {
        key: {name: _inlined(each, parts) for name, each in inner.items()}
        if key == "properties"
        else _inlined(inner, parts)
        for key, inner in value.items()
        if not (key == "title" and isinstance(inner, str))
    }


def _bad(error: ValidationError) -> BadArguments:
    fields = {
        ".".join(str(part) for part in problem["loc"]) or "arguments": problem["msg"]
        for problem in error.errors()[:6]
    }
    lines = "; ".join(f"{name}: {text}" for name, text in fields.items())
    return BadArguments(f"The arguments do not fit. {lines}", fields=fields)
