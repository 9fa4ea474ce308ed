"""Pages of what Sofía is told: what is in force, its versions, writing one, comparing two."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents.prompts import selectors, services
from agents.prompts.catalogue import ADS, MEASURED, OFFICE, TRIED, built_in
from agents.prompts.diffing import rows_of
from agents.prompts.experiments import experiment_list_for
from agents.prompts.forms import BUILT_IN, TryOutForm, VersionForm
from agents.prompts.models import PromptVersion
from agents.prompts.scenarios import check_list_for
from agents.prompts.words import field_word, specialist_word, tried_word, version_word
from agents.prompts.writing import LONGEST, allowed_fields
from crm.accounts.pages import PageRequest, page, show
from crm.core.errors import DomainError, NotFound

_FOLDER: Final = "agents/prompts"


@require_GET
@page
def prompt_list(request: PageRequest) -> HttpResponse:
    """Every specialist with what is in force for it."""
    states = [
        {"state": state, "word": specialist_word(state.specialist), "in_force": _in_force(state)}
        for state in selectors.prompt_list_for(request.user)
    ]
    return show(request, f"{_FOLDER}/list.html", {"states": states})


@require_GET
@page
def prompt_detail(request: PageRequest, specialist: str) -> HttpResponse:
    """One specialist: what is live, every version, its experiments."""
    state = _state(request, specialist)
    versions = list(selectors.version_list_for(request.user, specialist=specialist))
    context = {
        **_named(specialist),
        "state": state,
        "versions": versions,
        "in_force": _in_force(state),
        "text": state.live.text if state.live else built_in(specialist).voice,
        "experiments": list(experiment_list_for(request.user, specialist=specialist)[:10]),
    }
    return show(request, f"{_FOLDER}/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def version_create(request: PageRequest, specialist: str) -> HttpResponse:
    """Write a draft, beginning from what is live or from the version named by ``from``."""
    state = _state(request, specialist)
    if request.method == "POST":
        form = VersionForm(request.POST)
        if form.is_valid():
            base = form.cleaned_data["based_on"]
            try:
                version = services.version_create(
                    specialist=specialist,
                    text=form.cleaned_data["text"],
                    note=form.cleaned_data["note"],
                    user=request.user,
                    based_on=selectors.version_get_for(request.user, base) if base else None,
                )
            except DomainError as error:
                into(form, error)
            else:
                messages.success(request, _("Draft saved"))
                return to(version)
    else:
        start = _chosen(request, specialist, request.GET.get("from", ""), default=state.live)
        form = VersionForm(
            initial={"text": text_of(specialist, start), "based_on": start.pk if start else None}
        )
    return show(request, f"{_FOLDER}/form.html", {**_editor(specialist), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def version_edit(request: PageRequest, pk: UUID) -> HttpResponse:
    """Write on a draft."""
    version = selectors.version_get_for(request.user, pk)
    before = {"text": version.text, "note": version.note}
    form = VersionForm(request.POST if request.method == "POST" else None, initial=before)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.version_update(
                version=version, user=request.user, text=given["text"], note=given["note"]
            )
        except DomainError as error:
            into(form, error)
        else:
            messages.success(request, _("Saved"))
            return to(version)
    context = {**_editor(version.specialist), "form": form, "version": version}
    return show(request, f"{_FOLDER}/form.html", context)


@require_GET
@page
def version_detail(request: PageRequest, pk: UUID) -> HttpResponse:
    """One version beside what is live, and what can be done with it."""
    version = selectors.version_get_for(request.user, pk)
    state = _state(request, version.specialist)
    other = _chosen(request, version.specialist, request.GET.get("with", ""), default=state.live)
    others = selectors.version_list_for(request.user, specialist=version.specialist)
    context = {
        **_named(version.specialist),
        "version": version,
        "state": state,
        "in_force": _in_force(state),
        "rows": rows_of(text_of(version.specialist, other), version.text),
        "other": other,
        "other_word": version_word(other),
        "others": [each for each in others if each.pk != version.pk],
        "built_in_key": BUILT_IN,
        "frame": built_in(version.specialist).frame,
        "tryout_form": TryOutForm(),
        "failed": services.scenarios_failed(version) if version.state != "live" else [],
        "least": services.REASON_LEAST,
        "scenario_checks": list(check_list_for(request.user, version=version)[:5]),
        "tryouts": [
            (tryout, tried_word(tryout.against))
            for tryout in selectors.tryout_list_for(request.user, version=version)[:10]
        ],
    }
    return show(request, f"{_FOLDER}/version.html", context)


@require_POST
@page
def version_go_live(request: PageRequest, pk: UUID) -> HttpResponse:
    """Let it hold from the next answer on."""
    version = selectors.version_get_for(request.user, pk)
    try:
        services.version_go_live(
            version=version,
            actor=request.user.as_actor(),
            confirm=request.POST.get("confirm", ""),
            reason=request.POST.get("reason", ""),
        )
    except services.ScenariosFailed as error:
        # From wherever they came: the name and the reason are asked for on its own page.
        messages.error(request, error.message)
        return HttpResponseRedirect(f"{reverse('prompts:version-detail', args=[pk])}#go-live")
    messages.success(request, _("%(version)s is live") % {"version": version.label})
    return HttpResponseRedirect(_address(version.specialist))


@require_POST
@page
def prompt_return(request: PageRequest, specialist: str) -> HttpResponse:
    """Back to the built-in prompt."""
    _state(request, specialist)
    services.prompt_return(specialist=specialist, actor=request.user.as_actor())
    messages.success(request, _("The built-in prompt is in force"))
    return HttpResponseRedirect(_address(specialist))


@require_POST
@page
def version_discard(request: PageRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    version = selectors.version_get_for(request.user, pk)
    services.version_discard(version=version, actor=request.user.as_actor())
    messages.success(request, _("The draft is gone"))
    return HttpResponseRedirect(_address(version.specialist))


def into(form: Any, error: DomainError) -> None:
    """Put a refusal beside the field it is about."""
    told = {name: text for name, text in error.fields.items() if name in form.fields}
    for name, text in told.items():
        form.add_error(name, text)
    if not told:
        form.add_error(None, error.message)


def to(version: PromptVersion) -> HttpResponseRedirect:
    """To the version's page."""
    return HttpResponseRedirect(reverse("prompts:version-detail", args=[version.pk]))


def text_of(specialist: str, version: PromptVersion | None) -> str:
    """The voice of a version, the built-in one for None."""
    return version.text if version is not None else built_in(specialist).voice


def _chosen(
    request: PageRequest, specialist: str, key: str, *, default: PromptVersion | None
) -> PromptVersion | None:
    """The version a link names; the built-in one by its own name."""
    if key == BUILT_IN:
        return None
    if not key:
        return default
    version = selectors.version_get_for(request.user, key)
    if version.specialist != specialist:
        raise NotFound(_("There is no such version."))
    return version


def _state(request: PageRequest, specialist: str) -> selectors.PromptState:
    selectors.specialist_check(specialist)
    states = selectors.prompt_list_for(request.user)
    return next(state for state in states if state.specialist == specialist)


def _in_force(state: selectors.PromptState) -> str:
    return version_word(state.live)


def _named(specialist: str) -> dict[str, Any]:
    return {
        "specialist": specialist,
        "specialist_word": specialist_word(specialist),
        "is_measured": specialist in MEASURED,
        "is_tried": specialist in TRIED,
        "is_ads": specialist == ADS,
        "is_office": specialist in OFFICE,
    }


def _editor(specialist: str) -> dict[str, Any]:
    return {
        **_named(specialist),
        "frame": built_in(specialist).frame,
        "fields": [(f"{{{name}}}", field_word(name)) for name in allowed_fields(specialist)],
        "longest": LONGEST,
    }


def _address(specialist: str) -> str:
    return reverse("prompts:prompt-detail", args=[specialist])
