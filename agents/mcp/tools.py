"""The registry's tools in MCP's words: their list, their results, their errors."""

from __future__ import annotations

import json
import logging
from typing import Any, Final

import mcp_types as types

from agents.tools.registry import Effect, Tool
from crm.core.errors import DomainError, RateLimited

logger = logging.getLogger(__name__)

#: Characters of a result; what is longer is refused, since half a JSON object is worth nothing.
RESULT_LIMIT: Final = 100_000


def described(tool: Tool) -> types.Tool:
    """The tool as a client sees it."""
    return types.Tool(
        name=tool.name,
        description=tool.description,
        input_schema=tool.spec.parameters,
        annotations=types.ToolAnnotations(
            read_only_hint=tool.effect is Effect.READ,
            destructive_hint=tool.effect is Effect.IRREVERSIBLE,
            idempotent_hint=tool.repeatable,
            open_world_hint=False,
        ),
    )


def answered(result: dict[str, Any]) -> types.CallToolResult:
    """A result, as an object and as text for clients that only read text."""
    text = json.dumps(result, ensure_ascii=False, default=str)
    if len(text) > RESULT_LIMIT:
        return failed("too_large", "The result is too long; ask for less, with limit and offset.")
    return types.CallToolResult(
        content=[types.TextContent(text=text)], structured_content=json.loads(text)
    )


def refused(error: DomainError) -> types.CallToolResult:
    """What a tool refused, with its stable code and the fields at fault."""
    more: dict[str, Any] = {"fields": error.fields} if error.fields else {}
    if isinstance(error, RateLimited):
        more["retry_after"] = error.retry_after
    return failed(error.code, error.message, **more)


def failed(code: str, message: str, **more: Any) -> types.CallToolResult:
    """An error a model can read and act on: ``{"error": {"code", "message", …}}``."""
    error = {"error": {"code": code, "message": message, **more}}
    return types.CallToolResult(
        content=[types.TextContent(text=json.dumps(error, ensure_ascii=False))],
        structured_content=error,
        is_error=True,
    )
