"""What happens to filled-in forms and to the accounts they come from."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

RECEIVED: Final = register("crm.form.received", "Ad form filled in")
FAILED: Final = register("crm.form.failed", "Ad form could not be fetched")
WITHDRAWN: Final = register("crm.form.withdrawn", "Ad form taken back")
MAPPED: Final = register("crm.form.mapped", "Meaning of a form's question changed")
TOKEN_EXPIRING: Final = register("crm.channel.token_expiring", "Channel token ends soon")
