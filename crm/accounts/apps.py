from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "crm.accounts"
    label = "accounts"

    def ready(self) -> None:
        from crm.accounts import (
            events,  # noqa: F401 - registers its verbs
            opening_section,  # noqa: F401 - the settings list it
            receivers,  # noqa: F401 - a new broker gets its first admin
        )
