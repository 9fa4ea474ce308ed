"""What the agent listens to on the floors below it."""

from __future__ import annotations

from agents.scoring import rescore
from agents.turns import owe

__all__ = ["owe", "rescore"]
