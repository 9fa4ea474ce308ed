"""The settings' line about what Sofía is told: the way there on a phone."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.prompts.models import Experiment, PromptVersion, Proposal
from crm.accounts.sections import OFFICE, Section, Truth, register


def _prompts() -> Truth:
    if Experiment.objects.filter(stopped_at__isnull=True).exists():
        return Truth(_("An experiment is running."), "good")
    waiting = Proposal.objects.filter(state=Proposal.State.OPEN).count()
    if waiting:
        text = ngettext("%(n)d proposal to decide.", "%(n)d proposals to decide.", waiting)
        return Truth(text % {"n": waiting}, "wait")
    live = PromptVersion.objects.filter(state=PromptVersion.State.LIVE).count()
    if not live:
        return Truth(_("As the product comes."))
    return Truth(ngettext("%(n)d of your own.", "%(n)d of your own.", live) % {"n": live}, "good")


register(
    OFFICE,
    Section(
        "prompts", gettext_lazy("What Sofía is told"), "sparkles", "prompts:prompt-list",
        ("prompts:",), "agents.edit", _prompts,
    ),
)  # fmt: skip
