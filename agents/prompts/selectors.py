"""Which prompt a specialist works by."""

from __future__ import annotations

from agents.prompts.catalogue import PromptTemplate, template
from crm.leads.models import Lead


def prompt_for(specialist: str, lead: Lead | None) -> PromptTemplate:
    """The prompt this specialist works by for this lead; without one, for the broker's people."""
    return template(specialist)
