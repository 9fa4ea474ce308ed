"""What happens to questions a person has to decide."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

ASKED: Final = register("agents.approval.asked", "Sofía asks for approval")
DECIDED: Final = register("agents.approval.decided", "Approval decided")
ENDED: Final = register("agents.approval.ended", "Approval no longer needed")
RULES_CHANGED: Final = register("agents.approval.rules_changed", "What needs approval changed")
