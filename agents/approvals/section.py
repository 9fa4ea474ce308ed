"""Approvals, as the overview of the settings tells of them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.approvals.models import Approval
from agents.approvals.selectors import RULES_ABILITY, rules
from crm.accounts.sections import OFFICE, Section, Truth, register


def _truth() -> Truth:
    waiting = Approval.objects.filter(state=Approval.State.PENDING).count()
    if waiting:
        text = ngettext("%(n)d question waits.", "%(n)d questions wait.", waiting)
        return Truth(text % {"n": waiting}, "wait")
    if not rules():
        return Truth(_("Sofía asks nobody first."))
    return Truth(_("Sofía asks before she acts."), "good")


register(
    OFFICE,
    Section(
        "approvals", gettext_lazy("Approvals"), "circle-check", "approvals:approval-list",
        ("approvals:",), RULES_ABILITY, _truth,
    ),
)  # fmt: skip
