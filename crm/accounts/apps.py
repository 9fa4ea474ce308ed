from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "crm.accounts"
    label = "accounts"

    def ready(self) -> None:
        from crm.accounts import (
            events,  # registers its verbs
            opening_section,  # the settings list it
            receivers,  # a new broker gets its first admin
        )
