"""Pages of scenarios: made-up leads, and how a version and what is live do with them."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents.prompts import scenarios, selectors
from agents.prompts.forms import ScenarioForm
from agents.prompts.models import Scenario
from agents.prompts.views import into
from agents.prompts.words import event_check_word, found_word, questions_told, tried_word
from agents.prompts.work import work_stop
from crm.accounts.pages import PageRequest, page, show
from crm.core.errors import DomainError

_FOLDER: Final = "agents/prompts"


@require_GET
@page
def scenario_list(request: PageRequest) -> HttpResponse:
    """The broker's scenarios."""
    rows = list(scenarios.scenario_list_for(request.user))
    return show(request, f"{_FOLDER}/scenario_list.html", {"scenarios": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def scenario_create(request: PageRequest) -> HttpResponse:
    """Make a lead up."""
    selectors.admin_check(request.user)
    return _edited(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def scenario_edit(request: PageRequest, pk: UUID) -> HttpResponse:
    """Change one."""
    return _edited(request, scenarios.scenario_get_for(request.user, pk))


@require_POST
@page
def scenario_remove(request: PageRequest, pk: UUID) -> HttpResponse:
    """Forget one."""
    scenarios.scenario_delete(scenario=scenarios.scenario_get_for(request.user, pk))
    messages.success(request, _("The scenario is gone"))
    return _to_list()


@require_POST
@page
def check_start(request: PageRequest, pk: UUID) -> HttpResponse:
    """Have all of them played with a version."""
    version = selectors.version_get_for(request.user, pk)
    check = scenarios.check_start(version=version, user=request.user)
    return HttpResponseRedirect(reverse("prompts:check-detail", args=[check.pk]))


@require_POST
@page
def check_stop(request: PageRequest, pk: UUID) -> HttpResponse:
    """End it where it is."""
    check = work_stop(scenarios.check_get_for(request.user, pk))
    return HttpResponseRedirect(reverse("prompts:check-detail", args=[check.pk]))


@require_GET
@page
def check_detail(request: PageRequest, pk: UUID) -> HttpResponse:
    """Passed or failed, for the version and for what was live, with every word said."""
    check = scenarios.check_get_for(request.user, pk)
    results = [
        {
            "title": each["title"],
            "sides": [_side(each["candidate"]), _side(each["baseline"])],
        }
        for each in check.results
    ]
    context = {
        "check": check,
        "version": check.version,
        "against": tried_word(check.against),
        "results": results,
        "passed": [sum(each["sides"][at]["passed"] for each in results) for at in (0, 1)],
    }
    return show(request, f"{_FOLDER}/check.html", context, partial="run")


def _side(played: dict[str, Any]) -> dict[str, Any]:
    failed = [each for each in played["checks"] if not each["passed"]]
    return {
        **played,
        "failed": [(event_check_word(each["name"]), found_word(each["found"])) for each in failed],
    }


def _edited(request: PageRequest, scenario: Scenario | None) -> HttpResponse:
    form = ScenarioForm(
        request.POST if request.method == "POST" else None, initial=_initial(scenario)
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            scenarios.scenario_save(
                user=request.user, title=given.pop("title"), spec=given, scenario=scenario
            )
        except DomainError as error:
            into(form, error)
        else:
            messages.success(request, _("Saved"))
            return _to_list()
    context = {"form": form, "scenario": scenario, "questions": questions_told()}
    return show(request, f"{_FOLDER}/scenario_form.html", context)


def _initial(scenario: Scenario | None) -> dict[str, Any]:
    if scenario is None:
        return {}
    spec = scenarios.spec_plain(scenario)
    return {
        **spec,
        "title": scenario.title,
        "answers": "\n".join(f"{name}: {text}" for name, text in spec["answers"].items()),
        "says": "\n".join(spec["says"]),
        "never_says": "\n".join(spec["never_says"]),
    }


def _to_list() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("prompts:scenario-list"))
