"""The broker's listings, searched and narrowed."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from crm.accounts.pages import PageRequest, page, show
from crm.core import slots
from crm.inventory import selectors
from crm.inventory.amenities import AMENITIES
from crm.inventory.models import Unit

PAGE_SIZE: Final = 50


class UnitFilter(forms.Form):
    """The list's filters; what it does not understand narrows nothing."""

    q = forms.CharField(required=False, max_length=120)
    operation = forms.CharField(required=False, max_length=8)
    property_type = forms.CharField(required=False, max_length=20)
    status = forms.CharField(required=False, max_length=12)

    def values(self) -> dict[str, Any]:
        """What was asked and understood."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


#: Types nobody asks about furniture or pets of.
_NO_HOMES: Final = frozenset({"land", "parking", "storage"})


@require_GET
@page
def unit_list(request: PageRequest) -> HttpResponse:
    """The listings a page at a time."""
    asked = UnitFilter(request.GET).values()
    pages = Paginator(selectors.unit_list_for(request.user, **asked), PAGE_SIZE)
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "asked": asked,
        "page": pages.get_page(request.GET.get("page")),
        "query": kept.urlencode(),
        "operations": Unit.Operation.choices,
        "types": Unit.Type.choices,
        "statuses": Unit.Status.choices,
    }
    return show(request, "crm/inventory/list.html", context, partial="table")


@require_GET
@page
def unit_detail(request: PageRequest, pk: UUID) -> HttpResponse:
    """One listing, with what packages above put beside it."""
    unit = selectors.unit_get_for(request.user, pk)
    panels = slots.render("unit", actor=request.user, subject=unit, request=request)
    # What Sofía's searches go by, and what she says that the listing does not tell.
    told = [
        (field.verbose_name, unit.has(field.name))
        for field in Unit._meta.fields
        if field.name in AMENITIES and unit.property_type not in _NO_HOMES
    ]
    context = {"unit": unit, "panels": panels, "told": told}
    return show(request, "crm/inventory/detail.html", context)
