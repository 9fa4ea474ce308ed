"""What Sofía did, readable: the runs about a lead, and the one behind a message."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agents.selectors import run_list_for
from agents.story import story_of
from crm.accounts.pages import PageRequest, is_partial, page, pieces, show
from crm.core.errors import NotFound
from crm.leads.selectors import lead_get_for

SHOWN: Final = 20


@require_GET
@page
def lead_runs(request: PageRequest, pk: UUID) -> HttpResponse:
    """The newest runs about a lead, each as a story."""
    lead = lead_get_for(request.user, pk)
    runs = run_list_for(request.user, lead=lead).prefetch_related("steps")[:SHOWN]
    context = {"stories": [story_of(run) for run in runs], "lead": lead}
    if is_partial(request):
        return show(request, "agents/stories.html", context)
    return show(request, "agents/lead_runs.html", context)


@require_GET
@page
def turn_story(request: PageRequest, turn: UUID) -> HttpResponse:
    """How the message of a turn came about."""
    runs = run_list_for(request.user).filter(turn_id=turn).prefetch_related("steps")
    stories = [story_of(run) for run in runs]
    if not stories:
        raise NotFound(_("There is no record of how this came about."))
    context = {"stories": stories, "open_first": True}
    html = render_to_string("agents/turn_story.html", context, request)
    if is_partial(request):
        return pieces(html)
    return show(request, "layouts/form.html", {"dialog": html, "label": "Sofía"})
