"""From when on a person is called without being asked for: the broker's own limits."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from crm.core.errors import Invalid

MISSES_LIMIT: Final = 10
VALUE_LIMIT: Final = Decimal("99999999999999")


def handover_limits_check(*, sentiment: float | None, misses: int, value: Decimal | None) -> None:
    """Refuse limits that cannot stand. Raises :class:`Invalid`, a reason a field."""
    wrong: dict[str, str] = {}
    if sentiment is not None and not -1 <= sentiment < 0:
        wrong["handover_sentiment"] = _("The tone is a number from -1 to below 0.")
    if not 0 <= misses <= MISSES_LIMIT:
        wrong["handover_misses"] = _("A whole number from 0 to %(most)d.") % {"most": MISSES_LIMIT}
    if value is not None and not 0 < value <= VALUE_LIMIT:
        wrong["handover_value"] = _("An amount above 0.")
    if wrong:
        raise Invalid(" ".join(wrong.values()), fields=wrong)
