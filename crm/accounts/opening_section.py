"""Opening hours, as the overview of the settings tells of them."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.accounts.sections import OFFICE, Section, Truth, register
from crm.brokers.current import broker_current
from crm.brokers.hours import hours_of
from crm.core import clock


def _truth() -> Truth:
    hours, now = hours_of(broker_current()), timezone.now()
    if hours.is_open(now):
        return Truth(_("Somebody is there now."), "good")
    opens = hours.next_opening(now)
    if opens is None:
        return Truth(_("Closed now, and nobody knows until when."), "wait")
    return Truth(_("Closed now; somebody is there %(when)s.") % {"when": clock.moment(opens)})


register(
    OFFICE,
    Section(
        name="hours",
        label=gettext_lazy("Opening hours"),
        icon="clock",
        view="accounts:hours",
        views=("accounts:hours",),
        ability="settings.edit",
        truth=_truth,
    ),
)
