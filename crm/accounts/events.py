"""What happens to people's accounts."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

USER_CREATED: Final = register("crm.user.created", "User added")
USER_UPDATED: Final = register("crm.user.updated", "User changed")
PASSWORD_CHANGED: Final = register("crm.user.password_changed", "Password changed")
