"""What is done through tools."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

TOOL_CALLED: Final = register("agents.tool.called", "Tool called")
