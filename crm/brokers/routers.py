"""Which schema has which tables, where an app stands in every schema and a model does not."""

from __future__ import annotations

from typing import Any, Final

from crm.core.tenancy import in_public

#: Models of shared apps whose rows are a broker's: without one in hand there is no such table.
BROKERS_ONLY: Final = {("accounts", "notice")}


class BrokersOnlyRouter:
    """Keep brokers' models of shared apps out of the public schema; asked before django-tenants."""

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **_hints: Any
    ) -> bool | None:
        """False for a table that has no place in the schema in hand, else no opinion."""
        return False if in_public() and (app_label, model_name) in BROKERS_ONLY else None
