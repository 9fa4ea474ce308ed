"""Sofía's models, as the overview of the settings tells of them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.routing import budgets
from agents.routing.candidates import platform_candidates
from agents.routing.models import ModelChoice
from agents.routing.tasks import Task
from crm.accounts.sections import OFFICE, Section, Truth, register


def _truth() -> Truth:
    month = budgets.standing()
    if month.is_used_up:
        return Truth(_("This month's money is used up: the built-in rules answer."), "late")
    own = [row for row in ModelChoice.objects.all() if row.task == Task.ANSWER]
    first = own[0].model if own else platform_candidates()[0].model
    if not first:
        return Truth(_("The built-in rules answer; no model is connected."), "wait")
    words = _("%(model)s answers · US$ %(spent)s this month")
    return Truth(
        words % {"model": first, "spent": f"{month.spent:.2f}"},
        "wait" if month.is_soft_reached else "good",
    )


register(
    OFFICE,
    Section(
        name="models",
        label=gettext_lazy("Sofía's models"),
        icon="brain",
        view="routing:model-list",
        views=("routing:",),
        ability="agents.edit",
        truth=_truth,
    ),
)
