from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "crm.accounts.keys"
    label = "keys"

    def ready(self) -> None:
        from crm.accounts.keys import (
            events,  # registers its verbs
            section,  # the settings list it
        )
