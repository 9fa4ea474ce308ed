"""What Sofía asks a person about: the questions, and for admins what she has to ask."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents.approvals.models import Approval
from agents.approvals.selectors import (
    RULES_ABILITY,
    approval_get_for,
    approval_list_for,
    askable,
    rules,
)
from agents.approvals.services import approval_decide, rules_set
from agents.approvals.words import argument_fields, call_words, tool_words
from crm.accounts.pages import PageRequest, page, show
from crm.accounts.permissions import can
from crm.core.errors import Invalid

_SHOWN: Final = 20


@require_GET
@page
def approval_list(request: PageRequest) -> HttpResponse:
    """What waits, what was decided lately, and what has to be asked about."""
    found = approval_list_for(request.user)
    wanted = rules()
    context = {
        "waiting": [
            (row, words, argument_fields(row.tool, row.arguments))
            for row, words in _told(
                found.filter(state=Approval.State.PENDING).order_by("expires_at")
            )
        ],
        "decided": _told(found.exclude(state=Approval.State.PENDING)),
        "may_rule": can(request.user, RULES_ABILITY),
        "tools": [(each.name, tool_words(each.name), each.name in wanted) for each in askable()],
        "asks": bool(wanted),
    }
    return show(request, "agents/approvals/list.html", context)


@require_POST
@page
def approval_decision(request: PageRequest, pk: Any) -> HttpResponse:
    """Decide one: ``decision`` is approve or reject; changed arguments come as ``arg-NAME``."""
    found = approval_get_for(request.user, pk)
    decision = request.POST.get("decision")
    if decision not in {"approve", "reject"}:
        raise Invalid(_("Say yes or no."))
    approve = decision == "approve"
    changed = {
        name: request.POST[f"arg-{name}"]
        for name in found.arguments
        if f"arg-{name}" in request.POST
    }
    approval_decide(
        approval=found,
        user=request.user,
        approve=approve,
        arguments={**found.arguments, **changed} if approve and changed else None,
        reason=request.POST.get("reason", ""),
    )
    said = _("Approved; Sofía goes on.") if approve else _("Rejected; Sofía tells the lead.")
    messages.success(request, said)
    return _back()


@require_POST
@page
def approval_rules(request: PageRequest) -> HttpResponse:
    """Say what has to be asked about."""
    rules_set(tools=request.POST.getlist("tools"), user=request.user)
    messages.success(request, _("Saved."))
    return _back()


def _told(rows: QuerySet[Approval]) -> list[tuple[Approval, str]]:
    return [(row, call_words(row.tool, row.arguments_now)) for row in rows[:_SHOWN]]


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("approvals:approval-list"))
