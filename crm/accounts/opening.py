"""When somebody of the broker is there: a page for its admins."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.accounts.pages import PageRequest, page, show
from crm.accounts.permissions import can
from crm.brokers.current import broker_current
from crm.brokers.forms import DAY_NAMES, OpeningForm, opening_initial
from crm.brokers.hours import hours_of
from crm.brokers.selectors import broker_get
from crm.brokers.services import opening_set
from crm.core.errors import Forbidden


@require_http_methods(["GET", "POST"])
@page
def opening_page(request: PageRequest) -> HttpResponse:
    """The week, the closed days, and how soon a person answers whom Sofía hands over."""
    if not can(request.user, "settings.edit"):
        raise Forbidden(_("Only admins change the opening hours."))
    # A copy of its own: what the process remembers is not for changing.
    broker = broker_get(broker_current().slug)
    form = OpeningForm(request.POST or None, initial=opening_initial(broker))
    if request.method == "POST" and form.is_valid():
        opening_set(broker=broker, opening=form.opening(), actor=request.user.as_actor())
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(request.path)
    hours = hours_of(broker)
    now = timezone.now()
    context = {
        "form": form,
        "days": [form[name] for name in DAY_NAMES],
        "zone": broker.timezone,
        "is_open": hours.is_open(now),
        "promise": hours.promise(now),
    }
    return show(request, "crm/accounts/hours.html", context)
