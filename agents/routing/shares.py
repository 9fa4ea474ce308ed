"""How one deadline is shared: what each attempt may take so that the last one still can."""

from __future__ import annotations

from typing import Final

from django.conf import settings

from agents.routing.candidates import Candidate

#: Seconds kept for each vendor that is still to come, and for the embedded provider.
VENDOR_SLICE: Final = 5.0
OFFLINE_SLICE: Final = 1.0


def share(left: float, behind: tuple[Candidate, ...]) -> float:
    """Seconds an attempt may take of what is ``left``; zero or less when there is no time for it.

    Nobody who has another one behind takes longer than AGENT_MODEL_SECONDS.
    """
    if not behind:
        return left
    kept = sum(OFFLINE_SLICE if each.is_offline else VENDOR_SLICE for each in behind)
    return min(left - kept, float(settings.AGENT_MODEL_SECONDS))
