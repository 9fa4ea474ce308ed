"""Alice's admin and a first draft of hers."""

from __future__ import annotations

import pytest

from agents.prompts.models import PromptVersion
from agents.prompts.services import version_create
from crm.accounts.models import User

VOICE = "You are Sofía of {broker_name}. Be brief."


@pytest.fixture
def draft(admin: User) -> PromptVersion:
    """The leasing prompt's first draft."""
    return version_create(specialist="leasing", text=VOICE, note="shorter", user=admin)
