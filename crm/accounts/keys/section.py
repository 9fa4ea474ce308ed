"""API keys, as the overview of the settings tells of them."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.accounts.keys.models import ApiKey
from crm.accounts.keys.selectors import ABILITY
from crm.accounts.sections import SYSTEMS, Section, Truth, register


def _truth() -> Truth:
    ended = Q(revoked_at__isnull=False) | Q(expires_at__lte=timezone.now())
    live = ApiKey.objects.exclude(ended).count()
    if not live:
        return Truth(_("No other program signs in."))
    return Truth(ngettext("%(n)d key in force", "%(n)d keys in force", live) % {"n": live}, "good")


register(
    SYSTEMS,
    Section(
        name="keys",
        label=gettext_lazy("API keys"),
        icon="key",
        view="keys:key-list",
        views=("keys:",),
        ability=ABILITY,
        truth=_truth,
    ),
)
