"""Kept answers, as the overview of the settings tells of them."""

from __future__ import annotations

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.accounts.sections import OFFICE, Section, Truth, register
from knowledge.cache.models import CachedAnswer


def _truth() -> Truth:
    served = CachedAnswer.objects.aggregate(times=Sum("served"))["times"]
    if served:
        text = ngettext("Given %(n)d time.", "Given %(n)d times.", served)
        return Truth(text % {"n": served})
    return Truth(_("None is given yet."))


register(
    OFFICE,
    Section(
        "kept-answers", gettext_lazy("Kept answers"), "message-square",
        "knowledge:answer-list", ("knowledge:answer",), "knowledge.edit", _truth,
    ),
)  # fmt: skip
