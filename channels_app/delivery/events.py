"""What happens to deliveries."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

FAILED: Final = register("crm.delivery.failed", "Delivery failed", public="delivery_failed")
#: The data's ``reason`` says how the attempt ended, ``settle`` whether it may still be settled.
UNSURE: Final = register("crm.delivery.unsure", "Nobody knows whether a message arrived")
#: The data's ``decision`` is one of found, receipt, again, ask.
SETTLED: Final = register("crm.delivery.settled", "An uncertain delivery was decided")
