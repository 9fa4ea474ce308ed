"""Forms of ads in the settings: how their accounts do, what their questions tell, what came."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from channels_app.forms import selectors
from channels_app.forms.models import FIELDS, FormEntry
from channels_app.forms.processing import entry_retry
from channels_app.forms.services import mappings_set
from channels_app.forms.words import vendor_of
from crm.accounts.pages import PageRequest, done, page, show

PAGE_SIZE: Final = 25
_FOLDER: Final = "channels_app/forms"


@require_GET
@page
def form_page(request: PageRequest) -> HttpResponse:
    """The accounts, the forms with what each question tells, and the latest entries."""
    state = request.GET.get("state", "")
    entries = selectors.entry_list_for(request.user, state=state)
    shown = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "sources": selectors.source_list_for(request.user),
        "forms": selectors.form_list_for(request.user),
        "fields": list(FIELDS.items()),
        "page": shown,
        "rows": [_row(entry) for entry in shown],
        "failed": selectors.entry_list_for(request.user, state="failed").count(),
        "state": state if state in FormEntry.State.values else "",
        "query": urlencode({"state": state}) + "&" if state in FormEntry.State.values else "",
        "states": [(each, FormEntry.State(each).label) for each in ("done", "waiting", "failed")],
    }
    return show(request, f"{_FOLDER}/page.html", context)


def _row(entry: FormEntry) -> dict[str, Any]:
    return {"entry": entry, "vendor": vendor_of(entry.channel)}


@require_POST
@page
def form_map(request: PageRequest) -> HttpResponse:
    """Say what the questions of one form tell."""
    selectors.form_list_for(request.user)
    questions, fields = request.POST.getlist("question"), request.POST.getlist("field")
    mappings_set(
        channel=request.POST.get("channel", ""),
        account_id=request.POST.get("account_id", ""),
        form_id=request.POST.get("form_id", ""),
        fields=dict(zip(questions, fields, strict=False)),
        actor=request.user.as_actor(),
    )
    return done(request, lambda: "", to=reverse("forms:page"), toast=_("Saved."))


@require_POST
@page
def entry_again(request: PageRequest, pk: UUID) -> HttpResponse:
    """Try a failed entry again."""
    entry = entry_retry(
        entry=selectors.entry_get_for(request.user, pk), actor=request.user.as_actor()
    )

    def row() -> str:
        return render_to_string(f"{_FOLDER}/entry.html", _row(entry), request=request)

    return done(request, row, to=reverse("forms:page"), toast=_("It is being tried again."))
