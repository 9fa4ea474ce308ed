"""From when on Sofía calls a person by herself: a page for the broker's admins."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.accounts.pages import PageRequest, page, show
from crm.accounts.permissions import can
from crm.brokers.current import broker_current
from crm.brokers.forms import HandoverLimitsForm, handover_limits_initial
from crm.brokers.selectors import broker_get
from crm.brokers.services import handover_limits_set
from crm.core.errors import Forbidden


@require_http_methods(["GET", "POST"])
@page
def handover_page(request: PageRequest) -> HttpResponse:
    """What always calls a person, and the limits the broker may set."""
    if not can(request.user, "settings.edit"):
        raise Forbidden(_("Only admins change when a person is called."))
    # A copy of its own: what the process remembers is not for changing.
    broker = broker_get(broker_current().slug)
    form = HandoverLimitsForm(request.POST or None, initial=handover_limits_initial(broker))
    if request.method == "POST" and form.is_valid():
        handover_limits_set(broker=broker, limits=form.cleaned_data, actor=request.user.as_actor())
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(request.path)
    context = {"form": form, "currency": broker.currency}
    return show(request, "crm/accounts/handing.html", context)
