from django.apps import AppConfig


class AdCopyConfig(AppConfig):
    name = "agents.adcopy"

    def ready(self) -> None:
        from agents.adcopy import receivers  # puts the panel on the unit's page
