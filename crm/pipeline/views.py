"""The board, and the moves of its cards."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from crm.accounts.pages import PageRequest, done, is_partial, page, pieces, show
from crm.accounts.selectors import people_active
from crm.core.errors import Invalid
from crm.leads import selectors as leads
from crm.leads.models import Lead, Stage
from crm.leads.selectors import lead_get_for
from crm.pipeline import fragments, selectors, services
from crm.pipeline.forms import BoardFilter, MoveForm


@require_GET
@page
def board(request: PageRequest) -> HttpResponse:
    """Every stage with its first cards."""
    asked = BoardFilter(request.GET).values()
    context = {
        "columns": selectors.board_for(request.user, **asked),
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "people": people_active() if request.user.is_admin else [],
    }
    return show(request, "crm/pipeline/board.html", context, partial="columns")


@require_GET
@page
def column_more(request: PageRequest, key: str) -> HttpResponse:
    """The next cards of a column, at the place of the button that asked for them."""
    asked = BoardFilter(request.GET).values()
    stage = selectors.stage_get(key)
    cards = selectors.column_page(request.user, stage, after=request.GET.get("after", ""), **asked)
    query = urlencode({name: value for name, value in asked.items() if value})
    context = {"stage": stage, "page": cards, "query": query}
    return show(request, "crm/pipeline/more.html", context)


@require_http_methods(["GET", "POST"])
@page
def lead_move(request: PageRequest, pk: str) -> HttpResponse:
    """Move a lead: a menu of stages, then what the chosen one requires."""
    lead = lead_get_for(request.user, pk)
    form = MoveForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return _dialog(request, lead)
    stage = selectors.stage_get(form.cleaned_data["stage"])
    before = lead.stage
    try:
        services.lead_move(
            lead=lead, stage=stage, actor=request.user.as_actor(), reason=form.said_reason()
        )
    except Invalid as error:
        if error.code != "reason_required":
            raise
        return _dialog(request, lead, losing=stage, status=422 if is_partial(request) else 200)
    drawn = partial(fragments.moved, request.user, lead, [before, stage])
    if is_partial(request):
        undo = _moved_toast(request, lead, before) if not form.cleaned_data["undo"] else ""
        return pieces(drawn() + undo)
    return done(request, drawn, to=reverse("pipeline:board"))


def _dialog(
    request: PageRequest, lead: Lead, *, losing: Stage | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "lead": lead,
        "stages": leads.stages(),
        "losing": losing,
        "reasons": selectors.loss_reasons() if losing else [],
    }
    html = render_to_string("crm/pipeline/move.html", context, request)
    if is_partial(request):
        return pieces(html, status=status)
    return show(request, "layouts/form.html", {"dialog": html, "label": _("Move lead")})


def _moved_toast(request: PageRequest, lead: Lead, before: Stage) -> str:
    # What asks for a reason is not taken back into by a tap: the lost stage has no undo.
    if before.pk == lead.stage_id:
        return ""
    context: dict[str, str] = {"text": _("Moved to %(stage)s") % {"stage": lead.stage.name}}
    if before.outcome != Stage.Outcome.LOST:
        context["undo_url"] = reverse("pipeline:lead-move", args=[lead.pk])
        context["undo_values"] = f'{{"stage": "{before.key}", "undo": "on"}}'
    return render_to_string("components/toast.html", context, request)
