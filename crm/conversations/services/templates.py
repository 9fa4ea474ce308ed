"""The texts a channel has approved: kept in step with what the channel says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from crm.conversations.models import MessageTemplate
from crm.conversations.templates import places_of
from crm.core.text import clip, storable
from crm.core.transactions import joining

# Words of channels that mean one of our states; what is not here leaves a template unusable.
_STATUSES: Final = {
    "approved": MessageTemplate.Status.APPROVED,
    "reinstated": MessageTemplate.Status.APPROVED,
    "pending": MessageTemplate.Status.PENDING,
    "in_appeal": MessageTemplate.Status.PENDING,
    "rejected": MessageTemplate.Status.REJECTED,
    "paused": MessageTemplate.Status.PAUSED,
    "flagged": MessageTemplate.Status.APPROVED,
}


@joining
def templates_keep(
    *, channel: str, account_id: str, found: Iterable[Mapping[str, Any]]
) -> list[MessageTemplate]:
    """Make the account's templates what the channel lists; those it no longer has are disabled.

    Each is ``{"name", "language", "category", "status", "reason", "components"}``.
    """
    kept = []
    for each in found:
        parts = {
            str(part.get("type") or "").lower(): str(part.get("text") or "")
            for part in each.get("components") or []
            if isinstance(part, Mapping)
        }
        template, _made = MessageTemplate.objects.update_or_create(
            channel=channel,
            account_id=account_id,
            name=str(each["name"]),
            language=str(each["language"]),
            defaults={
                "category": str(each.get("category") or "").lower()[:20],
                "status": _status(str(each.get("status") or "")),
                "reason": _reason(str(each.get("reason") or "")),
                "header": storable(parts.get("header", "")),
                "body": storable(parts.get("body", "")),
                "footer": storable(parts.get("footer", "")),
                "places": places_of(parts.get("header", "") + "\n" + parts.get("body", "")),
                "components": list(each.get("components") or []),
            },
        )
        kept.append(template)
    MessageTemplate.objects.filter(channel=channel, account_id=account_id).exclude(
        pk__in=[template.pk for template in kept]
    ).update(status=MessageTemplate.Status.DISABLED)
    return kept


@joining
def template_decided(
    *, channel: str, name: str, language: str, status: str, reason: str = ""
) -> int:
    """The channel decided about a template; returns how many rows that concerned.

    Templates belong to a business account, so every number of the broker under it has them.
    """
    return MessageTemplate.objects.filter(channel=channel, name=name, language=language).update(
        status=_status(status), reason=_reason(reason)
    )


def _status(word: str) -> str:
    return _STATUSES.get(word.lower(), MessageTemplate.Status.DISABLED)


def _reason(word: str) -> str:
    return "" if word.upper() in {"", "NONE"} else clip(storable(word), 240)
