"""What a broker's admins are told of their models: money that is used up, keys that are refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from agents.llm.base import ErrorKind
from agents.routing.attempts import Attempt
from crm.accounts.notices import Kind, notice_raise, notice_resolve, register

BUDGET_SOFT: Final = register(
    "ai_budget_soft",
    Kind(
        title=_("Sofía has used %(spent)s US dollars this month"),
        text=_("That is beyond the %(limit)s you wanted to be told of. She goes on as before."),
        link="/settings/models/",
    ),
)
BUDGET_HARD: Final = register(
    "ai_budget_hard",
    Kind(
        title=_("This month's money for Sofía's models is used up"),
        text=_(
            "The limit of %(limit)s US dollars is reached. Until next month, or until the limit "
            "is raised, she answers with her built-in rules instead of a paid model."
        ),
        link="/settings/models/",
    ),
)
KEY_REFUSED: Final = register(
    "ai_key_refused",
    Kind(
        title=_("%(vendor)s refuses your key or model"),
        text=_("%(model)s cannot be used, so others answer meanwhile: %(reason)s"),
        link="/settings/models/",
    ),
)


def credentials_told(attempts: Iterable[Attempt]) -> None:
    """Tell the admins of a key of their own that was refused, and that it works again."""
    for attempt in attempts:
        if not attempt.is_own_key:
            continue
        key = f"{attempt.provider}:{attempt.model}"
        if attempt.error_kind is ErrorKind.AUTH:
            notice_raise(
                KEY_REFUSED,
                key=key,
                vendor=attempt.provider,
                model=attempt.model,
                reason=attempt.error,
            )
        elif attempt.completion is not None:
            notice_resolve(KEY_REFUSED, key=key)
