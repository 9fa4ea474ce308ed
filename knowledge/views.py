"""Passages of documents that were held back, for an admin to read and release."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from crm.accounts.pages import PageRequest, page, show
from knowledge.ingest import passage_release
from knowledge.selectors import passage_held_get_for, passages_held_for
from knowledge.suspicion import words_of

_PAGE: Final = 20


@require_GET
@page
def passage_held_list(request: PageRequest) -> HttpResponse:
    """The passages nobody is answered from yet, each with what it tries."""
    found = Paginator(passages_held_for(request.user).order_by("id"), _PAGE)
    shown = found.get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "held": [(each, [words_of(kind) for kind in each.suspicions]) for each in shown],
    }
    return show(request, "knowledge/held.html", context)


@require_POST
@page
def passage_held_release(request: PageRequest, pk: Any) -> HttpResponse:
    """Let one be found again."""
    passage_release(chunk=passage_held_get_for(request.user, pk), user=request.user)
    messages.success(request, _("Released; Sofía may answer from it."))
    return HttpResponseRedirect(reverse("knowledge:passage-held-list"))
