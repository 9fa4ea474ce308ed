"""The one registry of what Sofía can do; the loop, and later MCP and API, call the same functions.

A tool is a typed function over a door and a service. Its docstring is written for the model. The
broker, the lead and the conversation come from the context the server made, never from the
arguments a model wrote.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError

from agents.llm.base import ToolSpec
from agents.turns.context import TurnContext
from crm.core.text import storable_json


class Effect(StrEnum):
    """What a call leaves behind."""

    READ = "read"
    WRITE = "write"  # gathered in the turn's draft, undone by dropping it
    IRREVERSIBLE = "irreversible"  # seen by others at once


class Arguments(BaseModel):
    """Base of every tool's arguments: unknown ones are refused, so that a model learns of them."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, str_max_length=4000)


class ToolError(Exception):
    """Something the model should know and can act on; its text is the tool's result."""


@dataclass(frozen=True)
class Tool:
    """A registered tool. ``closes_turn`` ends the turn with what the tool said."""

    name: str
    effect: Effect
    arguments: type[Arguments]
    run: Callable[[TurnContext, Any], dict[str, Any]]
    description: str
    closes_turn: bool = False

    @functools.cached_property
    def spec(self) -> ToolSpec:
        """The tool as a model sees it."""
        return ToolSpec(
            name=self.name,
            description=self.description,
            parameters=_schema(self.arguments),
        )

    def call(self, context: TurnContext, arguments: dict[str, Any]) -> dict[str, Any]:
        """Validate the arguments and run. Raises :class:`ToolError` with a readable reason."""
        try:
            # A model may write a NUL or half a character, which no query could carry.
            parsed = self.arguments.model_validate(storable_json(arguments))
        except ValidationError as error:
            raise ToolError(_readable(error)) from error
        return self.run(context, parsed)


_tools: dict[str, Tool] = {}


def tool(
    *, effect: Effect, closes_turn: bool = False
) -> Callable[[Callable[..., dict[str, Any]]], Callable[..., dict[str, Any]]]:
    """Register a function ``(context, arguments) -> result`` under its own name."""

    def register(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        hints = get_type_hints(function)
        arguments = hints.get("arguments")
        if not (isinstance(arguments, type) and issubclass(arguments, Arguments)):
            raise TypeError(f"{function.__name__} must take arguments: a subclass of Arguments")
        if function.__name__ in _tools:
            raise ValueError(f"Tool {function.__name__} is registered twice")
        description = " ".join((function.__doc__ or "").split())
        _tools[function.__name__] = Tool(
            name=function.__name__,
            effect=effect,
            arguments=arguments,
            run=function,
            description=description,
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


def _schema(model: type[Arguments]) -> dict[str, Any]:
    schema = model.model_json_schema()
    schema.pop("title", None)
    schema.pop("description", None)
    for value in schema.get("properties", {}).values():
        value.pop("title", None)
    return schema


def _readable(error: ValidationError) -> str:
    lines = [
        f"{'.'.join(str(part) for part in problem['loc']) or 'arguments'}: {problem['msg']}"
        for problem in error.errors()[:6]
    ]
    return "The arguments do not fit. " + "; ".join(lines)
