"""Importing the modules of tools is what registers them; the application does it when it starts."""

from __future__ import annotations

from agents.tools import handover, inventory, knowledge, leads, scheduling
from agents.tools.work import analytics, conversations, documents
from agents.tools.work import inventory as work_inventory
from agents.tools.work import leads as work_leads
from agents.tools.work import scheduling as work_scheduling

__all__ = [
    "analytics",
    "conversations",
    "documents",
    "handover",
    "inventory",
    "knowledge",
    "leads",
    "scheduling",
    "work_inventory",
    "work_leads",
    "work_scheduling",
]
