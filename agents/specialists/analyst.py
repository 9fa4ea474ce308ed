"""Who answers the broker's people about their own pipeline."""

from __future__ import annotations

from typing import Final

from agents.specialists.office import OfficeSpecialist

ANALYST: Final = OfficeSpecialist(
    name="analyst",
    template="analyst",
    tools=(
        "open_work",
        "leads_waiting",
        "lead_find",
        "lead_read",
        "lead_matches",
        "conversation_list",
        "conversation_read",
        "unit_match",
        "unit_list",
        "unit_read",
        "viewing_list",
        "availability_find",
        "pipeline_funnel",
        "pipeline_stages",
        "response_times",
        "document_search",
        "campaign_segments",
        "people_list",
    ),
    acts=(
        "lead_note",
        "task_add",
        "task_done",
        "lead_move",
        "lead_assign",
        "lead_edit",
        "lead_create",
        "conversation_reply",
        "conversation_take",
        "conversation_release",
        "viewing_book",
        "viewing_reschedule",
        "viewing_cancel",
    ),
)
