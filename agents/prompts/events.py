"""What happens to prompts; brokers' own affair, told to nobody outside."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

CREATED: Final = register("agents.prompt.created", "Prompt drafted")
UPDATED: Final = register("agents.prompt.updated", "Prompt draft changed")
DISCARDED: Final = register("agents.prompt.discarded", "Prompt draft thrown away")
WENT_LIVE: Final = register("agents.prompt.went_live", "Prompt went live")
RETURNED: Final = register("agents.prompt.returned", "Prompt went back to the built-in one")
TRIED: Final = register("agents.prompt.tried", "Prompt tried out")
CHECKED: Final = register("agents.prompt.checked", "Prompt checked by scenarios")
STARTED: Final = register("agents.experiment.started", "Experiment started")
STOPPED: Final = register("agents.experiment.stopped", "Experiment stopped")
TRAINED: Final = register("agents.training.started", "Training started")
ACCEPTED: Final = register("agents.proposal.accepted", "Proposal accepted")
REJECTED: Final = register("agents.proposal.rejected", "Proposal rejected")
