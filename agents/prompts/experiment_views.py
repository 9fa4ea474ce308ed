"""Pages of experiments: beginning one, its result, ending it."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents.prompts import experiments, selectors
from agents.prompts.arms import Arm
from agents.prompts.forms import BUILT_IN, ExperimentForm
from agents.prompts.intervals import LEAST_LEADS, Share
from agents.prompts.views import into
from agents.prompts.words import outcome_word, specialist_word, version_word
from crm.accounts.pages import PageRequest, page, show
from crm.core.errors import DomainError

_FOLDER: Final = "agents/prompts"


@require_http_methods(["GET", "HEAD", "POST"])
@page
def experiment_create(request: PageRequest, specialist: str) -> HttpResponse:
    """Choose two prompts and how many leads the challenger gets."""
    selectors.specialist_check(specialist)
    versions = list(selectors.version_list_for(request.user, specialist=specialist))
    live = next((each for each in versions if each.state == "live"), None)
    newest = next((each for each in versions if each.state == "draft"), None)
    initial = {
        "control": str(live.pk) if live else BUILT_IN,
        "challenger": request.GET.get("challenger") or (str(newest.pk) if newest else BUILT_IN),
    }
    data = request.POST if request.method == "POST" else None
    form = ExperimentForm(data, versions=versions, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        by_id = {str(each.pk): each for each in versions}
        try:
            experiment = experiments.experiment_start(
                specialist=specialist,
                name=given["name"],
                control=by_id.get(given["control"]),
                challenger=by_id.get(given["challenger"]),
                share=given["share"],
                user=request.user,
            )
        except DomainError as error:
            into(form, error)
        else:
            messages.success(request, _("The experiment is running"))
            return HttpResponseRedirect(_address(experiment.pk))
    context = {
        "form": form,
        "specialist": specialist,
        "specialist_word": specialist_word(specialist),
        "versions": versions,
    }
    return show(request, f"{_FOLDER}/experiment_form.html", context)


@require_GET
@page
def experiment_detail(request: PageRequest, pk: UUID) -> HttpResponse:
    """What it has shown so far."""
    experiment = experiments.experiment_get_for(request.user, pk)
    result = experiments.result_of(experiment)
    context = {
        "experiment": experiment,
        "specialist_word": specialist_word(experiment.specialist),
        "control_word": version_word(experiment.control),
        "challenger_word": version_word(experiment.challenger),
        "result": result,
        "rows": [_row(each) for each in result.outcomes],
        # Before there is anything to be seen no button stands out.
        "is_told": any(each.difference.verdict in {"more", "less"} for each in result.outcomes),
        "control_share": 100 - experiment.share,
        "least": LEAST_LEADS,
    }
    return show(request, f"{_FOLDER}/experiment.html", context)


@require_POST
@page
def experiment_stop(request: PageRequest, pk: UUID) -> HttpResponse:
    """End it, and let the arm named by ``winner`` go live if one is."""
    experiment = experiments.experiment_get_for(request.user, pk)
    asked = request.POST.get("winner", "")
    arms: dict[str, Arm] = {"control": "control", "challenger": "challenger"}
    experiments.experiment_stop(
        experiment=experiment, actor=request.user.as_actor(), winner=arms.get(asked)
    )
    messages.success(
        request, _("It is over, and the winner is live") if asked in arms else _("It is over")
    )
    return HttpResponseRedirect(_address(experiment.pk))


def _row(compared: experiments.Compared) -> dict[str, Any]:
    gap = compared.difference
    return {
        "word": outcome_word(compared.outcome),
        "control": _share(compared.control),
        "challenger": _share(compared.challenger),
        "verdict": gap.verdict,
        "value": _points(gap.value),
        "low": _points(gap.low),
        "high": _points(gap.high),
        "visible": None if compared.visible is None else round(compared.visible * 100),
        # A hand-over is neither good news nor bad in itself.
        "is_neutral": compared.outcome == "handed_over",
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "hits": share.hits,
        "total": share.total,
        "percent": None if share.rate is None else round(share.rate * 100),
    }


def _points(value: float | None) -> str:
    return "" if value is None else f"{round(value * 100):+d}"


def _address(pk: UUID) -> str:
    return reverse("prompts:experiment-detail", args=[pk])
