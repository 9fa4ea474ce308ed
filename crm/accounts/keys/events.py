"""What happens to API keys, and what is done with them."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

KEY_CREATED: Final = register("crm.key.created", "API key made")
KEY_REVOKED: Final = register("crm.key.revoked", "API key ended")
