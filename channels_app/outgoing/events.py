"""What happens to outgoing webhooks themselves; none of it is told to them."""

from __future__ import annotations

from typing import Final

from crm.core.events import register, verbs

CREATED: Final = register("crm.webhook.created", "Webhook added")
UPDATED: Final = register("crm.webhook.updated", "Webhook changed")
ROTATED: Final = register("crm.webhook.rotated", "Webhook secret changed")
ENABLED: Final = register("crm.webhook.enabled", "Webhook switched on")
DISABLED: Final = register("crm.webhook.disabled", "Webhook switched off")
DELETED: Final = register("crm.webhook.deleted", "Webhook removed")
REPLAYED: Final = register("crm.webhook.replayed", "Webhook events sent again")

#: What a test call says it is.
PING: Final = "ping"


def public_types() -> list[str]:
    """The event types a webhook can ask for, by name."""
    return sorted({verb.public for verb in verbs().values() if verb.public})


def verbs_of(types: list[str]) -> list[str]:
    """The verbs behind these public types, behind all of them for an empty list."""
    return [
        verb.name
        for verb in verbs().values()
        if verb.public and (not types or verb.public in types)
    ]
