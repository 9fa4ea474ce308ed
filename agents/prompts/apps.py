from django.apps import AppConfig


class PromptsConfig(AppConfig):
    name = "agents.prompts"

    def ready(self) -> None:
        from agents.prompts import sections  # puts its line into the settings' overview
