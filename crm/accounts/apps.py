from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "crm.accounts"
    label = "accounts"

    def ready(self) -> None:
        from crm.accounts import (
            events,  # registers its verbs
            handing_section,  # the settings list it
            opening_section,  # and it
            receivers,  # a new broker gets its first admin
        )
