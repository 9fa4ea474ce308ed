"""What Sofía asks a person about: the questions, and for admins what she has to ask."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents.approvals.arguments import arguments_changed
from agents.approvals.cards import card_html, gone
from agents.approvals.models import Approval
from agents.approvals.selectors import (
    RULES_ABILITY,
    approval_get_for,
    approval_list_for,
    askable,
    rules,
)
from agents.approvals.services import approval_decide, rules_set
from agents.approvals.words import call_words, tool_words
from crm.accounts.pages import PageRequest, done, page, show
from crm.accounts.permissions import can
from crm.core.errors import Invalid

_SHOWN: Final = 20
_LIST: Final = reverse_lazy("approvals:approval-list")


@require_GET
@page
def approval_list(request: PageRequest) -> HttpResponse:
    """What waits, what was decided lately, and what has to be asked about."""
    found = approval_list_for(request.user)
    wanted = rules()
    waiting = found.filter(state=Approval.State.PENDING).order_by("expires_at")[:_SHOWN]
    context = {
        "waiting": [SafeString(card_html(row, request=request, named=True)) for row in waiting],
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
    approval_decide(
        approval=found,
        user=request.user,
        approve=approve,
        arguments=arguments_changed(found.arguments, request.POST) if approve else None,
        reason=request.POST.get("reason", ""),
    )
    said = _("Approved; Sofía goes on.") if approve else _("Rejected; Sofía goes on without it.")
    return done(request, lambda: gone(found.pk), to=str(_LIST), toast=said)


@require_POST
@page
def approval_rules(request: PageRequest) -> HttpResponse:
    """Say what has to be asked about."""
    rules_set(tools=request.POST.getlist("tools"), user=request.user)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(str(_LIST))


def _told(rows: QuerySet[Approval]) -> list[tuple[Approval, str]]:
    return [(row, call_words(row.tool, row.arguments_now, row.person)) for row in rows[:_SHOWN]]
