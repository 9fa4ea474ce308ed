"""Having ads written from the page of a unit, or from a brief."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agents.adcopy.panel import AdForm, panel_context
from agents.adcopy.services import ad_copy_generate
from crm.accounts.pages import PageRequest, is_partial, page, show
from crm.accounts.permissions import can
from crm.core.errors import Forbidden
from crm.inventory.selectors import unit_get_for


@require_http_methods(["GET", "POST"])
@page
def unit_ads(request: PageRequest, pk: UUID) -> HttpResponse:
    """A unit's ads on one platform; a post has new ones written."""
    unit = unit_get_for(request.user, pk)
    asked = AdForm(request.POST if request.method == "POST" else request.GET).values()
    if request.method == "POST":
        if not can(request.user, "agents.run"):
            raise Forbidden(_("You may not do this."))
        ad_copy_generate(user=request.user, unit=unit, **asked)
    if not is_partial(request):
        where = reverse("inventory:unit-detail", args=[unit.pk])
        return HttpResponseRedirect(f"{where}?{urlencode({'platform': asked['platform']})}#ads")
    return show(request, "agents/adcopy/panel.html", panel_context(unit, asked, request.user))
