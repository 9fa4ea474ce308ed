"""The door for those who call a tool themselves: the API and MCP.

A call that changes something commits together with its line in the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agents.tools.desk import Audience
from agents.tools.events import TOOL_CALLED
from agents.tools.registry import BadArguments, Effect, Tool, ToolError, tool_named
from agents.tools.staff import StaffContext
from crm.core import events
from crm.core.errors import Invalid, NotFound
from crm.leads.selectors import as_uuid


def tool_get(name: str) -> Tool:
    """The tool of that name among those that people may call; NotFound for any other."""
    tool = tool_named(name)
    if tool is None or tool.audience is Audience.LEAD:
        raise NotFound(_("There is no such tool."), code="unknown_tool")
    return tool


def tool_call(
    context: StaffContext, name: str, arguments: Mapping[str, Any], *, via: str
) -> dict[str, Any]:
    """What the tool answers; ``via`` is by what it was called (``api``, ``mcp``).

    Raises NotFound (``unknown_tool``), Forbidden (``tool_forbidden``), Invalid
    (``invalid_arguments``, ``refused``), and whatever the service behind it refuses.
    """
    tool = tool_get(name)
    try:
        if tool.effect is Effect.READ:
            return tool.call(context, arguments)
        with transaction.atomic():
            result = tool.call(context, arguments)
            _record(context, tool, arguments, via)
            return result
    except BadArguments as error:
        raise Invalid(str(error), code="invalid_arguments", fields=error.fields) from error
    except ToolError as error:
        raise Invalid(str(error), code="refused", fields=error.fields) from error


def _record(context: StaffContext, tool: Tool, arguments: Mapping[str, Any], via: str) -> None:
    lead = arguments.get("lead_id")
    events.record(
        TOOL_CALLED,
        actor=context.actor,
        lead_id=as_uuid(lead) if lead else None,
        data={
            "tool": tool.name,
            "effect": str(tool.effect),
            "via": via,
            "key": context.key_name or None,
        },
    )
