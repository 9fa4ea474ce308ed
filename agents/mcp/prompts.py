"""The broker's prompts: how Sofía is told to write, as it is in force now."""

from __future__ import annotations

from typing import Final

import mcp_types as types
from django.utils.translation import gettext as _

from agents.prompts.catalogue import specialists
from agents.prompts.selectors import prompt_for
from agents.tools.staff import StaffContext
from crm.core.errors import Forbidden, NotFound

RIGHT: Final = "agents.edit"


def prompts_for(context: StaffContext) -> list[types.Prompt]:
    """A prompt a specialist; none for who may not change how Sofía speaks."""
    if not context.may(RIGHT):
        return []
    return [
        types.Prompt(name=name, description=f"What Sofía's specialist for {name} is told.")
        for name in specialists()
    ]


def prompt_get(context: StaffContext, name: str) -> types.GetPromptResult:
    """The prompt in force, with its version; its named fields stand in braces."""
    if not context.may(RIGHT):
        raise Forbidden(_("You may not do this."), code="prompt_forbidden")
    if name not in specialists():
        raise NotFound(_("There is no such prompt."))
    found = prompt_for(name, None)
    return types.GetPromptResult(
        description=found.version,
        messages=[
            types.PromptMessage(role="user", content=types.TextContent(text=found.text)),
        ],
    )
