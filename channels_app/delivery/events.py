"""What happens to deliveries."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

FAILED: Final = register("crm.delivery.failed", "Delivery failed", public="delivery_failed")
