"""Answers that are given from the store, for an admin to read, refuse and allow again."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from crm.accounts.pages import PageRequest, page, show
from knowledge.cache import services
from knowledge.cache.selectors import answer_get_for, answers_for

_PAGE: Final = 20


@require_GET
@page
def answer_list(request: PageRequest) -> HttpResponse:
    """The questions answered from the store, the most asked first, and the refused ones."""
    found = Paginator(answers_for(request.user), _PAGE)
    return show(
        request, "knowledge/answers.html", {"page": found.get_page(request.GET.get("page"))}
    )


@require_POST
@page
def answer_refuse(request: PageRequest, pk: Any) -> HttpResponse:
    """Have Sofía think about this question each time."""
    services.answer_refuse(answer=answer_get_for(request.user, pk), user=request.user)
    messages.success(request, _("Not given again; Sofía thinks about it each time."))
    return HttpResponseRedirect(reverse("knowledge:answer-list"))


@require_POST
@page
def answer_allow(request: PageRequest, pk: Any) -> HttpResponse:
    """Take a refusal back."""
    services.answer_allow(answer=answer_get_for(request.user, pk))
    messages.success(request, _("Allowed; it is given once two answers agree."))
    return HttpResponseRedirect(reverse("knowledge:answer-list"))
