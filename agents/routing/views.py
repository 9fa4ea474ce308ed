"""Sofía's models in the settings: who is asked for what, how they do, and what the month cost."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents.routing import budgets, selectors, services
from agents.routing.forms import KeyForm, ModelForm
from agents.routing.prices import price_table
from agents.routing.tasks import Task
from crm.accounts.pages import PageRequest, page, show
from crm.core.errors import DomainError

_FOLDER: Final = "agents/routing"


@require_GET
@page
def model_list(request: PageRequest) -> HttpResponse:
    """The orders, how each model does, and the month's money."""
    orders = selectors.orders_for(request.user)
    month = budgets.standing()
    context = {
        "orders": orders,
        "month": month,
        "spent": selectors.spent_by_model(month),
    }
    return show(request, f"{_FOLDER}/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def model_add(request: PageRequest) -> HttpResponse:
    """Put a model into an order."""
    selectors.choice_list(request.user)
    initial = {"task": request.GET.get("task", Task.ANSWER)}
    form = ModelForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.choice_add(
                task=Task(given["task"]),
                provider=given["provider"],
                model=given["model"],
                api_key=given["api_key"],
                actor=request.user.as_actor(),
            )
        except DomainError as error:
            _into(form, error)
        else:
            return _back(request, _("Added."))
    return show(request, f"{_FOLDER}/add.html", {"form": form, "known": _known()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def model_key(request: PageRequest, pk: UUID) -> HttpResponse:
    """Change the key of a model; what it was is never shown."""
    choice = selectors.choice_get_for(request.user, pk)
    form = KeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.choice_key_set(
                choice=choice, api_key=form.key(), actor=request.user.as_actor()
            )
        except DomainError as error:
            _into(form, error)
        else:
            return _back(request, _("Saved."))
    return show(request, f"{_FOLDER}/key.html", {"form": form, "choice": choice})


@require_POST
@page
def model_raise(request: PageRequest, pk: UUID) -> HttpResponse:
    """Ask it one place earlier."""
    choice = selectors.choice_get_for(request.user, pk)
    services.choice_raise(choice=choice, actor=request.user.as_actor())
    return _back(request, "")


@require_POST
@page
def model_remove(request: PageRequest, pk: UUID) -> HttpResponse:
    """Ask it no more."""
    choice = selectors.choice_get_for(request.user, pk)
    services.choice_remove(choice=choice, actor=request.user.as_actor())
    return _back(request, _("Removed."))


def _back(request: PageRequest, told: str) -> HttpResponse:
    if told:
        messages.success(request, told)
    return HttpResponseRedirect(reverse("routing:model-list"))


def _into(form: forms.Form, error: DomainError) -> None:
    for name, text in error.fields.items():
        form.add_error(name if name in form.fields else None, text)
    if not error.fields:
        form.add_error(None, error.message)


def _known() -> list[str]:
    """Models whose price is known, to choose from; any other may be typed."""
    return sorted({model for _vendor, model in price_table().prices})
