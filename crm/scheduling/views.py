"""Today: what to do next, and why."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from crm.accounts.pages import PageRequest, page, show
from crm.scheduling import today as work


@require_GET
@page
def today(request: PageRequest) -> HttpResponse:
    """Three columns of work, with the week's numbers in one strip."""
    context = {
        "replies": work.replies(request.user),
        "calls": work.calls(request.user),
        "visits": work.visits(request.user),
        "week": work.week(request.user),
    }
    return show(request, "crm/scheduling/today.html", context)
