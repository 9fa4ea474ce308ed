"""Pages of training: begin one, watch it, decide on what it proposes."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents.prompts import selectors
from agents.prompts.catalogue import MEASURED
from agents.prompts.forms import ProposalForm, TrainingForm
from agents.prompts.models import Proposal
from agents.prompts.training import deciding, running
from agents.prompts.words import specialist_word
from crm.accounts.pages import PageRequest, done, page, show
from crm.core.errors import Invalid

_FOLDER: Final = "agents/prompts"


@require_GET
@page
def training_list(request: PageRequest) -> HttpResponse:
    """Every training run, and the form that begins one."""
    context = {
        "runs": [
            (run, specialist_word(run.specialist))
            for run in running.training_list_for(request.user)[:50]
        ],
        "form": TrainingForm(),
        "specialists": [(name, specialist_word(name)) for name in MEASURED],
    }
    return show(request, f"{_FOLDER}/training_list.html", context)


@require_POST
@page
def training_start(request: PageRequest) -> HttpResponse:
    """Begin one."""
    selectors.admin_check(request.user)
    form = TrainingForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Choose between 1 and %(most)d days.") % {"most": running.LONGEST_DAYS})
    run = running.training_start(
        specialist=request.POST.get("specialist", "leasing"),
        days=form.cleaned_data["days"],
        user=request.user,
    )
    return HttpResponseRedirect(_address(run.pk))


@require_GET
@page
def training_detail(request: PageRequest, pk: UUID) -> HttpResponse:
    """How far it is, and what it proposes."""
    run = running.training_get_for(request.user, pk)
    context = {
        "run": run,
        "proposals": list(run.proposals.all()),
        "specialist_word": specialist_word(run.specialist),
    }
    return show(request, f"{_FOLDER}/training.html", context, partial="run")


@require_POST
@page
def proposal_accept(request: PageRequest, pk: UUID) -> HttpResponse:
    """Take it, as the person has written it."""
    proposal = deciding.proposal_get_for(request.user, pk)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("A question has at most 200 characters."))
    accepted = deciding.proposal_accept(
        proposal=proposal,
        user=request.user,
        title=form.cleaned_data["title"] or None,
        text=form.cleaned_data["text"] if "text" in request.POST else None,
    )
    toast = {
        Proposal.Kind.FAQ: _("Added to your documents"),
        Proposal.Kind.PROMPT: _("Saved as a draft"),
    }.get(Proposal.Kind(accepted.kind), _("Noted"))
    return _answer(request, accepted, toast)


@require_POST
@page
def proposal_reject(request: PageRequest, pk: UUID) -> HttpResponse:
    """Turn it down."""
    proposal = deciding.proposal_get_for(request.user, pk)
    return _answer(
        request, deciding.proposal_reject(proposal=proposal, user=request.user), _("Turned down")
    )


def _answer(request: PageRequest, proposal: Proposal, toast: str) -> HttpResponse:
    return done(
        request,
        lambda: render_to_string(f"{_FOLDER}/proposal.html", {"proposal": proposal}, request),
        to=_address(proposal.run_id),
        toast=toast,
    )


def _address(pk: UUID) -> str:
    return reverse("prompts:training-detail", args=[pk])
