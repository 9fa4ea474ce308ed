"""What is recorded when a broker's models are changed."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

MODELS_CHANGED: Final = register("agents.models.changed", "Sofía's models changed")
