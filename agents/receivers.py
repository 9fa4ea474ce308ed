"""What the agent listens to on the floors below it."""

from __future__ import annotations

from agents.hearing import listening
from agents.scoring import rescore
from agents.turns import hearing, owe, parting

__all__ = ["hearing", "listening", "owe", "parting", "rescore"]
