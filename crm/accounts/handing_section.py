"""When Sofía calls a person, as the overview of the settings tells of it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.accounts.sections import OFFICE, Section, Truth, register
from crm.brokers.current import broker_current


def _truth() -> Truth:
    misses = broker_current().handover_misses
    if not misses:
        return Truth(_("When they ask, complain, or speak of danger or law."))
    return Truth(
        ngettext(
            "When they ask or complain, and after %(n)d misunderstanding.",
            "When they ask or complain, and after %(n)d misunderstandings.",
            misses,
        )
        % {"n": misses}
    )


register(
    OFFICE,
    Section(
        name="handover",
        label=gettext_lazy("Calling a person"),
        icon="hand",
        view="accounts:handover",
        views=("accounts:handover",),
        ability="settings.edit",
        truth=_truth,
    ),
)
