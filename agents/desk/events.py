"""What this package tells; the object is the answer's message."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

DESK_ASKED: Final = register("agents.desk.asked", "Somebody of the broker asked Sofía")
DESK_ANSWERED: Final = register("agents.desk.answered", "Sofía answered somebody of the broker")
DESK_STOPPED: Final = register("agents.desk.stopped", "An answer of Sofía's was stopped")
